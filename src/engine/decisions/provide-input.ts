import { checkValues } from "../check-values.ts";
import type { Decider } from "../decider.ts";
import type { Happening } from "../happening.ts";
import type { ProvideInput } from "../messages/command.ts";
import type { Rejection } from "../messages/decision.ts";
import { processOwner } from "../people.ts";
import { namesOf } from "../permissions.ts";
import { isGiven } from "../scope.ts";
import { setInputs } from "../set-inputs.ts";
import { actorOf } from "../tell.ts";

/** What is known already is corrected by the process owner only: steps and approvals may rest on it. The case's key never changes. */
const wrongChange = (h: Happening, names: readonly string[]): Rejection | undefined => {
  const { key } = h.definition.case;
  if (names.includes(key)) return { code: "invalid", message: "The case's key cannot change.", fields: { [key]: "This names the case." } };
  const known = names.filter((name) => isGiven(h.instance().inputs[name]));
  const [actor, owners] = [actorOf(h), processOwner(h)];
  if (known.length === 0 || (actor !== undefined && h.command.actor.kind === "person" && owners.includes(actor))) return undefined;
  const message = `This is known already. Only ${namesOf({ directory: h.context.directory }, owners)} can change it.`;
  return { code: "not-entitled", message, who: owners, fields: Object.fromEntries(known.map((name) => [name, "This is known already."])) };
};

/** Somebody gives what was missing: whoever it was asked from, the starter or the process owner. */
export const provideInput: Decider<ProvideInput> = (h, { inputs }) => {
  const { values, problems } = checkValues(h.context.directory, h.definition.inputs, inputs);
  if (Object.keys(problems).length > 0) return { code: "invalid", message: "Some of this does not fit.", fields: problems };
  const changed = Object.keys(values).filter((name) => JSON.stringify(values[name]) !== JSON.stringify(h.instance().inputs[name]));
  const refused = wrongChange(h, changed);
  if (refused !== undefined || changed.length === 0) return refused;
  const given = Object.fromEntries(Object.entries(values).filter(([name]) => changed.includes(name)));
  setInputs(h, { by: actorOf(h), inputs: given, rule: changed.map((name) => `inputs.${name}`).join(", ") });
  return undefined;
};
