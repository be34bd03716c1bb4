import { describe, expect, it } from "vitest";
import type { Routines } from "../../src/application/ports/routines.ts";
import { createRunRoutines } from "../../src/application/run-routines.ts";
import { DAY, HOUR } from "../support/builders.ts";
import { MONDAY, WORKSPACE } from "../support/given.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

const HALF = HOUR / 2;

/** Routines that are kept in a map; each run is noted with the time that it was for. */
const givenRoutines = async (failing = false) => {
  const clock = { at: MONDAY + 1, now: () => clock.at };
  const next = new Map<string, number>();
  const ran: (readonly [name: string, since: number, now: number])[] = [];
  const routines: Routines = {
    ensure: async (_, name, nextAt) => void next.set(name, next.get(name) ?? nextAt),
    claim: async (_, now) => [...next].filter(([, at]) => at <= now).map(([name, nextAt]) => ({ name, nextAt })),
    ran: async (_, name, nextAt) => void next.set(name, nextAt),
  };
  const note = (name: string) => async (_: unknown, since: number, now: number) => {
    ran.push([name, since, now]);
    if (failing) throw new Error("no database");
  };
  const logger = createRecordingLogger();
  const all = createRunRoutines({ routines, clock, logger }, { digests: note("digests"), analyst: note("analyst") }, { analyst: HALF });
  await all.ensure(WORKSPACE);
  const at = async (moment: number) => {
    clock.at = moment;
    await all.run(WORKSPACE);
    return ran.splice(0);
  };
  return { at, logger };
};

describe("a routine", () => {
  it("runs on the hour, or as often as it is asked to", async () => {
    const { at } = await givenRoutines();
    expect(await at(MONDAY + HALF - 1)).toEqual([]);
    expect(await at(MONDAY + HALF)).toEqual([["analyst", MONDAY, MONDAY + HALF]]);
    expect(await at(MONDAY + HOUR)).toEqual([
      ["digests", MONDAY, MONDAY + HOUR],
      ["analyst", MONDAY + HALF, MONDAY + HOUR],
    ]);
  });

  it("runs once after a long stop, for all that passed", async () => {
    const { at } = await givenRoutines();
    expect(await at(MONDAY + 9 * DAY)).toEqual([
      ["digests", MONDAY, MONDAY + 9 * DAY],
      ["analyst", MONDAY, MONDAY + 9 * DAY],
    ]);
    expect(await at(MONDAY + 9 * DAY)).toEqual([]);
  });

  it("that fails is tried again, and stops no other", async () => {
    const { at, logger } = await givenRoutines(true);
    expect(await at(MONDAY + HOUR)).toHaveLength(2);
    expect(await at(MONDAY + HOUR)).toHaveLength(2);
    expect(logger.lines[0]).toMatchObject({ level: "error", message: "a routine failed" });
  });
});
