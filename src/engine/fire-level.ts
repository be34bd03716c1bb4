import type { Trigger } from "./definition.ts";
import type { Episode } from "./episode.ts";
import { deliveredLevel, plan } from "./episodes.ts";
import { isWork } from "./evolve/fold.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { PersonId, StepKey } from "./ids.ts";
import { leadingTrigger, type NextLevel, nextLevel } from "./ladder.ts";
import { type Recipients, recipientsOf } from "./level-recipients.ts";
import type { Audience, MessageContent, Why } from "./messages/effect.ts";
import { processOwner } from "./people.ts";
import { answerable } from "./reach.ts";
import { tell } from "./tell.ts";
import { whyLevel } from "./why-level.ts";

/** Who was told by the level that fired; undefined when none did. */
export type Fired = readonly PersonId[] | undefined;

/**
 * Fires the next level of a step's episode, one at most. Levels that reach nobody are skipped on the way. One that would reach people
 * outside their hours now (their calendar changed, or the tick came late) moves to their next opening.
 */
export const fireLevel = (h: Happening, key: StepKey): Fired => {
  for (;;) {
    const { episode } = h.step(key);
    const next = episode && nextLevel(stepDefinition(h.definition, key), episode);
    if (!next || episode.nextAt === undefined || episode.nextAt > h.now) return undefined;
    const recipients = recipientsOf(h, key, episode, next);
    const at = deliveredLevel(h, key, episode, next, h.now);
    if (at > h.now) {
      h.emit({ type: "level.replanned", step: key, nextAt: at }, { rule: next.level.rule });
      return undefined;
    }
    if (recipients.to.length > 0) return queue(h, key, episode, next, recipients);
    skip(h, key, episode, next, recipients.why);
  }
};

/** The next fires at once: at its recipients' next opening. */
const skip = (h: Happening, key: StepKey, episode: Episode, next: NextLevel, why: string): void => {
  const passed = { ...episode, level: next.number };
  const after = nextLevel(stepDefinition(h.definition, key), passed);
  const nextAt = after && deliveredLevel(h, key, passed, after, h.now);
  h.emit({ type: "level.skipped", step: key, episode: episode.n, level: next.number, why, nextAt }, { rule: next.level.rule });
  if (after === undefined) endLadder(h, key, []);
};

const queue = (h: Happening, key: StepKey, episode: Episode, next: NextLevel, recipients: Recipients): Fired => {
  const { to } = recipients;
  const now = { level: next.number, people: to, offered: next.level.offer, at: h.now, warned: next.level.warnOwner };
  const nextAt = plan(h, key, { ...episode, level: next.number, asked: [...episode.asked, now] }, h.now);
  const firing: Firing = { h, key, episode, next, recipients, trigger: leadingTrigger(episode) };
  if (next.level.warnOwner) warn(firing, nextAt);
  else escalate(firing, nextAt);
  if (nextAt === undefined) endLadder(h, key, to);
  return to;
};

interface Firing {
  readonly h: Happening;
  readonly key: StepKey;
  readonly episode: Episode;
  readonly next: NextLevel;
  readonly recipients: Recipients;
  readonly trigger: Trigger;
}

const whyOf = ({ recipients, ...firing }: Firing): Why => whyLevel({ ...firing, to: recipients.to });

const post = ({ h, key, episode, next }: Firing, kind: string, audience: Audience, name: string, content: MessageContent): void => {
  const { pass } = h.step(key);
  h.effect({ type: "post", key: [kind, key, pass, episode.n, next.number, name].join(":"), audience, content });
};

/** Always in private. */
const warn = (firing: Firing, nextAt: number | undefined): void => {
  const { h, key, episode, next, recipients, trigger } = firing;
  const { pass } = h.step(key);
  const at = { step: key, episode: episode.n, level: next.number } as const;
  h.emit({ type: "warning.queued", ...at, to: recipients.to, nextAt }, { verdict: "WARN", rule: next.level.rule });
  for (const person of recipients.to) {
    post(firing, "warning", { to: "person", person }, person, { kind: "warning", ...at, pass, trigger, why: whyOf(firing) });
  }
};

const escalate = (firing: Firing, nextAt: number | undefined): void => {
  const { h, key, episode, next, recipients, trigger } = firing;
  const { to, inform } = recipients;
  const at = { step: key, episode: episode.n, level: next.number, trigger, to, inform, offer: next.level.offer } as const;
  h.emit({ type: "escalation.queued", ...at, nextAt }, { verdict: "WARN", rule: next.level.rule });
  const content = (detail: boolean): MessageContent => ({
    kind: "escalation",
    ...at,
    pass: h.step(key).pass,
    detail,
    why: whyOf(firing),
  });
  const dm = stepDefinition(h.definition, key).notify !== "thread";
  post(firing, "escalation", { to: "thread" }, "thread", content(true));
  for (const person of dm ? to : []) post(firing, "escalation", { to: "person", person }, `dm:${person}`, content(true));
  for (const person of inform) post(firing, "inform", { to: "person", person }, person, content(false));
  const work = h.step(key);
  // Its owner was warned, or knows.
  const known = new Set([...to, ...inform, ...(isWork(work) ? answerable(work) : [])]);
  const watching = h.instance().watchers.filter((person) => !known.has(person));
  tell(h, "escalated", watching, { step: key });
};

/** From here on it stays in the process owner's digest and at the top of the board; they hear it once. */
const endLadder = (h: Happening, key: StepKey, justAsked: readonly PersonId[]): void => {
  tell(
    h,
    "ladder-ended",
    processOwner(h).filter((person) => !justAsked.includes(person)),
    { step: key },
  );
};
