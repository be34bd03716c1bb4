import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addWorkingTime, subtractWorkingTime } from "../../src/engine/calendar.ts";
import { parseDuration } from "../../src/engine/duration.ts";
import type { Happening } from "../../src/engine/happening.ts";
import { calendarOfStep } from "../../src/engine/hours.ts";
import type { StepKey } from "../../src/engine/ids.ts";
import type { Instance } from "../../src/engine/instance.ts";
import type { Effect, Why } from "../../src/engine/messages/effect.ts";
import { answerable, hoursOf } from "../../src/engine/reach.ts";
import { at, definition, directory, field, person, stepKey, task, team, whos } from "../support/builders.ts";
import { given, type Story } from "../support/given.ts";
import { acts, playedBy, WORLDS, type World } from "../support/random-stories.ts";

const SEED = process.env.SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.SEED);
const RUNS = Number(process.env.RUNS ?? 40);

interface Explained {
  readonly step: StepKey;
  readonly why: Why;
}

const explained = (effects: readonly Effect[]): readonly Explained[] =>
  effects.flatMap((effect) =>
    effect.type === "post" && "why" in effect.content ? [{ step: effect.content.step, why: effect.content.why }] : [],
  );

/** What a sum really comes to, in the calendar that it names. */
const comesTo = ({ definition: rules, directory: people }: World, instance: Instance, { step, why }: Explained): number => {
  const work = instance.steps[step]!;
  const h = { context: { directory: people }, definition: rules, step: () => work } as unknown as Happening;
  const duration = parseDuration(why.duration!)!;
  const calendar =
    why.hours === undefined
      ? calendarOfStep(people, rules, step, "team" in work ? work.team : undefined, answerable(work)[0])
      : hoursOf(h, step, why.hours);
  return (why.at! < why.from! ? subtractWorkingTime : addWorkingTime)(calendar, why.from!, duration);
};

const hasSum = ({ why }: Explained): boolean => why.from !== undefined && why.duration !== undefined && why.at !== undefined;

describe(`why something is said now (seed ${SEED})`, () => {
  it("names no sum that is false: from and duration come to the moment, in the calendar that was used", { timeout: 120_000 }, () => {
    let sums = 0;
    fc.assert(
      fc.property(
        fc.nat(WORLDS.length - 1).map((index) => WORLDS[index]!),
        acts,
        (world, list) => {
          for (const { before, decision } of playedBy(world, list).decisions) {
            for (const each of explained(decision.effects).filter(hasSum)) {
              sums += 1;
              expect([each, comesTo(world, before, each)]).toEqual([each, each.why.at]);
              expect(each.why.saidAt).not.toBe(each.why.at);
            }
          }
        },
      ),
      { seed: SEED, numRuns: RUNS, endOnFailure: false },
    );
    expect(sums).toBeGreaterThan(0);
  });
});

const whyOf = (story: Story, kind: "reminder" | "warning" | "escalation" | "upcoming" | "unclaimed", n = 0) =>
  story.posted(kind)[n]?.content.why;

describe("why a reminder comes", () => {
  const due = { due: "1 working day", reminders: { atDue: true } };

  it("counts a due date from the start of its step, and says that it is told at the next opening", () => {
    const people = [person("anna", { hours: { mon: [[600, 900]], tue: [[600, 900]], wed: [[600, 900]] } as never })];
    const office = { zone: "UTC", hours: { mon: [[540, 1_020]], tue: [[540, 1_020]], wed: [[540, 1_020]] } as never, closed: [], open: [] };
    const story = given({
      definition: definition([task("a", { ...due, calendar: "office" })]),
      directory: directory({ people, calendars: new Map([["office", office]]) }),
      now: at("2026-03-02 16:00"),
    })
      .start()
      .until("2026-03-05");
    expect(whyOf(story, "reminder")).toEqual({
      rule: "steps.a.reminders.at_due",
      from: at("2026-03-02 16:00"),
      fromWhat: "started",
      duration: "1 working day",
      at: at("2026-03-03 16:00"),
      saidAt: at("2026-03-04 10:00"),
    });
  });

  it("says of a due date that was moved when that was", () => {
    const story = given({ definition: definition([task("a", due)]) })
      .start()
      .clock("2026-03-02 10:00");
    story.when("maria", { type: "ExtendStep", step: "a", until: at("2026-03-04 12:00") }).until("2026-03-05");
    expect(whyOf(story, "reminder")).toEqual({
      rule: "steps.a.reminders.at_due",
      from: at("2026-03-04 12:00"),
      fromWhat: "due",
      setAt: at("2026-03-02 10:00"),
    });
  });

  it("says of a due date that a pause moved when the case went on", () => {
    const story = given({ definition: definition([task("a", due)]) })
      .start()
      .clock("2026-03-02 11:00");
    story.when("maria", { type: "PauseInstance" }).clock("2026-03-04 11:00").when("maria", { type: "ResumeInstance" }).until("2026-03-09");
    expect(whyOf(story, "reminder")).toMatchObject({ fromWhat: "due", setAt: at("2026-03-04 11:00") });
    expect(whyOf(story, "reminder")).not.toHaveProperty("duration");
  });

  it("says of one that was put off only that", () => {
    const story = given({ definition: definition([task("a", due)]) }).start();
    story.when("anna", { type: "SnoozeReminder", step: "a", until: at("2026-03-02 15:00") }).until("2026-03-02 15:00");
    expect(whyOf(story, "reminder")).toEqual({ rule: "steps.a.reminders", from: at("2026-03-02 15:00"), fromWhat: "put-off" });
  });

  it("counts back from the due date, and on from it", () => {
    const reminders = { before: ["2 working hours"], overdue: { every: "1 working day", atMost: 2 } };
    const story = given({ definition: definition([task("a", { due: "1 working day", reminders })]) })
      .start()
      .until("2026-03-06");
    const dueAt = at("2026-03-02 17:00");
    expect(whyOf(story, "reminder")).toMatchObject({
      from: dueAt,
      fromWhat: "due",
      duration: "2 working hours",
      at: at("2026-03-02 15:00"),
    });
    expect(whyOf(story, "reminder", 1)).toMatchObject({ from: dueAt, fromWhat: "due", at: at("2026-03-03 17:00") });
    expect(whyOf(story, "reminder", 2)).toMatchObject({ from: at("2026-03-03 17:00"), fromWhat: "reminded", at: at("2026-03-04 17:00") });
  });

  it("of somebody who is blocked counts from the block, or names the time that they gave", () => {
    const blocked = (until?: number) =>
      given({ definition: definition([task("a", { silence: "4 working hours" })]) })
        .start()
        .when("anna", { type: "BlockStep", step: "a", reason: "No answer", on: "customer", ...(until === undefined ? {} : { until }) })
        .until("2026-03-03 12:00");
    expect(whyOf(blocked(), "reminder")).toMatchObject({ fromWhat: "blocked", duration: "4 working hours", at: at("2026-03-02 13:00") });
    expect(whyOf(blocked(), "reminder", 1)).toMatchObject({ fromWhat: "blocked", every: "4 working hours" });
    const until = at("2026-03-03 11:00");
    expect(whyOf(blocked(until), "reminder")).toEqual({ rule: "steps.a", from: until, fromWhat: "until" });
  });
});

describe("why a level fires", () => {
  const ladder = [
    { after: "0 minutes", warnOwner: true },
    { after: "4 working hours", to: "step-team-lead" },
    { after: "1 working day", to: "process-owner" },
  ];
  const quiet = { silence: "4 working hours", escalation: { silent: ladder } };

  it("names the level whose wait it was where that reached nobody, and why it did not", () => {
    const story = given({
      definition: definition([task("a", { owner: "team:sales", ...quiet })]),
      directory: directory({ teams: [team("sales", ["lea", "anna"], { lead: "lea" })] }),
    })
      .start()
      .until("2026-03-20");
    expect(whyOf(story, "escalation")).toEqual({
      rule: "steps.a.escalation.silent[2]",
      from: at("2026-03-02 13:00"),
      fromWhat: "warned",
      duration: "4 working hours",
      at: at("2026-03-02 17:00"),
      hours: "lea",
      skipped: [{ rule: "steps.a.escalation.silent[1]", why: "Whoever it names owns the step." }],
    });
  });

  it("counts the first from the last word, or from the assignment", () => {
    const story = () => given({ definition: definition([task("a", quiet)]) }).start();
    expect(whyOf(story().until("2026-03-02 13:00"), "warning")).toMatchObject({ fromWhat: "assigned", duration: "4 working hours" });
    const heard = story().clock("2026-03-02 10:00").when("anna", { type: "AcknowledgeStep", step: "a" }).until("2026-03-02 14:00");
    expect(whyOf(heard, "warning")).toMatchObject({ from: at("2026-03-02 10:00"), fromWhat: "heard", at: at("2026-03-02 14:00") });
  });

  it("counts the first from the moment that was promised, where that brought no word either", () => {
    const until = at("2026-03-03 11:00");
    const story = given({ definition: definition([task("a", quiet)]) })
      .start()
      .when("anna", { type: "CommitTo", step: "a", until })
      .until("2026-03-03 12:00");
    expect(whyOf(story, "warning")).toEqual({ rule: "steps.a.escalation.silent[0]", from: until, fromWhat: "promised" });
  });

  it("names no sum for a silence that a pause moved", () => {
    const story = given({ definition: definition([task("a", quiet)]) })
      .start()
      .clock("2026-03-02 10:00");
    story
      .when("maria", { type: "PauseInstance" })
      .clock("2026-03-04 10:00")
      .when("maria", { type: "ResumeInstance" })
      .until("2026-03-04 17:00");
    const from = at("2026-03-04 13:00");
    expect(whyOf(story, "warning")).toEqual({ rule: "steps.a.escalation.silent[0]", from, fromWhat: "quiet" });
  });

  it("counts what is overdue from the start of its step", () => {
    const escalation = { overdue: [{ after: "0 minutes", warnOwner: true }] };
    const story = given({ definition: definition([task("a", { due: "2 working hours", escalation })]) })
      .start()
      .until("2026-03-02 12:00");
    expect(whyOf(story, "warning")).toMatchObject({ fromWhat: "started", duration: "2 working hours", at: at("2026-03-02 11:00") });
  });

  it("names no sum after a pause, only who was asked when", () => {
    const story = given({ definition: definition([task("a", quiet)]) })
      .start()
      .until("2026-03-02 14:00");
    story.when("maria", { type: "PauseInstance" }).clock("2026-03-05 11:00").when("maria", { type: "ResumeInstance" }).until("2026-03-20");
    expect(whyOf(story, "escalation")).toMatchObject({ from: at("2026-03-02 13:00"), fromWhat: "warned" });
    expect(whyOf(story, "escalation")).not.toHaveProperty("at");
  });
});

describe("why somebody hears that their turn is near", () => {
  it("names the step that is expected to end, the rule that says when, and how long before that they are told", () => {
    const steps = [
      task("a", { due: "2 working days" }),
      task("b", { needs: ["a"], owner: "ben", reminders: { upcoming: "1 working day" } }),
    ];
    const story = given({ definition: definition(steps) })
      .start()
      .until("2026-03-03 17:00");
    expect(whyOf(story, "upcoming")).toEqual({
      rule: "steps.b.reminders.upcoming",
      from: at("2026-03-03 17:00"),
      fromWhat: "expected",
      duration: "1 working day",
      at: at("2026-03-02 17:00"),
      hours: "ben",
      expects: { step: stepKey("a"), rule: "steps.a.due" },
    });
  });
});

describe("why somebody hears that their turn is near although nothing before it is open", () => {
  it("names no step: theirs waits only for what it lacks", () => {
    const steps = [
      task("a", { due: "3 working days" }),
      task("b", { needs: ["a"], owner: "ben", ready: ["size"], reminders: { upcoming: "1 working day" } }),
    ];
    const story = given({ definition: definition(steps, { inputs: [field("size", { required: false, from: whos("ben") })] }) })
      .start()
      .clock("2026-03-02 18:00")
      .when("anna", { type: "CompleteStep", step: "a" })
      .until("2026-03-04");
    expect(whyOf(story, "upcoming")).toEqual({ rule: "steps.b.reminders.upcoming", from: at("2026-03-03 09:00"), fromWhat: "expected" });
  });
});

describe("why a team's lead hears that nobody has taken a step", () => {
  it("counts from when it was there to be taken", () => {
    const story = given({
      definition: definition([task("a", { owner: "team:desk", silence: "4 working hours" })]),
      directory: directory({ teams: [team("desk", ["anna", "ben"], { lead: "lea", assign: "anyone" })] }),
    })
      .start()
      .until("2026-03-02 13:00");
    expect(whyOf(story, "unclaimed")).toMatchObject({ fromWhat: "offered", duration: "4 working hours", at: at("2026-03-02 13:00") });
  });
});
