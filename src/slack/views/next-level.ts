import { addWorkingTime } from "../../engine/calendar.ts";
import type { Level, Trigger } from "../../engine/definition.ts";
import { isZero } from "../../engine/duration.ts";
import type { Episode } from "../../engine/episode.ts";
import { calendarOfPerson, calendarOfStep } from "../../engine/hours.ts";
import type { Instant, PersonId, StepKey } from "../../engine/ids.ts";
import type { ActiveStep, BlockedStep } from "../../engine/instance.ts";
import { nextLevel as firesNext, leadingTrigger } from "../../engine/ladder.ts";
import { peopleFor, presentOf, processOwnersOf } from "../../engine/people.ts";
import { type Mrkdwn, md } from "../mrkdwn.ts";
import { definitionOf, names, stepOf, type Telling, when } from "./telling.ts";

interface NextLevel {
  readonly at: Instant;
  /** What it would answer. */
  readonly trigger: Trigger;
  readonly people: readonly PersonId[];
}

type Work = ActiveStep | BlockedStep;

const ladderOf = (t: Telling, key: StepKey, trigger: Trigger): readonly Level[] => definitionOf(t, key)?.escalation[trigger] ?? [];

/** Whoever a level asks now, less its owner and those already asked; the last resort is the process owner. */
const askedBy = (t: Telling, step: Work, level: Level): readonly PersonId[] => {
  const before = new Set([step.owner, ...(step.episode?.asked.flatMap((asked) => asked.people) ?? [])]);
  const fresh = presentOf(t.file.directory, peopleFor(t.file, level.to, step.key), t.file.now).filter((person) => !before.has(person));
  return fresh.length > 0 ? fresh : processOwnersOf(t.file).filter((person) => !before.has(person));
};

const later = (t: Telling, step: Work, level: Level, from: Instant, asked: PersonId | undefined): Instant => {
  const { directory, definition } = t.file;
  if (isZero(level.after)) return from;
  const calendar =
    asked === undefined
      ? calendarOfStep(directory, definition, step.key, step.team, step.owner)
      : calendarOfPerson(directory, definition, asked, step.team);
  return addWorkingTime(calendar, from, level.after);
};

/** The first level that asks somebody else, counted from when its trigger sets in; a private warning in front of it takes its time. */
const fromTrigger = (t: Telling, step: Work, trigger: Trigger, since: Instant): NextLevel | undefined => {
  const levels = ladderOf(t, step.key, trigger);
  const asking = levels.findIndex((level) => !level.warnOwner);
  const level = levels[asking];
  if (level === undefined) return undefined;
  const warned = asking > 0 && levels[0] !== undefined ? later(t, step, levels[0], since, undefined) : undefined;
  const at = warned === undefined ? later(t, step, level, since, undefined) : later(t, step, level, warned, step.owner);
  return { at, trigger, people: askedBy(t, step, level) };
};

const inEpisode = (t: Telling, step: Work, episode: Episode): NextLevel | undefined => {
  const definition = definitionOf(t, step.key);
  const level = definition && firesNext(definition, episode)?.level;
  if (episode.nextAt === undefined || level === undefined) return undefined;
  const trigger = leadingTrigger(episode);
  if (!level.warnOwner) return { at: episode.nextAt, trigger, people: askedBy(t, step, level) };
  const next = ladderOf(t, step.key, trigger)[episode.level + 1];
  return next === undefined ? undefined : { at: later(t, step, next, episode.nextAt, step.owner), trigger, people: askedBy(t, step, next) };
};

/** Who is told next about a step, and when, unless it moves before. */
export const nextLevel = (t: Telling, key: StepKey): NextLevel | undefined => {
  const step = stepOf(t, key);
  if (step === undefined || (step.status !== "active" && step.status !== "blocked")) return undefined;
  if (step.episode !== undefined) return inEpisode(t, step, step.episode);
  const silent = step.kind === "approval" ? "unanswered" : "silent";
  const possible = [
    step.silentAt === undefined ? undefined : fromTrigger(t, step, silent, step.silentAt),
    step.dueAt === undefined || step.dueAt < t.file.now ? undefined : fromTrigger(t, step, "overdue", step.dueAt),
  ].filter((level) => level !== undefined);
  return possible.sort((a, b) => a.at - b.at)[0];
};

/** What must not be so any more, for nobody else to be told. */
const UNLESS: Readonly<Record<Trigger, string>> = {
  silent: "nothing is heard by",
  unanswered: "there is no answer by",
  overdue: "it is not done by",
  blocked: "it is still blocked at",
  unready: "something is still missing at",
};

/** `If nothing is heard by today 15:00, I tell Maria.` Nothing where nobody would be told. */
export const otherwise = (t: Telling, key: StepKey): Mrkdwn | undefined => {
  const next = nextLevel(t, key);
  const others = next?.people.filter((person) => person !== t.reader) ?? [];
  if (next === undefined || others.length === 0) return undefined;
  return next.at <= t.file.now
    ? md`I tell ${names(t, others)} next.`
    : md`If ${UNLESS[next.trigger]} ${when(t, next.at)}, I tell ${names(t, others)}.`;
};
