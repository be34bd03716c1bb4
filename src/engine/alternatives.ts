import { activate } from "./activate.ts";
import type { AlternativeArgs } from "./alternative-args.ts";
import { type Asked, dueAfter, untilOf } from "./alternative-dates.ts";
import { silenceClock, workOf } from "./clocks.ts";
import { putBlock } from "./decisions/block.ts";
import { extend } from "./decisions/extend.ts";
import { skipWithReason } from "./decisions/skip.ts";
import { liftBlock, tryAgain } from "./decisions/unblock.ts";
import type { Alternative, AlternativeAct } from "./definition.ts";
import { draftMessage } from "./drafts.ts";
import { endCase } from "./end-case.ts";
import { isSaid } from "./end-step.ts";
import { closeEpisode } from "./episodes.ts";
import { isWork } from "./evolve/fold.ts";
import type { Outlook } from "./forecast.ts";
import type { Happening } from "./happening.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import type { Block } from "./instance.ts";
import type { Rejection } from "./messages/decision.ts";
import { invalid, reassign } from "./new-owner.ts";
import { presentOf, resolveWho, standpointOf } from "./people.ts";
import { lookupFor } from "./scope.ts";
import { renderTemplate } from "./template.ts";

export interface Choice {
  readonly key: StepKey;
  readonly alternative: Alternative;
  readonly args: AlternativeArgs;
  readonly by: PersonId;
  /** What was shown before the pick. */
  readonly predicted: string;
  readonly episode: number;
}

/** One choice with its act, for what carries it out. */
interface Doing<D extends AlternativeAct["do"]> extends Choice {
  readonly h: Happening;
  readonly act: Extract<AlternativeAct, { do: D }>;
}

/**
 * Carries out an alternative. It answers the episode: every cause is eased, silence starts anew, and trouble that lasts begins a new episode
 * at level 1.
 */
export const carryOut = (h: Happening, choice: Choice): Rejection | undefined => {
  const { key, alternative, args, by, predicted, episode } = choice;
  const step = h.step(key);
  const clock = isWork(step) ? { clock: silenceClock(h, key) } : {};
  h.emit(
    { type: "alternative.picked", step: key, episode, alternative: alternative.id, by, args, predicted, ...clock },
    { rule: `alternatives.${alternative.id}` },
  );
  const { act } = alternative;
  // The table is keyed by the act's own name, which the compiler cannot follow through an index.
  const perform = ACTS[act.do] as (doing: Choice & { h: Happening; act: AlternativeAct }) => Rejection | undefined;
  const rejection = perform({ ...choice, h, act });
  if (rejection !== undefined) return rejection;
  closeEpisode(h, key);
  askAgainLater(h, key, h.now);
  return undefined;
};

export const outlookOf = (h: Happening): Outlook => ({ ...standpointOf(h), now: h.now });

const askedOf = ({ key, act, args }: Choice & { readonly act: AlternativeAct }): Asked => ({ key, act, args });

/** A step that is not ready has no due date: what moves is when its ladder begins. Whoever is asked is reminded then. */
const askAgainLater = (h: Happening, key: StepKey, since: Instant): void => {
  const step = h.step(key);
  if (step.status !== "waiting" || step.unready === undefined || step.unready.since >= since) return;
  const remindAt = since > h.now ? since : step.unready.remindAt;
  h.emit({ type: "step.unready", step: key, unready: { ...step.unready, since, remindAt } });
};

const ACTS: { readonly [D in AlternativeAct["do"]]: (doing: Doing<D>) => Rejection | undefined } = {
  reassign: (doing) => {
    const { h, key, act, args, by } = doing;
    const named = presentOf(h.context.directory, resolveWho(h, act.to ?? [], key), h.now);
    const step = h.step(key);
    const to = args.to ?? named.find((person) => !isWork(step) || person !== step.owner);
    if (to === undefined) return invalid("to", "Choose who takes it.");
    if (isWork(step)) liftBlock(h, key, by, undefined);
    return isWork(step) ? reassign(h, key, { to, by, note: args.reason }) : askSomebodyElse(doing, to);
  },
  extend: (doing) => {
    const { h, key, args, by } = doing;
    const until = untilOf(outlookOf(h), askedOf(doing));
    if (until === undefined || until <= h.now) return invalid("until", "Choose until when, and not in the past.");
    if (isWork(h.step(key))) return extend(h, key, { until, by, why: args.reason });
    askAgainLater(h, key, until);
    return undefined;
  },
  wait: (doing) => {
    const { h, key, act, by } = doing;
    const until = untilOf(outlookOf(h), askedOf(doing));
    if (until === undefined || until <= h.now) return invalid("until", "Choose until when, and not in the past.");
    if (isWork(h.step(key))) waitAsBlocked(doing, until);
    else askAgainLater(h, key, until);
    if (act.message !== undefined) draftMessage(h, act.message, key, by);
    return undefined;
  },
  skip: ({ h, key, alternative, args, by }) => {
    skipWithReason(h, key, by, args.reason ?? alternative.title);
    return undefined;
  },
  parallel: ({ h, act }) => {
    for (const step of act.steps) if (h.step(step).status === "waiting") activate(h, step);
    return undefined;
  },
  note: ({ h, key, act, by }) => {
    const text = renderTemplate(act.text, lookupFor(standpointOf(h), key));
    h.emit({ type: "note.added", step: key, by, text });
    if (!act.resume || h.step(key).status !== "blocked") return undefined;
    liftBlock(h, key, by, text);
    tryAgain(h, key);
    return undefined;
  },
  start: ({ h, key, alternative }) => {
    h.effect({ type: "action", step: key, pass: h.step(key).pass, alternative: alternative.id });
    return undefined;
  },
  cancel: ({ h, args, by }) => {
    if (!isSaid(args.reason)) return invalid("reason", "Say why this case is cancelled.");
    endCase(h, { by, outcome: "cancelled", why: args.reason });
    return undefined;
  },
};

/** Before a step is ready, what lacks is somebody's answer: somebody else is asked for it. */
const askSomebodyElse = ({ h, key, by }: Choice & { readonly h: Happening }, to: PersonId): Rejection | undefined => {
  const step = h.step(key);
  if (step.status !== "waiting" || step.unready === undefined) return reassign(h, key, { to, by, note: undefined });
  h.emit({ type: "step.unready", step: key, unready: { ...step.unready, asked: [to], since: h.now } });
  h.effect({
    type: "post",
    key: `unready:${key}:${step.pass}:${h.instance().seq}:${to}`,
    audience: { to: "person", person: to },
    content: { kind: "unready", step: key, missing: step.unready.missing, why: { rule: `steps.${key}.ready`, from: h.now } },
  });
  return undefined;
};

/** The step waits for somebody until a time that was decided: its due date moves by as long, and its owner is asked to chase then. */
const waitAsBlocked = (doing: Doing<"wait">, until: Instant): void => {
  const { h, key, act, alternative, by } = doing;
  const work = workOf(h, key);
  const due = dueAfter(outlookOf(h), askedOf(doing));
  if (due !== undefined) {
    h.emit({ type: "step.extended", step: key, by, from: work.dueAt, why: alternative.title, clock: { dueAt: due } });
  }
  const known = work.status === "blocked" ? work.block : undefined;
  const block: Block = {
    reason: known?.reason ?? alternative.title,
    on: act.on,
    onWhom: known?.onWhom,
    until,
    urgency: "normal",
    by: known?.by ?? by,
    at: h.now,
  };
  putBlock(h, { step: key, block });
};
