import type { Button } from "@slack/types";
import type { StepKey } from "../../../engine/ids.ts";
import type { MessageContent } from "../../../engine/messages/effect.ts";
import { isGiven } from "../../../engine/scope.ts";
import { ACT } from "../../button.ts";
import { listOf } from "../../escape.ts";
import { md } from "../../mrkdwn.ts";
import { address } from "../addressed.ts";
import { button } from "../blocks.ts";
import { otherwise } from "../next-level.ts";
import { notice, settled, settledBy } from "../notice.ts";
import type { Rendered } from "../rendered.ts";
import { someButtons } from "../step-buttons.ts";
import { aboutStep, labelOf, stepName, stepOf, storedValue, type Telling, when } from "../telling.ts";

type Content = Extract<MessageContent, { kind: "unready" }>;

const isInput = (t: Telling, field: string): boolean => t.file.definition.inputs.some((input) => input.name === field);

const stepWith = (t: Telling, field: string): StepKey | undefined =>
  t.file.definition.steps.find((step) => step.evidence.some((evidence) => evidence.name === field))?.key;

/** One form for what is missing of the inputs; what is evidence is added to the step that has it. */
const provideButtons = (t: Telling, key: StepKey, missing: readonly string[]): Button[] => {
  const steps = [...new Set(missing.filter((field) => !isInput(t, field)).map((field) => stepWith(t, field)))].filter(
    (step) => step !== undefined,
  );
  const inputs = missing.some((field) => isInput(t, field))
    ? [button("Provide it", ACT.provide, aboutStep(t, key), { style: "primary" })]
    : [];
  return [...inputs, ...steps.slice(0, 5).map((step, n) => button("Add evidence", ACT.evidence, aboutStep(t, step), { n }))];
};

/** Whoever a missing input comes from is asked for it. */
export const unready = (t: Telling, { step: key, missing, why }: Content): Rendered => {
  const step = stepOf(t, key);
  const still = missing.filter((field) => !isGiven(storedValue(t, field)));
  if (step?.status !== "waiting") return settledBy(t, key, step?.pass ?? 1);
  if (still.length === 0 || step.unready === undefined) return settled(t, md`${stepName(t, key)} has all that it needed to start.`);
  const since = md`Everything else has been ready since ${when(t, step.unready.since)}.`;
  return notice(t, {
    to: address(t, step.unready.asked),
    words: md`${stepName(t, key)} cannot start yet: it still needs ${listOf(still.map((field) => labelOf(t, field)))}.`,
    more: [since],
    otherwise: otherwise(t, key),
    buttons: someButtons(t, provideButtons(t, key, still)),
    why,
  });
};
