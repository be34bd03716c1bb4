import { UNDO_MS } from "../autonomy/suggestion.ts";
import { isUnclaimed } from "../causes.ts";
import type { Decider } from "../decider.ts";
import type { Trigger } from "../definition.ts";
import type { Episode } from "../episode.ts";
import { deliveredLevel, easeCause, openCause } from "../episodes.ts";
import { isWork } from "../evolve/fold.ts";
import { type Happening, stepDefinition } from "../happening.ts";
import type { Instant, StepKey } from "../ids.ts";
import { invariant } from "../invariant.ts";
import { ladderOf, leadingTrigger, nextLevel } from "../ladder.ts";
import type { EscalateStep } from "../messages/command.ts";
import type { Rejection } from "../messages/decision.ts";
import { isHeldByProposal } from "../wake.ts";

interface Cause {
  readonly trigger: Trigger;
  readonly since: Instant;
}

/** What is the matter with a step whose clocks have said nothing yet: nobody heard of it for a while, or it is blocked. A promise is waited for. */
const matterOf = (h: Happening, key: StepKey): Cause | undefined => {
  const step = h.step(key);
  if (!isWork(step) || isUnclaimed(step)) return undefined;
  if (step.status === "blocked") return { trigger: "blocked", since: step.block.at };
  if (step.commitments.some(({ state }) => state === "open")) return undefined;
  return step.request === undefined ? { trigger: "silent", since: step.heardAt } : { trigger: "unanswered", since: step.activatedAt };
};

const refused = (message: string, code: Rejection["code"] = "wrong-state"): Rejection => ({ code, message });

const refuseEscalation = (h: Happening, { step: key, level }: EscalateStep): Rejection | undefined => {
  const step = h.step(key);
  const rule = stepDefinition(h.definition, key);
  if ((step.episode?.level ?? 0) !== level) return refused("Its ladder has moved on since.", "stale");
  if (isHeldByProposal(step)) return refused("What was chosen waits for an approval: its ladder waits for that.");
  if (step.episode === undefined) {
    const matter = matterOf(h, key);
    const isNone = matter === undefined || ladderOf(rule, matter.trigger).length === 0;
    return isNone ? refused("This step has no ladder for what is the matter with it.") : undefined;
  }
  return nextLevel(rule, step.episode) === undefined ? refused("Everybody whom its ladder names was asked.") : undefined;
};

const episodeOf = (h: Happening, key: StepKey): Episode => {
  const { episode } = h.step(key);
  invariant(episode !== undefined, `nothing holds the ladder of ${key}`);
  return episode;
};

/** When the next level reaches those it is for, if no clock is waited for: at once by a person, and by an agent alone once nobody can undo it. */
const soonest = (h: Happening, key: StepKey): Instant => {
  const episode = episodeOf(h, key);
  const next = nextLevel(stepDefinition(h.definition, key), episode);
  invariant(next !== undefined, `the ladder of ${key} has no level left`);
  return deliveredLevel(h, key, episode, next, h.command.actor.kind === "agent" ? h.now + UNDO_MS : h.now);
};

/** Brings the next level of a step's ladder forward, and begins the ladder where its clock has not. What comes as soon anyway stays. */
export const escalateStep: Decider<EscalateStep> = (h, command) => {
  const rejection = refuseEscalation(h, command);
  if (rejection !== undefined) return rejection;
  const { step: key, level, raisedBy: by, why } = command;
  const was = h.step(key);
  const matter = was.episode === undefined ? matterOf(h, key) : undefined;
  if (matter !== undefined) openCause(h, key, matter.trigger, matter.since);
  const nextAt = soonest(h, key);
  const planned = was.episode?.nextAt;
  if (planned !== undefined && planned <= nextAt) return undefined;
  const silentAt = isWork(was) ? was.silentAt : undefined;
  const raised = { level: level + 1, by, why, opened: matter !== undefined, nextAt: planned, silentAt };
  const rule = `${stepDefinition(h.definition, key).rule}.escalation.${leadingTrigger(episodeOf(h, key))}`;
  h.emit({ type: "escalation.raised", step: key, raised, nextAt }, { verdict: "WARN", rule });
  return undefined;
};

/** Its owner was heard, or its step has moved on: there is nothing left to take back. */
export const mayNotLower = (h: Happening, { step }: Pick<EscalateStep, "step">): Rejection | undefined =>
  h.step(step).episode?.raised === undefined ? refused("What this asked for is settled.", "stale") : undefined;

/** The clocks stand as they stood before somebody raised it. */
export const lowerLadder = (h: Happening, key: StepKey): void => {
  const { raised } = episodeOf(h, key);
  invariant(raised !== undefined, `the ladder of ${key} was raised`);
  if (!raised.opened) {
    h.emit({ type: "escalation.lowered", step: key, nextAt: raised.nextAt, silentAt: undefined });
    return;
  }
  easeCause(h, key, leadingTrigger(episodeOf(h, key)));
  h.emit({ type: "escalation.lowered", step: key, nextAt: h.step(key).episode?.nextAt, silentAt: raised.silentAt });
};
