import type { Episode } from "./episode.ts";
import { isWork } from "./evolve/fold.ts";
import type { Happening } from "./happening.ts";
import type { PersonId, StepKey } from "./ids.ts";
import type { Step } from "./instance.ts";
import { leadingTrigger, type NextLevel } from "./ladder.ts";
import { admins, presentOf, processOwner, resolveWho } from "./people.ts";
import { answerable } from "./reach.ts";

/** Whom a level reaches now; nobody, and why: it is skipped, and the next fires at once. */
export interface Recipients {
  readonly to: readonly PersonId[];
  readonly inform: readonly PersonId[];
  /** Why it is skipped. */
  readonly why: string;
}

export const recipientsOf = (h: Happening, key: StepKey, episode: Episode, next: NextLevel): Recipients => {
  if (next.lastResort) return lastResort(h, key, episode);
  return next.level.warnOwner ? warned(h, key, episode) : asked(h, key, episode, next);
};

const nobody = (why: string): Recipients => ({ to: [], inform: [], why });

/** Whoever reported a block knows of it. */
const reportedIt = (step: Step, episode: Episode): boolean =>
  leadingTrigger(episode) === "blocked" && step.status === "blocked" && owners(step).includes(step.block.by);

const owners = (step: Step): readonly (PersonId | undefined)[] =>
  isWork(step) && step.owner !== undefined ? [step.owner, step.insteadOf] : [];

const warned = (h: Happening, key: StepKey, episode: Episode): Recipients => {
  const step = h.step(key);
  if (reportedIt(step, episode)) return nobody("The owner reported the block.");
  const people = answerable(step);
  if (people.length === 0) return nobody("Nobody has the step yet.");
  const to = presentOf(h.context.directory, people, h.now);
  return to.length === 0 ? nobody("The owner is absent, without a delegate.") : { to, inform: [], why: "" };
};

/** Not the owner, who knows, and nobody twice in one episode. */
const unasked = (h: Happening, key: StepKey, episode: Episode, people: readonly PersonId[]): readonly PersonId[] => {
  const step = h.step(key);
  const known = new Set([...answerable(step), ...owners(step), ...episode.asked.flatMap((each) => each.people)]);
  return presentOf(h.context.directory, people, h.now).filter((person) => !known.has(person));
};

const asked = (h: Happening, key: StepKey, episode: Episode, { level }: NextLevel): Recipients => {
  const named = resolveWho(h, level.to, key);
  const to = unasked(h, key, episode, named);
  if (to.length === 0) return nobody(whyNot(h, key, named));
  const inform = presentOf(h.context.directory, resolveWho(h, level.inform, key), h.now);
  return { to, inform: inform.filter((person) => !to.includes(person)), why: "" };
};

const whyNot = (h: Happening, key: StepKey, named: readonly PersonId[]): string => {
  if (named.length === 0) return "It names nobody who is known.";
  const present = presentOf(h.context.directory, named, h.now);
  if (present.length === 0) return "Whoever it names is absent, without a delegate.";
  const step = h.step(key);
  const owning = new Set([...answerable(step), ...owners(step)]);
  if (present.every((person) => owning.has(person))) return "Whoever it names owns the step.";
  return present.some((person) => owning.has(person))
    ? "Whoever it names owns the step, or was asked before."
    : "Whoever it names was asked before.";
};

/** At the end of a ladder whose last level reached nobody: the process owner, unless they know already; else the admins. */
const lastResort = (h: Happening, key: StepKey, episode: Episode): Recipients => {
  const owning = processOwner(h);
  if (episode.asked.some((each) => !each.warned && each.people.some((person) => owning.includes(person)))) {
    return nobody("The process owner was asked before.");
  }
  const rounds = [owning, admins(h.context.directory)].map((people) => unasked(h, key, episode, people));
  const to = rounds.find((people) => people.length > 0) ?? [];
  return to.length === 0 ? nobody("There is nobody left to ask.") : { to, inform: [], why: "" };
};
