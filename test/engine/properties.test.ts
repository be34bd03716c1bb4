import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../src/engine/decide.ts";
import { evolve } from "../../src/engine/evolve.ts";
import type { Instance } from "../../src/engine/instance.ts";
import type { Context } from "../../src/engine/messages/decision.ts";
import type { Event } from "../../src/engine/messages/event.ts";
import { wakeAt } from "../../src/engine/wake.ts";
import { DAY } from "../support/builders.ts";
import { MONDAY } from "../support/given.ts";
import { begunTooEarly, illegalities } from "../support/legal.ts";
import { acts, commandOf, of, playedBy, SWEEP, startedIn, TICK, WORLDS, type World } from "../support/random-stories.ts";

// Whatever people and clocks do, in whatever order, a case stays legal. A failing run prints its seed; SEED repeats it, RUNS makes it longer.

const SEED = process.env.SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.SEED);
const RUNS = Number(process.env.RUNS ?? 60);
/** Far more than a run takes, for the machine may be busy. */
const PATIENCE_MS = 120_000;
const bounded = { seed: SEED, numRuns: RUNS, endOnFailure: false } as const;

const folded = (events: readonly Event[]): Instance =>
  events.reduce<Instance | undefined>((instance, event) => evolve(instance, event), undefined)!;
const said = (instance: Instance): string => JSON.stringify({ ...instance, rev: 0 });
const contextAt = (each: World, now: number): Context => ({ now, directory: each.directory, load: new Map() });

/** Ticks, at one moment, until a tick does nothing: an episode fires one level a tick. */
const restAt = (each: World, instance: Instance, now: number): Instance => {
  let current = instance;
  for (let ticks = 0; ticks < 20; ticks += 1) {
    const outcome = decide(each.definition, current, commandOf(SWEEP, TICK, ticks), contextAt(each, now));
    if (outcome.instance === undefined || outcome.events.length === 0) return current;
    current = outcome.instance;
  }
  throw new Error("twenty ticks at one moment, and still not at rest");
};

const world = fc.nat(WORLDS.length - 1).map((index) => WORLDS[index]!);

describe(`any sequence of acts and ticks (seed ${SEED})`, () => {
  it(
    "leaves a legal case",
    () => {
      fc.assert(
        fc.property(world, acts, (each, list) => {
          for (const {
            decision: { instance },
          } of playedBy(each, list).decisions)
            expect(illegalities(each.definition, instance!)).toEqual([]);
        }),
        bounded,
      );
    },
    PATIENCE_MS,
  );

  it(
    "begins no step before its turn",
    () => {
      fc.assert(
        fc.property(world, acts, (each, list) => {
          for (const { before, decision } of playedBy(each, list).decisions) {
            expect(begunTooEarly(each.definition, before, decision)).toEqual([]);
          }
        }),
        bounded,
      );
    },
    PATIENCE_MS,
  );

  it(
    "is numbered without a gap, never goes back in time, and folds to its state",
    () => {
      fc.assert(
        fc.property(world, acts, (each, list) => {
          const { events, instance } = playedBy(each, list);
          expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
          expect(events.every((event, index) => index === 0 || event.at >= events[index - 1]!.at)).toBe(true);
          expect(said(folded(events))).toBe(said(instance));
        }),
        bounded,
      );
    },
    PATIENCE_MS,
  );

  it(
    "changes nothing where it is refused, but for the row that says so",
    () => {
      fc.assert(
        fc.property(world, acts, (each, list) => {
          for (const { before, decision: outcome } of playedBy(each, list).decisions) {
            if (outcome.ok) continue;
            const rows = outcome.events.map((event) => event.body.type);
            expect(rows.every((type) => type === "act.refused" || type === "automation.stopped")).toBe(true);
            expect(outcome.instance?.steps).toEqual(before.steps);
            expect(outcome.instance?.status).toBe(before.status);
          }
        }),
        bounded,
      );
    },
    PATIENCE_MS,
  );

  it(
    "says each thing once: no notice has the key of another (a step's card lives on, and is posted once)",
    () => {
      fc.assert(
        fc.property(world, acts, (each, list) => {
          const effects = playedBy(each, list).decisions.flatMap(({ decision }) => decision.effects);
          const keys = effects.flatMap((effect) => (effect.type === "post" && effect.content.kind !== "step" ? [effect.key] : []));
          expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
        }),
        bounded,
      );
    },
    PATIENCE_MS,
  );

  it(
    "is caught up by its ticks: when one finds nothing to do, the next moment lies ahead",
    () => {
      fc.assert(
        fc.property(world, acts, (each, list) => {
          const { instance, decisions } = playedBy(each, list);
          const now = Math.max(instance.lastAt, decisions.at(-1)?.now ?? 0);
          const rested = restAt(each, instance, now);
          const next = wakeAt(each.definition, rested, contextAt(each, now));
          expect(next === undefined || next > now).toBe(true);
        }),
        bounded,
      );
    },
    PATIENCE_MS,
  );
});

describe(`the same act again (seed ${SEED})`, () => {
  it(
    "is done once: what ended a step, a block or a vote does not do so twice",
    () => {
      fc.assert(
        fc.property(world, acts, (each, list) => {
          const completed = playedBy(each, list).decisions.filter(
            ({ command, decision }) => decision.ok && command.type === "CompleteStep",
          );
          for (const { command, decision, now } of completed) {
            const twice = decide(each.definition, decision.instance, command, contextAt(each, now));
            const ended = twice.events.filter(
              (event) => event.body.type === "step.completed" && "step" in command && event.step === command.step,
            );
            expect(ended).toEqual([]);
          }
        }),
        bounded,
      );
    },
    PATIENCE_MS,
  );
});

describe(`a clock that jumps (seed ${SEED})`, () => {
  it(
    "back and forth never moves the case back in time, nor makes it illegal",
    () => {
      fc.assert(
        fc.property(
          world,
          acts,
          fc.array(fc.integer({ min: -3 * DAY, max: 3 * DAY }), { minLength: 5, maxLength: 5 }),
          (each, list, jumps) => {
            let n = 0;
            const { events, decisions } = playedBy(each, list, (now) => now + of(jumps, n++));
            expect(events.every((event, index) => index === 0 || event.at >= events[index - 1]!.at)).toBe(true);
            for (const {
              decision: { instance },
            } of decisions)
              expect(illegalities(each.definition, instance!)).toEqual([]);
          },
        ),
        bounded,
      );
    },
    PATIENCE_MS,
  );

  it(
    "forward over everything that was due fires each level once, and one message a step for each tick",
    () => {
      fc.assert(
        fc.property(world, fc.integer({ min: 1, max: 60 }), (each, days) => {
          let { instance } = startedIn(each);
          for (let ticks = 0; ticks < 12; ticks += 1) {
            const outcome = decide(each.definition, instance, commandOf(SWEEP, TICK, ticks), contextAt(each, MONDAY + days * DAY));
            const levels = outcome.events.filter(
              (event) => event.body.type === "escalation.queued" || event.body.type === "warning.queued",
            );
            expect(new Set(levels.map((event) => event.step)).size).toBe(levels.length);
            instance = outcome.instance!;
          }
          expect(illegalities(each.definition, instance)).toEqual([]);
        }),
        bounded,
      );
    },
    PATIENCE_MS,
  );
});
