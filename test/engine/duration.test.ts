import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Duration, formatDuration, isWorking, isZero, likeKind, parseDuration } from "../../src/engine/duration.ts";

const HOUR = 3_600_000;

const durations = fc.oneof(
  fc.record({ kind: fc.constant("working-days" as const), days: fc.integer({ min: 0, max: 5_000 }) }),
  fc.record({
    kind: fc.constantFrom("working" as const, "plain" as const),
    ms: fc.integer({ min: 0, max: 10_000_000 }).map((s) => s * 1_000),
  }),
);

describe("a duration in a definition", () => {
  it.each([
    ["2 working days", { kind: "working-days", days: 2 }],
    ["1 working day", { kind: "working-days", days: 1 }],
    ["4 working hours", { kind: "working", ms: 4 * HOUR }],
    ["30 working minutes", { kind: "working", ms: HOUR / 2 }],
    ["3 days", { kind: "plain", ms: 72 * HOUR }],
    ["1 week", { kind: "plain", ms: 168 * HOUR }],
    ["48 hours", { kind: "plain", ms: 48 * HOUR }],
    ["30 minutes", { kind: "plain", ms: HOUR / 2 }],
    ["2 seconds", { kind: "plain", ms: 2_000 }],
    ["0 minutes", { kind: "plain", ms: 0 }],
    ["  2  Working   Days ", { kind: "working-days", days: 2 }],
  ])("%s is read", (text, duration) => {
    expect(parseDuration(text)).toEqual(duration);
  });

  it.each([
    "",
    "2",
    "days",
    "1.5 days",
    "-1 day",
    "two days",
    "2 fortnights",
    "1 working week",
    "2 working",
    "2days",
    "9999999 days",
    "2 days and more",
  ])("%j is refused", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it("is said in the largest unit that loses nothing", () => {
    expect([
      formatDuration({ kind: "plain", ms: 48 * HOUR }),
      formatDuration({ kind: "plain", ms: 168 * HOUR }),
      formatDuration({ kind: "plain", ms: 1.5 * HOUR }),
      formatDuration({ kind: "plain", ms: 1 }),
      formatDuration({ kind: "plain", ms: 1_400 }),
      formatDuration({ kind: "working", ms: 24 * HOUR }),
      formatDuration({ kind: "working", ms: 0 }),
      formatDuration({ kind: "working-days", days: 1 }),
    ]).toEqual(["2 days", "1 week", "90 minutes", "0 minutes", "1 second", "24 working hours", "0 working minutes", "1 working day"]);
  });

  it("means the same once it is said and read again", () => {
    fc.assert(
      fc.property(durations, (duration) => {
        expect(parseDuration(formatDuration(duration))).toEqual(
          isZero(duration) && !isWorking(duration) ? { kind: "plain", ms: 0 } : duration,
        );
        expect(Duration.parse(duration)).toEqual(duration);
      }),
    );
  });

  it("reads any text without failing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d+ (working )?(day|hour|week)s?$/)), (text) => {
        const read = parseDuration(text);
        expect(read === undefined || Duration.safeParse(read).success).toBe(true);
      }),
    );
  });
});

describe("nothing, as in after: 0 minutes", () => {
  const nothing: Duration = { kind: "plain", ms: 0 };

  it("is of the same kind as what triggered it", () => {
    expect(likeKind(nothing, { kind: "working-days", days: 2 })).toEqual({ kind: "working-days", days: 0 });
    expect(likeKind(nothing, { kind: "working", ms: HOUR })).toEqual({ kind: "working", ms: 0 });
    expect(likeKind({ kind: "working-days", days: 0 }, { kind: "plain", ms: HOUR })).toEqual(nothing);
  });

  it("is the only duration that gives its kind up", () => {
    expect(likeKind({ kind: "plain", ms: 1_000 }, { kind: "working", ms: HOUR })).toEqual({ kind: "plain", ms: 1_000 });
  });
});
