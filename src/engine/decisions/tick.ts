import { workOf } from "../clocks.ts";
import type { Decider } from "../decider.ts";
import { endStep } from "../end-step.ts";
import { openCause, replanLevels } from "../episodes.ts";
import { fireLevel } from "../fire-level.ts";
import type { Happening } from "../happening.ts";
import type { Instant, PersonId, StepKey } from "../ids.ts";
import { invariant } from "../invariant.ts";
import type { Tick } from "../messages/machine-command.ts";
import { remindUnready, tellUpcoming, warnUnclaimed } from "../nudge.ts";
import { remind } from "../remind.ts";
import { type Moment, moments } from "../wake.ts";

/** What has been done for a step makes what comes after it unnecessary: an end, then why a ladder is climbed, then the words. */
const ORDER: readonly Due["kind"][] = ["until", "commitment", "cause", "unclaimed", "level", "reminder", "unready", "upcoming"];

/** More than any case has: a moment that does not pass is a bug, and must not hang the sweep. */
const MOST = 20_000;

/**
 * What the clock alone makes happen, driven by the moments that `wakeAt` takes the earliest of. Late is caught up: everything once, one
 * level of an episode and one message a step. A tick with nothing due only plans levels anew.
 */
export const tick: Decider<Tick> = (h) => {
  const fired = new Map<StepKey, readonly PersonId[]>();
  for (let count = 0; ; count++) {
    const due = nextDue(h, fired);
    if (due === undefined) break;
    invariant(count < MOST, `${due.kind} of ${due.step} never passes`);
    HANDLERS[due.kind](h, due, fired);
  }
  if (h.instance().status === "running") replanLevels(h);
  return undefined;
};

type Fired = Map<StepKey, readonly PersonId[]>;

/** Repeats start again when the case moves on, after the tick. */
type Due = Exclude<Moment, { readonly kind: "repeat" }> & { readonly kind: Exclude<Moment["kind"], "repeat"> };
const isOurs = (moment: Moment): moment is Due => moment.kind !== "repeat";

const nextDue = (h: Happening, fired: Fired): Due | undefined => {
  const due = moments(h.definition, h.instance())
    .filter(isOurs)
    .filter(({ at, kind, step }) => at <= h.now && !(kind === "level" && fired.has(step)));
  return due.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || one.at - other.at)[0];
};

/** Whoever handed the step on is not held to what they promised. */
const settleCommitment = (h: Happening, key: StepKey, until: Instant): void => {
  const { commitments, ownedAt } = workOf(h, key);
  const isTheirs = commitments.some((made) => made.state === "open" && made.until === until && made.at >= ownedAt);
  if (isTheirs) h.emit({ type: "commitment.settled", step: key, until, state: "missed" }, { verdict: "WARN" });
  else h.emit({ type: "commitment.settled", step: key, until, state: "passed-on" });
};

const HANDLERS: { readonly [K in Due["kind"]]: (h: Happening, moment: Due, fired: Fired) => void } = {
  until: (h, { step }) => endStep(h, step, {}),
  commitment: (h, { step, at }) => settleCommitment(h, step, at),
  cause: (h, moment) => moment.kind === "cause" && openCause(h, moment.step, moment.trigger, moment.at),
  unclaimed: (h, { step }) => warnUnclaimed(h, step),
  level: (h, { step }, fired) => {
    const told = fireLevel(h, step);
    if (told !== undefined) fired.set(step, told);
  },
  reminder: (h, { step }, fired) => remind(h, step, fired.get(step)),
  unready: (h, { step }) => remindUnready(h, step),
  upcoming: (h, { step }) => tellUpcoming(h, step),
};
