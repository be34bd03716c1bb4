import type { Trigger } from "./definition.ts";
import { isZero } from "./duration.ts";
import type { Episode } from "./episode.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { Instant, StepKey } from "./ids.ts";
import { ladderOf, leadingTrigger, type NextLevel, nextLevel, waitBefore, waitsFrom } from "./ladder.ts";
import { recipientsOf } from "./level-recipients.ts";
import { standpointOf } from "./people.ts";
import { answerable, delivered, isCritical, waited } from "./reach.ts";

/**
 * Something holds the step's ladder from `since` on. One episode a step: a second cause joins it, restarts nothing and repeats no level.
 * Nothing happens where the definition has no ladder for it.
 */
export const openCause = (h: Happening, key: StepKey, trigger: Trigger, since: Instant): void => {
  const step = h.step(key);
  const rule = stepDefinition(h.definition, key);
  if (ladderOf(rule, trigger).length === 0 || step.episode?.causes.some((cause) => cause.trigger === trigger)) return;
  const options = { verdict: "WARN", rule: `${rule.rule}.escalation.${trigger}` } as const;
  if (step.episode !== undefined) {
    h.emit({ type: "episode.joined", step: key, trigger, since, nextAt: sooner(h, key, step.episode) }, options);
    return;
  }
  const n = step.episodes + 1;
  const nextAt = plan(h, key, { n, causes: [{ trigger, since }], level: 0, asked: [], nextAt: undefined }, since);
  h.emit({ type: "episode.opened", step: key, n, trigger, since, nextAt }, options);
};

/** A cause is gone. The episode goes on with the ladder of the earliest that remains, at the level it had reached; else it closes. */
export const easeCause = (h: Happening, key: StepKey, trigger: Trigger): void => {
  const { episode } = h.step(key);
  if (episode === undefined || !episode.causes.some((cause) => cause.trigger === trigger)) return;
  const causes = episode.causes.filter((cause) => cause.trigger !== trigger);
  const rule = `${stepDefinition(h.definition, key).rule}.escalation.${trigger}`;
  if (causes.length === 0) {
    h.emit({ type: "episode.eased", step: key, trigger, nextAt: undefined }, { rule });
    h.emit({ type: "episode.closed", step: key, n: episode.n }, { rule });
    return;
  }
  const leads = leadingTrigger(episode) === trigger;
  const nextAt = leads ? plan(h, key, { ...episode, causes }, waitsFrom({ ...episode, causes })) : episode.nextAt;
  h.emit({ type: "episode.eased", step: key, trigger, nextAt }, { rule });
};

/** Every cause is gone at once: the step ended, or somebody decided what to do about it. */
export const closeEpisode = (h: Happening, key: StepKey): void => {
  for (const cause of h.step(key).episode?.causes ?? []) easeCause(h, key, cause.trigger);
};

/**
 * When the next level fires: its wait runs from `from` in the hours of whoever the level before asked (before the first: of whoever is
 * answerable), and it is delivered at its recipients' next opening. Never in the past; undefined after the last level.
 */
export const plan = (h: Happening, key: StepKey, episode: Episode, from: Instant): Instant | undefined => {
  const next = nextLevel(stepDefinition(h.definition, key), episode);
  return next && deliveredLevel(h, key, episode, next, ripe(h, key, episode, next, from));
};

/** When a level whose wait is over reaches those it is for. One that reaches nobody is skipped, which needs no opening. */
export const deliveredLevel = (h: Happening, key: StepKey, episode: Episode, next: NextLevel, at: Instant): Instant => {
  const from = Math.max(at, h.now);
  const { to } = recipientsOf(h, key, episode, next);
  return to.length === 0 ? from : delivered(h, key, to, from, waitOf(h, key, episode, next));
};

const ripe = (h: Happening, key: StepKey, episode: Episode, next: NextLevel, from: Instant): Instant => {
  const wait = waitOf(h, key, episode, next);
  const before = episode.asked.at(-1)?.people ?? answerable(h.step(key));
  return isZero(wait) ? from : waited(h, key, before, from, wait);
};

const waitOf = (h: Happening, key: StepKey, episode: Episode, { level }: NextLevel) =>
  waitBefore(standpointOf(h), stepDefinition(h.definition, key), leadingTrigger(episode), level.after);

/** A critical cause brings the next level forward to any hour; any other leaves it where it is. */
const sooner = (h: Happening, key: StepKey, episode: Episode): Instant | undefined => {
  if (episode.nextAt === undefined || !isCritical(h, key)) return episode.nextAt;
  const times = [episode.nextAt, plan(h, key, episode, waitsFrom(episode))];
  return Math.min(...times.filter((at) => at !== undefined));
};

/** Nothing fires, but hours, absences or urgency may have changed since a level was planned: it moves to where it would reach people now. */
export const replanLevels = (h: Happening): void => {
  for (const { key, episode } of Object.values(h.instance().steps)) {
    if (episode?.nextAt === undefined) continue;
    const next = nextLevel(stepDefinition(h.definition, key), episode);
    if (next === undefined) {
      // Another version of the workflow has no level left for it.
      h.emit({ type: "level.replanned", step: key, nextAt: undefined });
      continue;
    }
    const nextAt = isCritical(h, key) ? sooner(h, key, episode) : deliveredLevel(h, key, episode, next, episode.nextAt);
    if (nextAt !== episode.nextAt && episode.nextAt > h.now)
      h.emit({ type: "level.replanned", step: key, nextAt }, { rule: next.level.rule });
  }
};
