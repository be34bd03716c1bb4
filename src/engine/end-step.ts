import { standsNow } from "./admission.ts";
import { checkValues, missingOf } from "./check-values.ts";
import type { Field } from "./definition.ts";
import type { Evidence } from "./evidence.ts";
import { isWork } from "./evolve/fold.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { PersonId, StepKey } from "./ids.ts";
import type { Rejection } from "./messages/decision.ts";
import { standpointOf } from "./people.ts";
import { isGiven, lookupFor, storedValues } from "./scope.ts";
import { renderTemplate } from "./template.ts";
import type { StoredValue } from "./value.ts";

/** The step's title, filled in. */
export const titleOf = (h: Happening, key: StepKey): string =>
  renderTemplate(stepDefinition(h.definition, key).title, lookupFor(standpointOf(h), key));

/** Refuses an act on a step that is neither active nor blocked, with how it stands: who ended it, and how. */
export const refuseUnlessWork = (h: Happening, key: StepKey): Rejection | undefined => {
  const step = h.step(key);
  if (isWork(step)) return undefined;
  if (step.status === "waiting") return { code: "wrong-state", message: `"${titleOf(h, key)}" has not started yet.` };
  return { code: "wrong-state", message: standsNow({ ...standpointOf(h), now: h.now }, step) };
};

/** Takes evidence in for a step, on its present pass; a value that does not fit is an error on its field. */
export const takeEvidence = (
  h: Happening,
  key: StepKey,
  given: Readonly<Record<string, StoredValue>> | undefined,
  by: PersonId | undefined,
  note?: string | undefined,
): Rejection | undefined => {
  if (given === undefined) return undefined;
  const { values, problems } = checkValues(h.context.directory, stepDefinition(h.definition, key).evidence, given);
  if (Object.keys(problems).length > 0) return { code: "invalid", message: "Some of this does not fit.", fields: problems };
  const { pass } = h.step(key);
  const evidence = Object.entries(values).map(([name, value]): [string, Evidence] => [name, { value, step: key, pass, by }]);
  if (evidence.length > 0) h.emit({ type: "evidence.added", step: key, by, values: Object.fromEntries(evidence), note });
  return undefined;
};

/** Refuses the end of a step, with the list, while required evidence is missing. */
export const refuseWithoutEvidence = (h: Happening, key: StepKey): Rejection | undefined => {
  const { evidence } = stepDefinition(h.definition, key);
  const missing = missingOf(evidence, storedValues(h.instance()));
  if (missing.length === 0) return undefined;
  const labels = evidence.filter(({ name }) => missing.includes(name)).map(labelOf);
  return {
    code: "missing-evidence",
    message: `"${titleOf(h, key)}" needs this before it is done: ${labels.join(", ")}.`,
    missing,
    fields: Object.fromEntries(missing.map((name) => [name, "This is needed."])),
  };
};

/** What ends with the step: a block is lifted, and a commitment was kept or missed. */
export const closeWork = (h: Happening, key: StepKey, by: PersonId | undefined, note?: string | undefined): void => {
  const step = h.step(key);
  if (!isWork(step)) return;
  for (const { at, until } of step.commitments.filter(({ state }) => state === "open")) {
    const state = at < step.ownedAt ? "passed-on" : h.now <= until ? "kept" : "missed";
    h.emit({ type: "commitment.settled", step: key, until, state });
  }
  if (step.status === "blocked") h.emit({ type: "step.unblocked", step: key, by, note, clock: {} });
};

/** An end without an outcome, by a person or by itself. */
export const endStep = (
  h: Happening,
  key: StepKey,
  end: {
    readonly by?: PersonId | undefined;
    readonly note?: string | undefined;
    readonly repeatAt?: number | undefined;
  },
): void => {
  closeWork(h, key, end.by, end.note);
  h.emit({ type: "step.completed", step: key, by: end.by, outcome: undefined, note: end.note, repeatAt: end.repeatAt });
};

export const isSaid = (text: string | undefined): text is string => isGiven(text);

const labelOf = (field: Field): string => field.label;
