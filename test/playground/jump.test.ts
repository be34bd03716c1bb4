import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TimePassed } from "../../src/playground/api.ts";
import { createHappenings } from "../../src/playground/happenings.ts";
import { createJump, type Jump } from "../../src/playground/jump.ts";
import { createNextMoment } from "../../src/playground/next-moment.ts";
import type { Every } from "../../src/playground/play.ts";
import { createQuiet } from "../../src/playground/quiet.ts";
import { does, onboardingStage } from "../scenario/support/given-onboarding.ts";
import { openOnEither } from "../support/databases.ts";
import { openStage, type Stage } from "../support/stage.ts";

const open = openOnEither();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Given {
  readonly stage: Stage;
  readonly jump: Jump;
  readonly next: ReturnType<typeof createNextMoment>;
}

const timeOn = (stage: Stage, more: { readonly every?: Every; readonly passed?: (passed: TimePassed) => void } = {}): Given => {
  const ports = { clock: stage.clock, product: stage.app(), slack: stage.slack };
  return { stage, jump: createJump({ ...ports, happenings: createHappenings(ports), ...more }), next: createNextMoment(ports) };
};

const words = ({ happenings }: TimePassed): readonly string[] => happenings.map(({ what }) => what);

describe("time on the onboarding case", () => {
  let given: Given;
  beforeAll(async () => {
    given = timeOn(await onboardingStage({ open }));
  });
  afterAll(async () => await given.stage.stop());

  it("goes to the next moment, which is what was announced, with its rule and place", async () => {
    const { jump, next, stage } = given;
    const moment = await next();
    expect(moment).toMatchObject({
      what: "Reminder to Sara: Hand over the sale is due",
      caseTitle: "Onboard Acme",
      rule: expect.stringMatching(/^reminders\.at_due \(customer-onboarding\.yaml:\d+:\d+\)$/),
    });
    const passed = await jump.pass({ type: "next" });
    expect(passed.to).toBe(moment?.at);
    expect(stage.now()).toBe(moment?.at);
    expect(words(passed)).toEqual(["Sara was reminded: Hand over the sale is due"]);
  });

  it("says of each thing that happened why it came now, and where it can be seen", async () => {
    const { jump, stage } = given;
    const passed = await jump.pass({ type: "to", at: stage.now() + DAY });
    const asked = passed.happenings.find(({ what }) => what.startsWith("Maria was asked"));
    expect(asked).toMatchObject({
      what: "Maria was asked how it goes on: Hand over the sale is overdue",
      channel: stage.slack.channels().find(({ name }) => name === "onboarding")?.id,
    });
    expect(asked?.whyNow).toContain("Rule: escalation.overdue[1] (customer-onboarding.yaml:");
    expect(asked?.whyNow).not.toContain("Why now?");
    const [root] = stage.slack.messages("onboarding");
    expect(asked?.threadTs).toBe(root?.ts);
    expect(new Set(passed.happenings.map(({ at, what }) => `${at} ${what}`)).size).toBe(passed.happenings.length);
  });

  it("tells what is left over in the morning, and not in the evening on which it was found out", async () => {
    const { jump, next, stage } = given;
    const moment = await next();
    expect(moment?.what).toBe("Morning digest to Maria: one thing is left over");
    const passed = await jump.pass({ type: "morning" });
    expect(passed.to).toBe(moment?.at);
    expect(new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Rome", timeStyle: "short" }).format(stage.now())).toBe("09:00");
    expect(words(passed)).toEqual(["Maria was told in the morning what is left over: Onboard Acme: Hand over the sale"]);
  });

  it("leaves out what people did themselves before", async () => {
    const { jump, stage } = given;
    await does(stage, "sara", "Done", { "Customer's goals": "Live in June" });
    const passed = await jump.pass({ type: "hour" });
    expect(passed.to - passed.from).toBe(HOUR);
    expect(words(passed)).toEqual([]);
  });

  it("says once what somebody and the thread were told alike", async () => {
    const given = timeOn(await onboardingStage({ open }));
    const { stage, jump } = given;
    await jump.pass({ type: "hour" });
    const tell = createHappenings({ clock: stage.clock, product: stage.app(), slack: stage.slack });
    await does(stage, "sara", "Done", { "Customer's goals": "Live in June" });
    const told = (await tell()).map(({ what }) => what);
    expect(told).toContain("Lea was given the card: Review the contract begins");
    expect(told.filter((what) => what.includes("Review the contract begins"))).toHaveLength(1);
    await stage.stop();
  });

  it("carries two jumps at once out one after the other", async () => {
    const { jump, stage } = given;
    const from = stage.now();
    const [first, second] = await Promise.all([jump.pass({ type: "to", at: from + 5 * DAY }), jump.pass({ type: "hour" })]);
    expect(first).toMatchObject({ from, to: from + 5 * DAY });
    expect(second).toMatchObject({ from: from + 5 * DAY, to: from + 5 * DAY + HOUR });
    const told = [...first.happenings, ...second.happenings].map(({ channel, ts }) => `${channel} ${ts}`);
    expect(new Set(told).size).toBe(told.length);
  });

  it("passes six weeks with a few seconds of work", async () => {
    const { jump, stage } = given;
    const before = process.cpuUsage();
    const passed = await jump.pass({ type: "to", at: stage.now() + 42 * DAY });
    const { user } = process.cpuUsage(before);
    expect(passed.to - passed.from).toBe(42 * DAY);
    expect(passed.happenings.length).toBeGreaterThan(20);
    expect(passed.happenings.map(({ at }) => at)).toEqual(passed.happenings.map(({ at }) => at).toSorted((one, other) => one - other));
    // Of processor time: how long it takes beside others says nothing of us.
    expect(user / 1_000_000).toBeLessThan(20);
  });

  it("refuses a moment that is past, and one that is years away", async () => {
    const { jump, stage } = given;
    await expect(jump.pass({ type: "to", at: stage.now() - 1 })).rejects.toThrow("Time only goes forward");
    await expect(jump.pass({ type: "to", at: stage.now() + 4_000 * DAY })).rejects.toThrow("400 days at most");
    await expect(jump.pass({ type: "end", days: 0 })).rejects.toThrow("between 1 and 400 days");
    await expect(jump.pass({ type: "play", speed: Number.NaN })).rejects.toThrow("Choose a speed");
  });
});

describe("a jump that is stopped", () => {
  it("ends at its next moment, and what waited for its turn is not begun", async () => {
    const stage = await onboardingStage({ open });
    const ports = { clock: stage.clock, product: stage.app(), slack: stage.slack };
    const sweep = async () => {
      jump.stop();
      return await ports.product.sweep();
    };
    const jump = createJump({ ...ports, product: { ...ports.product, sweep }, happenings: createHappenings(ports) });
    const from = stage.now();
    const [first, second] = await Promise.all([jump.pass({ type: "end" }), jump.pass({ type: "hour" })]);
    expect(first.to - from).toBeLessThan(2 * DAY);
    expect(second).toMatchObject({ from: first.to, to: first.to, happenings: [] });
    await stage.stop();
  });

  it("does not wait for a job that was put off for long, and not twice", async () => {
    let asked = 0;
    const product = { drain: async () => undefined, waiting: async () => 1 };
    const slack = {
      log: [],
      settled: async () => undefined,
      waitFor: async () => {
        asked += 1;
        throw new Error("nothing came");
      },
    };
    const quiet = createQuiet(product, slack, 20);
    await quiet();
    const once = asked;
    expect(once).toBeGreaterThan(0);
    await quiet();
    expect(asked).toBe(once);
  });
});

describe("time without anything to come", () => {
  it("stands still at the end, and has no next moment", async () => {
    const { jump, next, stage } = timeOn(await openStage({ open, at: Date.parse("2026-03-02T09:00:00Z") }));
    const before = stage.now();
    expect(await next()).toBeUndefined();
    expect(await jump.pass({ type: "end" })).toMatchObject({ from: before, to: before, happenings: [] });
    expect(await jump.pass({ type: "next" })).toMatchObject({ to: before });
    await stage.stop();
  });
});

describe("played time", () => {
  it("goes on at each tick of the machine until it is stopped, and pushes what it brought", async () => {
    let tick: (() => void) | undefined;
    const pushed: TimePassed[] = [];
    const every: Every = (_ms, work) => {
      tick = work;
      return () => {
        tick = undefined;
      };
    };
    const stage = await onboardingStage({ open });
    const { jump } = timeOn(stage, { every, passed: (passed) => pushed.push(passed) });
    const from = stage.now();
    expect(jump.speed()).toBe(0);
    await jump.pass({ type: "play", speed: 9 * 3_600 });
    expect(jump.speed()).toBe(9 * 3_600);
    tick?.();
    const { from: reached } = await jump.pass({ type: "hour" });
    expect(reached).toBe(from + 9 * HOUR);
    expect(pushed.flatMap(words)).toEqual(["Sara was reminded: Hand over the sale is due"]);
    expect(tick).toBeUndefined();
    expect(jump.speed()).toBe(0);
    await jump.pass({ type: "play", speed: 60 });
    expect(tick).toBeDefined();
    await jump.pass({ type: "play", speed: 0 });
    expect(tick).toBeUndefined();
    await stage.stop();
  });
});
