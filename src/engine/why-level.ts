import type { Level, Trigger } from "./definition.ts";
import { stepCalendar } from "./due.ts";
import { isZero } from "./duration.ts";
import type { Episode } from "./episode.ts";
import { isWork } from "./evolve/fold.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import { invariant } from "./invariant.ts";
import { ladderOf, leadingTrigger, type NextLevel, waitBefore, waitsFrom } from "./ladder.ts";
import type { Since, Why } from "./messages/effect.ts";
import { standpointOf } from "./people.ts";
import { answerable, delivered } from "./reach.ts";
import { type Sum, saidAt, sumInCalendar, sumInHours, whyOfSum } from "./why.ts";
import { whyDue } from "./why-due.ts";

type Reason = Omit<Why, "rule">;

interface Fires {
  readonly h: Happening;
  readonly key: StepKey;
  /** As it was before the level fired. */
  readonly episode: Episode;
  readonly next: NextLevel;
  readonly to: readonly PersonId[];
}

/** Levels that reached nobody since somebody was asked last. */
const skippedSince = ({ skipped = [], asked }: Episode) => skipped.filter(({ level }) => level > (asked.at(-1)?.level ?? 0));

/** The level whose wait it was: one that reached nobody had its time, and the next took no more. */
const waitedFor = ({ h, key, episode }: Fires): Level => {
  const level = ladderOf(stepDefinition(h.definition, key), leadingTrigger(episode))[episode.asked.at(-1)?.level ?? 0];
  invariant(level !== undefined, `a level of ${key} comes after the end of its ladder`);
  return level;
};

/** When the level whose wait it was had been planned for. */
const plannedAt = (episode: Episode): Instant | undefined => {
  const [first] = skippedSince(episode);
  return first === undefined ? episode.nextAt : first.plannedAt;
};

const sumOf = (fires: Fires, from: Instant): Sum | undefined => {
  const { h, key, episode, to } = fires;
  const step = h.step(key);
  const definition = stepDefinition(h.definition, key);
  const wait = waitBefore(standpointOf(h), definition, leadingTrigger(episode), waitedFor(fires).after);
  const asked = episode.asked.at(-1)?.people ?? answerable(step);
  const holder = { owner: undefined, team: isWork(step) ? step.team : undefined };
  const sum = sumInHours(h, key, asked, from, wait) ?? sumInCalendar(stepCalendar(standpointOf(h), definition, holder), from, wait);
  const planned = plannedAt(episode);
  return planned === sum.at || planned === delivered(h, key, to, sum.at, wait) ? sum : undefined;
};

const CAUSED: Readonly<Record<Trigger, Since>> = {
  silent: "quiet",
  unanswered: "quiet",
  overdue: "due",
  blocked: "blocked",
  unready: "missing",
};

/** What the wait counts from: whoever was asked before, else what began the episode. */
const originOf = ({ h, key, episode }: Fires): Since | undefined => {
  const last = episode.asked.at(-1);
  if (last !== undefined) return last.warned ? "warned" : "asked";
  const trigger = leadingTrigger(episode);
  const step = h.step(key);
  const from = waitsFrom(episode);
  if (trigger === "overdue") return isWork(step) && step.dueAt === from ? "due" : undefined;
  if (trigger === "blocked") return step.status === "blocked" && step.block.at === from ? "blocked" : "until";
  return CAUSED[trigger];
};

/** What began with a silence counts from the last word, unless somebody had promised another time. */
const silence = ({ h, key }: Fires, since: Instant): Reason => {
  const step = h.step(key);
  const { silence: wait } = stepDefinition(h.definition, key);
  if (!isWork(step) || wait === undefined) return { from: since, fromWhat: "quiet" };
  const sum = sumInHours(h, key, answerable(step), step.heardAt, wait);
  if (sum?.at === since) return whyOfSum(sum, step.heardAt > step.ownedAt ? "heard" : step.request === undefined ? "assigned" : "asked");
  return { from: since, fromWhat: step.commitments.some(({ until }) => until === since) ? "promised" : "quiet" };
};

/** A first level without a wait of its own: what began the episode is why. */
const cause = (fires: Fires, since: Instant): Reason => {
  const { h, key, episode } = fires;
  const step = h.step(key);
  const trigger = leadingTrigger(episode);
  if (trigger === "silent" || trigger === "unanswered") return silence(fires, since);
  if (trigger === "overdue" && isWork(step)) return whyDue(h, key, step);
  return { from: step.status === "blocked" ? step.block.at : since, fromWhat: CAUSED[trigger] };
};

const reasonOf = (fires: Fires): Reason => {
  const { episode } = fires;
  const from = waitsFrom(episode);
  const origin = originOf(fires);
  const plain: Reason = { from, ...(origin === undefined ? {} : { fromWhat: origin }) };
  if (isZero(waitedFor(fires).after)) {
    const reason = episode.asked.length === 0 ? cause(fires, from) : plain;
    return { ...saidAt(from, episode.nextAt), ...reason };
  }
  const sum = sumOf(fires, from);
  return sum === undefined ? plain : whyOfSum(sum, origin, episode.nextAt);
};

/** Brought forward, and nobody was asked since: the arithmetic of its clock is not why. */
const raisedAs = ({ episode, next }: Fires): Reason | undefined => {
  const { raised, asked } = episode;
  const isRaised = raised !== undefined && next.number >= raised.level && (asked.at(-1)?.level ?? 0) < raised.level;
  return isRaised ? { raised: { by: raised.by, why: raised.why } } : undefined;
};

/** Why a level fires now: what was waited for since somebody was asked last, and which levels were passed over on the way. */
export const whyLevel = (fires: Fires): Why => {
  const { h, key, episode, next } = fires;
  const ladder = ladderOf(stepDefinition(h.definition, key), leadingTrigger(episode));
  const skipped = skippedSince(episode).map(({ level, why }) => ({ rule: ladder[level - 1]?.rule ?? next.level.rule, why }));
  return { rule: next.level.rule, ...(raisedAs(fires) ?? reasonOf(fires)), ...(skipped.length === 0 ? {} : { skipped }) };
};
