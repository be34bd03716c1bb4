import type { Level, StepDefinition, Trigger } from "./definition.ts";
import { dueDuration } from "./due.ts";
import { type Duration, likeKind } from "./duration.ts";
import type { Episode } from "./episode.ts";
import type { Instant } from "./ids.ts";
import { invariant } from "./invariant.ts";
import type { Standpoint } from "./people.ts";

const WORKING: Duration = { kind: "working", ms: 0 };

/** The cause whose ladder counts: the first while it lasts, else the earliest that remains. */
export const leadingTrigger = (episode: Episode): Trigger => firstCause(episode).trigger;

const firstCause = (episode: Episode): Episode["causes"][number] => {
  const [first] = episode.causes;
  invariant(first !== undefined, `episode ${episode.n} is open without a cause`);
  return first;
};

/** What the wait before the next level counts from: the level that fired last, else what began the episode. */
export const waitsFrom = (episode: Episode): Instant => episode.asked.at(-1)?.at ?? firstCause(episode).since;

export const ladderOf = (step: StepDefinition, trigger: Trigger): readonly Level[] => step.escalation[trigger] ?? [];

/** The level that fires next, and whether it is the last resort: nobody whom the ladder names could be asked at its end. */
export interface NextLevel {
  readonly level: Level;
  /** From 1. */
  readonly number: number;
  readonly lastResort: boolean;
}

/** Undefined after the last level. */
export const nextLevel = (step: StepDefinition, episode: Episode): NextLevel | undefined => {
  const ladder = ladderOf(step, leadingTrigger(episode));
  const number = episode.level + 1;
  const level = ladder[episode.level];
  if (level !== undefined) return { level, number, lastResort: false };
  const last = ladder.at(-1);
  const endedUnasked = episode.level === ladder.length && !episode.asked.some((asked) => asked.level === ladder.length);
  if (last === undefined || !endedUnasked) return undefined;
  return { level: { ...last, after: { ...WORKING }, warnOwner: false, to: [{ who: "process-owner" }] }, number, lastResort: true };
};

/** What a level's `after` means: `0 minutes` is of the same kind as what triggered it. */
export const waitBefore = (standpoint: Standpoint, step: StepDefinition, trigger: Trigger, after: Duration): Duration => {
  const kind = trigger === "overdue" ? dueDuration(standpoint, step) : step.silence;
  return likeKind(after, kind ?? WORKING);
};
