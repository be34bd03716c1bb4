import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOn, isZone, localDate, wallClock } from "../../src/engine/wall-clock.ts";

describe("a zone's clock", () => {
  it("knows which zones there are", () => {
    expect([isZone("Europe/Rome"), isZone("UTC"), isZone("Mars/Olympus"), isZone("")]).toEqual([true, true, false, false]);
    expect(() => wallClock("Mars/Olympus")).toThrow("Unknown time zone: Mars/Olympus");
  });

  it("takes the hour that spring skips an hour later, and the one that autumn repeats as its first", () => {
    expect(new Date(instantOn("Europe/Rome", "2026-03-29", 150)).toISOString()).toBe("2026-03-29T01:30:00.000Z");
    expect(new Date(instantOn("Europe/Rome", "2026-10-25", 150)).toISOString()).toBe("2026-10-25T00:30:00.000Z");
  });

  it("says which date it is there", () => {
    expect(localDate("Pacific/Auckland", Date.UTC(2026, 5, 4, 13))).toBe("2026-06-05");
    expect(localDate("America/New_York", Date.UTC(2026, 5, 5, 3))).toBe("2026-06-04");
    expect(instantOn("UTC", "2026-06-05")).toBe(Date.UTC(2026, 5, 5));
  });

  it("shows again what it was asked for, but for the hour that spring skips", () => {
    const zones = fc.constantFrom("Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata");
    fc.assert(
      fc.property(zones, fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) }), (zone, moment) => {
        const clock = wallClock(zone);
        const wall = clock.toWall(moment);
        expect(clock.toWall(clock.toInstant(wall))).toBe(wall);
        expect(clock.toInstant(wall)).toBeLessThanOrEqual(moment);
      }),
    );
  });
});
