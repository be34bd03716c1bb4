import type { Happening, TimePassed, TimeRequest } from "./api.ts";
import { createNextDigest } from "./next-digest.ts";
import { nextMorning } from "./next-morning.ts";
import { createPlay, type Every, everyOnMachine } from "./play.ts";
import type { MovableClock, ProductLike, SlackLike } from "./ports.ts";
import { createQuiet } from "./quiet.ts";

interface Jumping {
  readonly clock: MovableClock;
  readonly product: ProductLike;
  readonly slack: Pick<SlackLike, "settled" | "waitFor" | "log">;
  /** What came since it was last asked. */
  readonly happenings: () => Promise<readonly Happening[]>;
  /** Played time brought something. */
  readonly passed?: (passed: TimePassed) => void;
  /** The machine's timer, unless told. */
  readonly every?: Every;
}

export interface Jump {
  /** Lets time pass; one after the other, however many ask at once. Rejects what makes no sense. */
  pass(request: TimeRequest): Promise<TimePassed>;
  /** Domain seconds each machine second that time plays at; 0 while it stands still. */
  speed(): number;
  /** Stops playing, and a jump that is under way at its next moment. */
  stop(): void;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const END_DAYS = 60;
const MOST_DAYS = 400;
const FASTEST = 7 * 24 * 3_600;

/** Why a request cannot be done; undefined when it can. */
const misfit = (request: TimeRequest, now: number): string | undefined => {
  switch (request.type) {
    case "to":
      if (!Number.isFinite(request.at) || request.at < now) return "Time only goes forward: choose a moment after the present one.";
      return request.at > now + MOST_DAYS * DAY ? `That is too far ahead: ${MOST_DAYS} days at most.` : undefined;
    case "end": {
      const { days = END_DAYS } = request;
      return days > 0 && days <= MOST_DAYS ? undefined : `Choose between 1 and ${MOST_DAYS} days.`;
    }
    case "play":
      return request.speed >= 0 && request.speed <= FASTEST ? undefined : "Choose a speed from 0 (stop) to one week a second.";
    default:
      return undefined;
  }
};

/** Moves the clock from moment to moment, and lets everything be done at each. */
const createTravel = ({ clock, product, slack }: Jumping, isStopped: () => boolean) => {
  const quiet = createQuiet(product, slack);
  const nextDigest = createNextDigest({ clock, product });

  const settleAt = async (at: number): Promise<void> => {
    // Hourly routines look back to their last hour: what comes at `at` is not for a morning that was skipped.
    const hourBefore = (Math.ceil(at / HOUR) - 1) * HOUR;
    if (hourBefore > clock.now()) {
      clock.moveTo(hourBefore);
      await product.sweep();
    }
    clock.moveTo(at);
    await product.sweep();
    await quiet();
  };

  /** What is owed although it was just swept (a case that cannot be decided) is tried again in a minute, not for ever. */
  const following = async (last: number | undefined): Promise<number | undefined> => {
    const [wake, digest] = [await product.core.store.nextWake(), await nextDigest()];
    const at = Math.min(wake ?? Number.POSITIVE_INFINITY, digest?.at ?? Number.POSITIVE_INFINITY);
    if (at === Number.POSITIVE_INFINITY) return undefined;
    return last !== undefined && at <= last ? last + MINUTE : at;
  };

  /** Every moment up to then, one after the other; answers whether anything is still to come. */
  const through = async (target: number): Promise<boolean> => {
    await quiet();
    let at = await following(undefined);
    while (at !== undefined && at <= target && !isStopped()) {
      const reached = Math.max(at, clock.now());
      await settleAt(reached);
      at = await following(reached);
    }
    return at !== undefined;
  };

  return {
    next: async (): Promise<void> => {
      await quiet();
      const at = await following(undefined);
      if (at !== undefined) await settleAt(Math.max(at, clock.now()));
    },
    to: async (target: number): Promise<void> => {
      await through(target);
      if (!isStopped()) await settleAt(target);
    },
    /** Stops at the last moment, when nothing more is to come. */
    end: async (target: number): Promise<void> => {
      if ((await through(target)) && !isStopped()) await settleAt(target);
    },
  };
};

type Passing = Exclude<TimeRequest, { type: "play" }>;

/** Time that can be let pass: to what is next, to a moment, to the end, or by itself. */
export const createJump = (ports: Jumping): Jump => {
  const { clock, product, happenings, passed, every = everyOnMachine } = ports;
  let stops = 0;
  let seen = 0;
  const travel = createTravel(ports, () => stops !== seen);

  const carryOut = async (request: Passing): Promise<void> => {
    const now = clock.now();
    switch (request.type) {
      case "next":
        return await travel.next();
      case "hour":
        return await travel.to(now + HOUR);
      case "morning":
        return await travel.to(nextMorning(product.core, now));
      case "end":
        return await travel.end(now + (request.days ?? END_DAYS) * DAY);
      case "to":
        return await travel.to(request.at);
    }
  };

  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };

  /** What was asked for before a stop, and waited for its turn, is not begun any more. */
  const measured = async (asked: number, work: () => Promise<void>): Promise<TimePassed> => {
    seen = asked;
    const [from, began] = [clock.now(), performance.now()];
    // What came of people's own acts before is not what time brought.
    await happenings();
    if (asked === stops) await work();
    return { from, to: clock.now(), happenings: await happenings(), tookMs: Math.round(performance.now() - began) };
  };

  const play = createPlay({
    every,
    now: clock.now,
    passTo: async (at) => {
      const asked = stops;
      const result = await inTurn(() => measured(asked, () => travel.to(at)));
      if (result.happenings.length > 0) passed?.(result);
    },
  });

  return {
    pass: async (request) => {
      const problem = misfit(request, clock.now());
      if (problem !== undefined) throw new Error(problem);
      play.stop();
      const asked = stops;
      if (request.type !== "play") return await inTurn(() => measured(asked, () => carryOut(request)));
      if (request.speed > 0) play.start(request.speed);
      return { from: clock.now(), to: clock.now(), happenings: [], tookMs: 0 };
    },
    speed: play.speed,
    stop: () => {
      play.stop();
      stops += 1;
    },
  };
};
