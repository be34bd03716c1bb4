import { type Duration, parseDuration } from "../../engine/duration.ts";
import type { Path } from "../path.ts";
import type { RemindersDocument } from "../schema/ladder.ts";
import type { DueDocument, StepDocument } from "../schema/step.ts";
import type { Finding, WorkflowRule } from "./rule.ts";

/**
 * A reminder before the due date comes after the start. One that the workflow sets for every step is a mistake only if
 * it fits none of them: on a shorter step it is dropped.
 */
export const remindersFitTheirDue: WorkflowRule = ({ document }) => {
  const steps = Object.entries(document.steps);
  const own = steps.flatMap(([key, step]) => tooLong(step.reminders, ["steps", key, "reminders"], longestDue([step])));
  const inheriting = steps.map(([, step]) => step).filter(({ reminders }) => reminders === undefined);
  return [...own, ...tooLong(document.reminders, ["reminders"], longestDue(inheriting))];
};

const tooLong = (reminders: RemindersDocument | undefined, path: Path, dues: readonly Duration[]): Finding[] =>
  (reminders?.before ?? []).flatMap((text, index): Finding[] => {
    const before = parseDuration(text);
    if (before === undefined || dues.length === 0 || !dues.every((due) => isLonger(before, due))) return [];
    return [
      { path: [...path, "before", index], message: `"${text}" before is longer than the time there is`, expected: "less than the due" },
    ];
  });

const longestDue = (steps: readonly StepDocument[]): Duration[] =>
  steps.flatMap(({ due }) => (due === undefined ? [] : durationsIn(due))).flatMap((text) => parseDuration(text) ?? []);

const durationsIn = (due: DueDocument): string[] => {
  if (typeof due === "string") return [due];
  const { by: _, else: otherwise, ...values } = due;
  return [...Object.values(values), ...(otherwise === undefined ? [] : [otherwise])];
};

const LONGEST_OPEN_DAY = 24 * 3_600_000;

/** Only where it is certain in any calendar: an open day has at most 24 hours, and working time takes at least as long on the wall. */
const isLonger = (one: Duration, other: Duration): boolean => {
  if (one.kind === "working-days" && other.kind === "working-days") return one.days > other.days;
  if (one.kind === other.kind && one.kind !== "working-days" && other.kind !== "working-days") return one.ms > other.ms;
  if (one.kind === "working" && other.kind === "working-days") return one.ms > other.days * LONGEST_OPEN_DAY;
  return one.kind === "working" && other.kind === "plain" && one.ms > other.ms;
};
