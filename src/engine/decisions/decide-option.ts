import { sendBack } from "../back.ts";
import type { Decider } from "../decider.ts";
import type { DecisionOption } from "../definition.ts";
import { endCase } from "../end-case.ts";
import { closeWork, isSaid, refuseUnlessWork, refuseWithoutEvidence, takeEvidence, titleOf } from "../end-step.ts";
import { type Happening, stepDefinition } from "../happening.ts";
import type { PersonId, StepKey } from "../ids.ts";
import type { DecideStep } from "../messages/command.ts";
import type { Rejection } from "../messages/decision.ts";
import { nearest } from "../nearest.ts";
import { personOf } from "../tell.ts";

/** One of a decision's options: with its verdict, its reason where one must be given, and what follows from it. The same one twice is once. */
export const decideStep: Decider<DecideStep> = (h, command) => {
  const { step, evidence, reason, note } = command;
  const present = h.step(step);
  if (present.status === "done" && present.outcome === command.option) return undefined;
  const by = personOf(h);
  const option = refuseUnlessWork(h, step) ?? chosen(h, command);
  if ("code" in option) return option;
  const refused = takeEvidence(h, step, evidence, by) ?? refuseWithoutEvidence(h, step);
  if (refused !== undefined) return refused;
  closeWork(h, step, by, note);
  const rule = `steps.${step}.options.${option.id}`;
  h.emit({ type: "decision.made", step, by, option: option.id, why: reason, note }, { verdict: option.verdict, rule });
  follow(h, step, option, by, reason);
  return undefined;
};

/** The option that is meant, with a reason where it needs one. */
const chosen = (h: Happening, { step: key, option: id, reason }: DecideStep): DecisionOption | Rejection => {
  const step = stepDefinition(h.definition, key);
  if (step.kind !== "decision") return { code: "wrong-state", message: `"${titleOf(h, key)}" is no decision.` };
  const option = step.options.find((each) => each.id === id);
  if (option === undefined) return unknownOption(step.options, id);
  if (!option.reason || isSaid(reason)) return option;
  return { code: "invalid", message: `"${option.title}" needs a reason.`, fields: { reason: "Say why." } };
};

const unknownOption = (options: readonly DecisionOption[], id: string): Rejection => {
  const meant = nearest(
    id,
    options.map((each) => each.id),
  );
  const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
  return { code: "unknown", message: `There is no option ${id}.${hint} There are: ${options.map((each) => each.title).join(", ")}.` };
};

const follow = (h: Happening, step: StepKey, option: DecisionOption, by: PersonId, why: string | undefined): void => {
  if (option.then?.do === "back") sendBack(h, { to: option.then.step, from: step, by, why, counts: true, atMost: option.then.atMost });
  if (option.then?.do === "end") endCase(h, { by, outcome: option.then.outcome, why, rule: `steps.${step}.options.${option.id}` });
};
