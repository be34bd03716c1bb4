import { addWorkingTime } from "../../engine/calendar.ts";
import type { AlternativeAct } from "../../engine/definition.ts";
import { type Forecast, forecast, type Outlook } from "../../engine/forecast.ts";
import { calendarOfStep } from "../../engine/hours.ts";
import type { Instant, PersonId, StepKey } from "../../engine/ids.ts";
import type { AlternativeArgs } from "../../engine/instance.ts";
import { peopleFor } from "../../engine/people.ts";
import { listOf } from "../escape.ts";
import { joinMd, type Mrkdwn, md } from "../mrkdwn.ts";
import { isWork } from "./step-facts.ts";
import { definitionOf, names, stepOf, stepTitle, type Telling, when } from "./telling.ts";
import { spanBetween } from "./words.ts";

const BUILT_IN: Readonly<Record<string, AlternativeAct>> = {
  reassign: { do: "reassign", to: undefined },
  extend: { do: "extend", by: undefined },
  wait: { do: "wait", on: "other", for: undefined, message: undefined },
  cancel: { do: "cancel" },
};

/** Until when the step would then take; undefined where the alternative moves no date, or asks for it at the click. */
const newEnd = (t: Telling, key: StepKey, act: AlternativeAct, args: AlternativeArgs): Instant | undefined => {
  const step = stepOf(t, key);
  if (args.until !== undefined) return args.until;
  const by = act.do === "extend" ? act.by : act.do === "wait" ? act.for : undefined;
  if (!isWork(step) || by === undefined) return undefined;
  const from = act.do === "extend" ? (step.dueAt ?? t.file.now) : t.file.now;
  const end = addWorkingTime(calendarOfStep(t.file.directory, t.file.definition, key, step.team, step.owner), from, by);
  return act.do === "wait" ? Math.max(end, step.dueAt ?? end) : end;
};

const suppose = (act: AlternativeAct, key: StepKey, end: Instant | undefined): NonNullable<Outlook["suppose"]> => {
  if (act.do === "skip") return { gone: [key] };
  if (act.do === "parallel") return { started: act.steps };
  return end === undefined ? {} : { dues: { [key]: end } };
};

const reassigned = (t: Telling, others: readonly PersonId[]): Mrkdwn =>
  others.length === 0
    ? md`You choose who gets it; its due date stays.`
    : md`${others.length > 1 ? "One of " : ""}${names(t, others)} gets it; its due date stays.`;

const what = (t: Telling, key: StepKey, act: AlternativeAct, end: Instant | undefined, args: AlternativeArgs): Mrkdwn => {
  switch (act.do) {
    case "reassign":
      return reassigned(t, args.to === undefined ? peopleFor(t.file, act.to ?? [], key) : [args.to]);
    case "extend":
      return end === undefined ? md`You choose the new due date.` : md`It becomes due ${when(t, end)}.`;
    case "wait":
      return end === undefined ? md`You choose until when.` : md`It waits, and becomes due ${when(t, end)}.`;
    case "skip":
      return md`The step is left out; the approval of ${names(t, peopleFor(t.file, act.approval, key))} is needed.`;
    case "parallel":
      return md`${listOf(act.steps.map((step) => stepTitle(t, step)))} would start now, beside it.`;
    case "note":
      return act.resume ? md`The step goes on.` : md`Nothing else changes.`;
    case "start":
      return md`The workflow ${act.start} starts beside this one.`;
    case "cancel":
      return md`The case ends here; nothing that is still open will be done.`;
  }
};

const moved = (t: Telling, key: StepKey, before: Forecast, after: Forecast): Mrkdwn | undefined => {
  const later = (Object.keys(after.steps) as StepKey[])
    .filter((step) => step !== key && stepOf(t, step)?.status === "waiting")
    .map((step) => ({ step, by: (after.steps[step]?.endsAt ?? 0) - (before.steps[step]?.endsAt ?? 0) }))
    .filter(({ by }) => Math.abs(by) >= 60_000);
  if (later.length === 0) return undefined;
  const shown = later
    .slice(0, 3)
    .map(({ step, by }) => `${stepTitle(t, step)} by ${spanBetween(0, Math.abs(by))}${by < 0 ? " earlier" : ""}`);
  return md`Moves ${listOf(later.length > 3 ? [...shown, `${later.length - 3} more`] : shown)}.`;
};

const target = (t: Telling, { finishAt, targetAt, holds }: Forecast): Mrkdwn | undefined => {
  if (targetAt === undefined) return undefined;
  return holds === true
    ? md`The target of ${when(t, targetAt)} holds.`
    : md`*Misses the target* of ${when(t, targetAt)}: expected ${when(t, finishAt)}.`;
};

/** What an alternative would do, before it is picked: new due, steps that move and by how much, whether the target holds, who must agree. */
export const predictedEffect = (t: Telling, key: StepKey, id: string, args: AlternativeArgs = {}): Mrkdwn => {
  const act = t.file.definition.alternatives[id]?.act ?? BUILT_IN[id];
  if (act === undefined || definitionOf(t, key) === undefined) return md`Its effect cannot be told.`;
  const end = newEnd(t, key, act, args);
  const after = forecast({ ...t.file, suppose: suppose(act, key, end) });
  const ends = act.do === "cancel" || act.do === "start";
  return joinMd([what(t, key, act, end, args), ...(ends ? [] : [moved(t, key, forecast(t.file), after), target(t, after)])], " ");
};
