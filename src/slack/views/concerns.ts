import type { Verdict } from "../../engine/definition.ts";
import type { StepKey } from "../../engine/ids.ts";
import type { Decided, DoneStep, SkippedStep } from "../../engine/instance.ts";
import { cut, SHOWN } from "../limits.ts";
import { type Mrkdwn, md, NOTHING } from "../mrkdwn.ts";
import { outcomeWords } from "./step-facts.ts";
import { definitionOf, nameOrYou, stepName, stepOf, type Telling, when } from "./telling.ts";

/** Every step that must end before this one starts, however far before, in the order of telling. */
export const stepsBefore = (t: Telling, key: StepKey): readonly StepKey[] => {
  const before = new Set<StepKey>();
  const add = (of: StepKey): void => {
    for (const need of definitionOf(t, of)?.needs.steps ?? []) {
      if (before.has(need)) continue;
      before.add(need);
      add(need);
    }
  };
  add(key);
  return t.file.definition.steps.map((step) => step.key).filter((each) => before.has(each));
};

/** What the definition thinks of how a step ended. */
const verdictOf = (t: Telling, { key, outcome }: DoneStep): Verdict => {
  const definition = definitionOf(t, key);
  if (definition?.kind === "decision") return definition.options.find(({ id }) => id === outcome)?.verdict ?? "ALLOW";
  return definition?.kind === "approval" && outcome !== "approved" ? "DENY" : "ALLOW";
};

const decidedOf = (t: Telling, { key, pass }: DoneStep): Decided | undefined => t.file.instance.decided?.[`${key}:${pass}`];

/** How a step ended: the outcome, by whom, when and why. */
export const doneWords = (t: Telling, step: DoneStep): Mrkdwn => {
  const by = step.by === undefined ? NOTHING : md` by ${nameOrYou(t, step.by)}`;
  const why = decidedOf(t, step)?.why;
  const words = outcomeWords(definitionOf(t, step.key), step.outcome) ?? "done";
  return md`• ${stepName(t, step.key)}: ${words}${by}, ${when(t, step.endedAt)}${why === undefined ? NOTHING : md`: ${cut(why, SHOWN.words)}`}`;
};

const skippedWords = (t: Telling, { key, by, endedAt }: SkippedStep): Mrkdwn =>
  md`• ${stepName(t, key)}: skipped${by === undefined ? "" : ` by ${nameOrYou(t, by)}`}, ${when(t, endedAt)}`;

/** How a step ended, where that asks for a second look: an outcome that warns or denies, or somebody who skipped it. */
export const concernOf = (t: Telling, key: StepKey): Mrkdwn | undefined => {
  const step = stepOf(t, key);
  if (step?.status === "skipped") return step.cause === "person" ? skippedWords(t, step) : undefined;
  return step?.status === "done" && verdictOf(t, step) !== "ALLOW" ? doneWords(t, step) : undefined;
};
