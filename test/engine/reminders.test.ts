import { describe, expect, it } from "vitest";
import { absence, approval, at, definition, directory, person, task, team } from "../support/builders.ts";
import { given } from "../support/given.ts";

const hours = (from: number, to: number) => ({ mon: [[from * 60, to * 60]], tue: [[from * 60, to * 60]] }) as never;
const reminders = { before: ["4 working hours"], atDue: true, overdue: { every: "1 working day", atMost: 2 } };

describe("reminders", () => {
  it("come before the due date, at it, and after it as often as the definition allows", () => {
    const story = given({ definition: definition([task("a", { due: "2 working days", reminders })]) }).start();
    story.until("2026-03-20");
    expect(story.happened("reminder.queued").map(({ id }) => id)).toEqual(["before[0]", "at-due", "overdue:1", "overdue:2"]);
    expect(story.posted("reminder").map(({ key }) => key)).toEqual([
      `reminder:a:1:before[0]@${at("2026-03-03 13:00")}:thread`,
      `reminder:a:1:at-due@${at("2026-03-04 09:00") - 16 * 3_600_000}:thread`,
      `reminder:a:1:overdue:1@${at("2026-03-04 17:00")}:thread`,
      `reminder:a:1:overdue:2@${at("2026-03-05 17:00")}:thread`,
    ]);
  });

  it("go by DM where the step says so, and name their rule", () => {
    const story = given({
      definition: definition([task("a", { due: "2 working days", notify: "both", reminders: { atDue: true } })]),
    }).start();
    story.until("2026-03-05");
    const [message] = story.posted("reminder");
    expect(message?.audience).toEqual({ to: "person", person: "anna" });
    expect(message?.content.why).toMatchObject({ rule: "steps.a.reminders.at_due", duration: "2 working days" });
  });

  it("move back to the owner's previous closing when they would come outside their hours", () => {
    const people = [person("anna", { hours: hours(9, 12) })];
    const story = given({
      definition: definition([task("a", { calendar: "office", due: "2 working days", reminders: { before: ["4 working hours"] } })]),
      directory: directory({ people, calendars: new Map([["office", { zone: "UTC", hours: hours(9, 17), closed: [], open: [] }]]) }),
    }).start();
    expect(story.work("a").reminder).toMatchObject({ id: "before[0]", at: at("2026-03-03 12:00") });
  });

  it("of a plain phrase come at any hour", () => {
    const story = given({
      definition: definition([task("a", { due: "30 hours", reminders: { before: ["10 hours"], atDue: true } })]),
    }).start();
    expect(story.work("a").reminder?.at).toBe(at("2026-03-03 05:00"));
    story.until("2026-03-03 05:00");
    expect(story.work("a").reminder).toMatchObject({ id: "at-due", at: at("2026-03-03 15:00") });
  });

  it("that are already past when the step starts are dropped", () => {
    const story = given({ definition: definition([task("a", { due: "2 hours", reminders: { before: ["2 hours", "1 hour"] } })]) }).start();
    expect(story.work("a").reminder).toMatchObject({ id: "before[1]", at: at("2026-03-02 10:00") });
  });

  it("are not needed without a due date, without any in the definition, and while nobody has the step", () => {
    const anyone = directory({ teams: [team("triage", ["tina", "tom"], { assign: "anyone" })] });
    const steps = [
      task("a", { reminders }),
      task("b", { due: "1 working day" }),
      task("c", { owner: "team:triage", due: "1 working day", reminders }),
    ];
    const story = given({ definition: definition(steps), directory: anyone }).start();
    expect(["a", "b", "c"].map((key) => story.work(key).reminder)).toEqual([undefined, undefined, undefined]);
  });

  it("of an approval go to those who have not voted", () => {
    const steps = [
      approval("a", { approvers: ["anna", "ben"], quorum: "all", due: "1 working day", notify: "dm", reminders: { atDue: true } }),
    ];
    const story = given({ definition: definition(steps) }).start();
    story.when("anna", { type: "CastVote", step: "a", vote: "approve", revision: 1 }).until("2026-03-04");
    expect(story.happened("reminder.queued").map(({ to }) => to)).toEqual([["ben"]]);
  });

  it("reach the delegate of an absent owner, and the owner where there is none", () => {
    const away = absence(at("2026-03-02 12:00"), at("2026-03-10"));
    const people = [person("anna", { absences: [away], delegate: "ben" as never }), person("dora", { absences: [away] })];
    const steps = [
      task("a", { due: "1 working day", reminders: { atDue: true } }),
      task("b", { owner: "dora", due: "1 working day", reminders: { atDue: true } }),
    ];
    const story = given({ definition: definition(steps), directory: directory({ people }) })
      .start()
      .until("2026-03-04");
    expect(story.happened("reminder.queued").map(({ to }) => to)).toEqual([["ben"], ["dora"]]);
  });

  it("that a late tick finds at night wait for the owner's next opening", () => {
    const story = given({ definition: definition([task("a", { due: "4 working hours", reminders: { atDue: true } })]) }).start();
    story.clock("2026-03-02 23:00").tick();
    expect(story.posted("reminder")).toEqual([]);
    expect(story.wakeAt).toBe(at("2026-03-03 09:00"));
    story.until("2026-03-03 09:00");
    expect(story.posted("reminder")).toHaveLength(1);
  });

  it("reach people at any hour when the case is critical", () => {
    const steps = [task("a", { due: "4 working hours", reminders: { before: ["1 working hour"], atDue: true } })];
    const story = given({ definition: definition(steps, { priority: { fixed: "critical" } }) }).start();
    story.clock("2026-03-02 23:00").tick();
    expect(story.happened("reminder.queued").map(({ id, to }) => [id, to])).toEqual([["at-due", ["anna"]]]);
  });

  it("come once after a long stop, the latest of those that were missed", () => {
    const story = given({ definition: definition([task("a", { due: "1 working day", reminders })]) }).start();
    story.clock("2026-03-18 10:00").tick();
    expect(story.happened("reminder.queued").map(({ id }) => id)).toEqual(["overdue:2"]);
    expect(story.posted("reminder")).toHaveLength(1);
    expect(story.wakeAt).toBeUndefined();
  });

  it("make way, when they are late, for a level that fires for the same step", () => {
    const escalation = { overdue: [{ after: "1 working day", to: "process-owner" }] };
    const story = given({ definition: definition([task("a", { due: "1 working day", reminders, escalation })]) }).start();
    story.clock("2026-03-18 10:00").tick();
    expect(story.happened("reminder.queued").map(({ to }) => to)).toEqual([[]]);
    expect(story.happened("escalation.queued")).toHaveLength(1);
    expect(story.posted("reminder")).toEqual([]);
  });

  it("make way for a warning to the same person", () => {
    const escalation = { overdue: [{ after: "0 minutes", warnOwner: true }] };
    const story = given({
      definition: definition([task("a", { due: "4 working hours", reminders: { atDue: true }, escalation })]),
    }).start();
    story.until("2026-03-02 13:00");
    expect(story.posted("warning")).toHaveLength(1);
    expect(story.posted("reminder")).toEqual([]);
  });

  it("go out beside a level for somebody else that fires at the same time", () => {
    const escalation = { overdue: [{ after: "0 minutes", to: "maria" }] };
    const story = given({
      definition: definition([task("a", { due: "4 working hours", reminders: { atDue: true }, escalation })]),
    }).start();
    story.until("2026-03-02 13:00");
    expect(story.posted("escalation")).toHaveLength(1);
    expect(story.posted("reminder")).toHaveLength(1);
  });
});

describe("who is blocked", () => {
  const steps = [task("a", { due: "1 working day", silence: "4 working hours", reminders })];
  const block = { type: "BlockStep", step: "a", reason: "No answer", on: "customer" } as const;

  it("gets no reminders of what is due, and is asked to chase every silence", () => {
    const story = given({ definition: definition(steps) })
      .start()
      .when("anna", block);
    expect(story.work("a").silentAt).toBeUndefined();
    story.until("2026-03-03 14:00");
    expect(story.happened("reminder.queued").map(({ id }) => id)).toEqual(["chase", "chase", "chase"]);
    expect(new Set(story.posted("reminder").map(({ key }) => key)).size).toBe(3);
  });

  it("is asked to chase at the time they gave, and every silence after it", () => {
    const story = given({ definition: definition(steps) })
      .start()
      .when("anna", { ...block, until: at("2026-03-04 20:00") });
    expect(story.work("a").reminder).toEqual({ id: "chase", at: at("2026-03-05 09:00"), rule: "steps.a" });
    story.until("2026-03-05 09:00");
    expect(story.work("a").reminder).toMatchObject({ at: at("2026-03-05 13:00"), rule: "steps.a.silence" });
  });

  it("is asked to chase at the time they gave, once, where no silence is declared", () => {
    const story = given({ definition: definition([task("a", { due: "1 working day" })]) })
      .start()
      .when("anna", { ...block, until: at("2026-03-04 20:00") });
    story.until("2026-03-09 09:00");
    expect(story.happened("reminder.queued").map(({ id }) => id)).toEqual(["chase"]);
    expect(story.posted("reminder")).toHaveLength(1);
  });

  it("is not asked to chase where nothing says when", () => {
    for (const silence of [undefined, "0 minutes"]) {
      const step = task("a", silence === undefined ? {} : { silence });
      const story = given({ definition: definition([step]) })
        .start()
        .when("anna", block);
      expect(story.work("a").reminder).toBeUndefined();
    }
  });

  it("is reminded of what is due again once the block is lifted", () => {
    const story = given({ definition: definition(steps) })
      .start()
      .when("anna", block)
      .clock("2026-03-02 15:00");
    story.when("anna", { type: "UnblockStep", step: "a" });
    expect(story.work("a")).toMatchObject({ status: "active", heardAt: at("2026-03-02 15:00"), silentAt: at("2026-03-03 11:00") });
    expect(story.work("a").reminder?.id).toBe("at-due");
  });
});
