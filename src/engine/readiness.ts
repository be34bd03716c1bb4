import { missingOf } from "./check-values.ts";
import type { Field, StepDefinition } from "./definition.ts";
import { A_WORKING_DAY } from "./duration.ts";
import { openCause } from "./episodes.ts";
import type { Happening } from "./happening.ts";
import type { Instant, PersonId } from "./ids.ts";
import type { Unready, WaitingStep } from "./instance.ts";
import { presentOf, processOwner, resolveWho } from "./people.ts";
import { waited } from "./reach.ts";
import { isGiven, storedValues } from "./scope.ts";

/** What must exist before a step may start and does not: what its `ready` names, the date it waits for, and required inputs that an event did not bring. */
export const missingFor = (h: Happening, step: StepDefinition): readonly string[] => {
  const stored = storedValues(h.instance());
  const date = step.kind === "wait" && "until" in step.waitFor ? [step.waitFor.until] : [];
  const named = [...step.ready, ...date].filter((name) => !isGiven(stored[name]));
  return [...new Set([...named, ...missingOf(h.definition.inputs, stored)])];
};

/** Asks whoever the missing things come from, once each, and starts the `unready` clock with the first of them. */
export const waitForMissing = (h: Happening, step: StepDefinition, waiting: WaitingStep, missing: readonly string[]): void => {
  const before = waiting.unready;
  if (before !== undefined && before.missing.join() === missing.join()) return;
  const asked = [...new Set(missing.flatMap((name) => sourcesOf(h, name)))];
  const since = before?.since ?? h.now;
  const unready: Unready = { since, missing, asked, remindAt: before?.remindAt ?? remindAt(h, step, asked) };
  h.emit({ type: "step.unready", step: step.key, unready }, { rule: `${step.rule}.ready` });
  ask(h, step, unready, before?.asked ?? []);
  if (before === undefined) openCause(h, step.key, "unready", h.now);
};

const ask = (h: Happening, step: StepDefinition, { since, missing, asked }: Unready, already: readonly PersonId[]): void => {
  const { pass } = h.step(step.key);
  for (const person of asked.filter((each) => !already.includes(each))) {
    h.effect({
      type: "post",
      key: `unready:${step.key}:${pass}:1:${person}`,
      audience: { to: "person", person },
      content: { kind: "unready", step: step.key, missing, why: { rule: `${step.rule}.ready`, from: since, fromWhat: "missing" } },
    });
  }
};

/** Who can bring an input or evidence, or stands in for them; the process owner when nobody else can be named. */
const sourcesOf = (h: Happening, name: string): readonly PersonId[] => {
  const input = h.definition.inputs.find((field) => field.name === name);
  const sources = input === undefined ? sourcesOfEvidence(h, name) : sourcesOfInput(h, input);
  const present = presentOf(h.context.directory, sources, h.now);
  return present.length > 0 ? present : processOwner(h);
};

const sourcesOfInput = (h: Happening, { from }: Field): readonly PersonId[] => {
  const named = resolveWho(h, from);
  return named.length > 0 ? named : resolveWho(h, [{ who: "starter" }]);
};

const sourcesOfEvidence = (h: Happening, name: string): readonly PersonId[] => {
  const source = h.definition.steps.find((step) => step.evidence.some((field) => field.name === name));
  return source === undefined ? [] : resolveWho(h, [{ who: "owner-of", step: source.key }]);
};

const remindAt = (h: Happening, step: StepDefinition, asked: readonly PersonId[]): Instant =>
  waited(h, step.key, asked, h.now, step.silence ?? A_WORKING_DAY);
