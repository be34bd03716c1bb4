import type { AlternativeArgs } from "./alternative-args.ts";
import { addWorkingTime, workingTimeBetween } from "./calendar.ts";
import type { AlternativeAct } from "./definition.ts";
import { stepCalendar } from "./due.ts";
import { isWorking } from "./duration.ts";
import { isWork } from "./evolve/fold.ts";
import type { Outlook } from "./forecast.ts";
import { stepDefinition } from "./happening.ts";
import type { Instant, StepKey } from "./ids.ts";
import { teamOfStep } from "./people.ts";

export interface Asked {
  readonly key: StepKey;
  readonly act: AlternativeAct;
  readonly args: AlternativeArgs;
}

const calendarOf = (outlook: Outlook, key: StepKey) => {
  const step = outlook.instance?.steps[key];
  const owner = step !== undefined && "owner" in step ? step.owner : step?.planned;
  return stepCalendar(outlook, stepDefinition(outlook.definition, key), { owner, team: teamOfStep(outlook, key) });
};

/** The present due date of a step that has begun. */
export const presentDue = ({ instance }: Outlook, key: StepKey): Instant | undefined => {
  const step = instance?.steps[key];
  return step !== undefined && isWork(step) ? step.dueAt : undefined;
};

/** The date that an alternative names or leads to: how long a wait lasts, until when it is extended. Undefined while the click must ask. */
export const untilOf = (outlook: Outlook, { key, act, args }: Asked): Instant | undefined => {
  if (args.until !== undefined) return args.until;
  const calendar = calendarOf(outlook, key);
  if (act.do === "wait" && act.for !== undefined) return addWorkingTime(calendar, outlook.now, act.for);
  if (act.do !== "extend" || act.by === undefined) return undefined;
  return addWorkingTime(calendar, Math.max(outlook.now, presentDue(outlook, key) ?? 0), act.by);
};

/** The due date after it. Only `extend` and `wait` move one: a wait by as long as it lasts. */
export const dueAfter = (outlook: Outlook, asked: Asked): Instant | undefined => {
  const { key, act } = asked;
  const due = presentDue(outlook, key);
  const until = untilOf(outlook, asked);
  if (until === undefined || (act.do !== "extend" && act.do !== "wait")) return due;
  if (act.do === "extend") return until;
  if (due === undefined) return undefined;
  const from = Math.max(due, outlook.now);
  if (act.for !== undefined && !isWorking(act.for)) return from + (until - outlook.now);
  const calendar = calendarOf(outlook, key);
  return addWorkingTime(calendar, from, { kind: "working", ms: Math.max(0, workingTimeBetween(calendar, outlook.now, until)) });
};
