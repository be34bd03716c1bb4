import { forecast } from "../../engine/forecast.ts";
import type { PersonId } from "../../engine/ids.ts";
import type { DoneStep, Step } from "../../engine/instance.ts";
import { isHeld } from "../../engine/joins.ts";
import { processOwnersOf } from "../../engine/people.ts";
import { listOf } from "../escape.ts";
import { joinMd, type Mrkdwn, md, NOTHING } from "../mrkdwn.ts";
import { answerable } from "./messages/reminder.ts";
import { dueWords, isWork, outcomeWords, ownerWords, type Work } from "./step-facts.ts";
import { definitionOf, isOpenCase, labelOf, name, nameOrYou, names, stepName, stepOf, type Telling, when } from "./telling.ts";
import { CASE_STATUS, PRIORITY, SYMBOL, WAITING_ON } from "./words.ts";

/** Steps in the order of telling. */
export const stepsOf = (t: Telling): readonly Step[] => t.file.definition.steps.flatMap((step) => stepOf(t, step.key) ?? []);

const isOver = (step: Step): boolean => step.status === "done" || step.status === "skipped";

/** `3 of 8 steps done`; skipped ones count as done with. */
export const progressWords = (t: Telling): string => {
  const steps = stepsOf(t);
  return `${steps.filter(isOver).length} of ${steps.length} steps done`;
};

/** `running`, or how it ended. */
export const statusWords = (t: Telling): string => {
  const { status, outcome } = t.file.instance;
  const plain = outcome === undefined || outcome === status ? CASE_STATUS[status] : `${CASE_STATUS[status]} (${outcome})`;
  return t.file.instance.priority === "medium" || !isOpenCase(t) ? plain : `${plain}, ${PRIORITY[t.file.instance.priority]} priority`;
};

/** The target and the expected finish, held against each other. */
export const finishWords = (t: Telling): Mrkdwn | undefined => {
  const { endedAt } = t.file.instance;
  if (!isOpenCase(t)) return endedAt === undefined ? undefined : md`Ended ${when(t, endedAt)}`;
  const { finishAt, targetAt, holds } = forecast(t.file);
  if (!Number.isFinite(finishAt)) return undefined;
  const expected = md`Expected to finish ${when(t, finishAt)}`;
  if (targetAt === undefined) return expected;
  return holds === false ? md`${expected}, *after its target* of ${when(t, targetAt)}` : md`${expected}, target ${when(t, targetAt)}`;
};

const workState = (t: Telling, step: Work): Mrkdwn => {
  const people = step.kind === "approval" ? answerable(step) : [];
  const who = step.kind === "approval" ? md`${names(t, people) || "nobody left to ask"}` : md`${ownerWords(t, step)}`;
  const due = dueWords(t, step.dueAt);
  const blocked =
    step.status === "blocked"
      ? md`, blocked on ${step.block.onWhom ?? WAITING_ON[step.block.on]} since ${when(t, step.block.at)}`
      : NOTHING;
  return step.kind === "action" ? md`being carried out` : md`${who}${due === undefined ? NOTHING : md`, ${due}`}${blocked}`;
};

/** Ended with a no that its definition does not answer: everything after it waits for the process owner. */
export const isHeldStep = (t: Telling, step: Step): step is DoneStep =>
  step.status === "done" && definitionOf(t, step.key) !== undefined && isHeld(t.file.definition, step) && isOpenCase(t);

const doneState = (t: Telling, step: DoneStep): Mrkdwn => {
  const outcome = outcomeWords(definitionOf(t, step.key), step.outcome);
  const by = step.by === undefined ? NOTHING : md`${nameOrYou(t, step.by)}, `;
  return md`${outcome === undefined ? "" : `${outcome}, `}${by}${when(t, step.endedAt)}`;
};

/** Owner, due and state of a step in a few words. */
export const stepState = (t: Telling, step: Step): Mrkdwn => {
  switch (step.status) {
    case "active":
    case "blocked":
      return workState(t, step);
    case "done":
      return isHeldStep(t, step) ? md`${doneState(t, step)}: waits for ${names(t, processOwnersOf(t.file))} to decide` : doneState(t, step);
    case "skipped":
      return md`skipped`;
    case "waiting":
      if (step.unready !== undefined)
        return md`needs ${listOf(step.unready.missing.map((field) => labelOf(t, field)))} before it can start`;
      return step.planned === undefined ? md`waiting` : md`waiting, planned for ${name(t, step.planned)}`;
  }
};

export const stepLine = (t: Telling, step: Step): Mrkdwn =>
  md`${isHeldStep(t, step) ? SYMBOL.blocked : SYMBOL[step.status]} ${stepName(t, step.key)} · ${stepState(t, step)}`;

/** Under way, stuck before their start, or held after a no: where somebody acts next. */
export const openSteps = (t: Telling): readonly Step[] =>
  stepsOf(t).filter((step) => isWork(step) || (step.status === "waiting" && step.unready !== undefined) || isHeldStep(t, step));

/** Who acts next on a step. */
export const nextActors = (t: Telling, step: Step): readonly PersonId[] => {
  if (isWork(step)) return answerable(step);
  if (isHeldStep(t, step)) return processOwnersOf(t.file);
  return step.status === "waiting" && step.unready !== undefined ? step.unready.asked : [];
};

const REMARK: Readonly<Partial<Record<Step["status"], string>>> = {
  blocked: " (blocked)",
  waiting: " (needs something first)",
  done: " (ended with a no: how does it go on?)",
};

const nextLine = (t: Telling, step: Step): Mrkdwn => {
  const actors = nextActors(t, step);
  const who = actors.length === 0 ? (isWork(step) ? ownerWords(t, step) : "somebody") : names(t, actors);
  return md`• ${who}: ${stepName(t, step.key)}${REMARK[step.status] ?? ""}`;
};

/** What happens next and who acts. */
export const nextWords = (t: Telling): Mrkdwn => {
  if (!isOpenCase(t)) return NOTHING;
  if (t.file.instance.status === "paused") return md`*Next:* the case is paused; its process owner resumes it.`;
  const open = openSteps(t);
  if (open.length === 0) return md`*Next:* nothing waits for anybody now.`;
  const more = open.length > 8 ? md`• and ${open.length - 8} more` : undefined;
  return joinMd([md`*Next:*`, ...open.slice(0, 8).map((step) => nextLine(t, step)), more]);
};
