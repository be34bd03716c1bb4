import { heardClock } from "./clocks.ts";
import { easeCause } from "./episodes.ts";
import { isWork } from "./evolve/fold.ts";
import type { Happening } from "./happening.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import type { Step } from "./instance.ts";
import { invariant } from "./invariant.ts";
import { standpointOf } from "./people.ts";
import { ownersOf, votersOf } from "./roles.ts";
import { actorOf } from "./tell.ts";

/** Politeness: it acknowledges a message, and says nothing about the work. Up to three words each. */
const NOTHING_SAID: ReadonlySet<string> = new Set([
  ...["+1", "ack", "acknowledged", "alright", "all right", "cheers", "cool", "fine", "got it", "great", "k", "kk", "many thanks"],
  ...["nice", "noted", "ok", "okay", "perfect", "received", "roger", "seen", "sounds good", "sure", "thank you", "thank you very"],
  ...["thanks", "thanks a lot", "thx", "ty", "understood", "will do", "yep", "much", "for this", "so much", "you too"],
]);

const MENTION = /<[@#!][^>]*>|(^|\s)@[\w.-]+/gu;
const EMOJI = /:[a-z0-9_+'-]*[a-z_][a-z0-9_+'-]*:|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u{FE0F}|\u{200D}/giu;
const AROUND_WORDS = /^[^\p{L}\p{N}+]+|[^\p{L}\p{N}]+$/gu;

const wordsOf = (text: string): readonly string[] =>
  text
    .replace(MENTION, " ")
    .replace(EMOJI, " ")
    .split(/\s+/)
    .map((word) => word.replace(AROUND_WORDS, "").toLowerCase())
    .filter((word) => word !== "");

/** Whether a text says something, once mentions, emoji and politeness are taken away. */
export const saysSomething = (text: string): boolean => {
  const words = wordsOf(text);
  for (let at = 0; at < words.length; ) {
    const length = [3, 2, 1].find((count) => NOTHING_SAID.has(words.slice(at, at + count).join(" ")));
    if (length === undefined) return true;
    at += length;
  }
  return false;
};

/** The person behind the command; throws for a machine, which permissions keep out. */
export const personActing = (h: Happening): PersonId => {
  const person = actorOf(h);
  invariant(person !== undefined, `${h.command.type} by ${h.command.actor.kind}`);
  return person;
};

/** Whether the one who acts is the owner, their delegate, or an approver who is asked and has not voted. */
export const isAnswering = (h: Happening, key: StepKey): boolean => {
  const person = actorOf(h);
  const scene = { ...standpointOf(h), now: h.now };
  const step = h.step(key);
  if (person === undefined || hasVoted(step, person)) return false;
  return [...ownersOf(scene, step), ...votersOf(scene, step)].includes(person);
};

const hasVoted = (step: Step, person: PersonId): boolean =>
  isWork(step) && step.request?.votes.some((vote) => vote.by === person || vote.approver === person) === true;

/** What a clock says of being heard by this act: something, if it is the owner's. */
export const heardNow = (h: Happening, key: StepKey): { readonly heardAt?: Instant } => (isAnswering(h, key) ? { heardAt: h.now } : {});

/** Being heard ends silence, and nothing else. */
export const easeSilence = (h: Happening, key: StepKey): void => {
  easeCause(h, key, "silent");
  easeCause(h, key, "unanswered");
};

/** An act of the owner's that moves no clock of its own: silence counts from now. Does nothing for anybody else, or on a step that does not run. */
export const countAsHeard = (h: Happening, key: StepKey): void => {
  if (h.instance().status !== "running" || !isWork(h.step(key)) || !isAnswering(h, key)) return;
  h.emit({ type: "step.heard", step: key, by: personActing(h), clock: heardClock(h, key) });
  easeSilence(h, key);
};
