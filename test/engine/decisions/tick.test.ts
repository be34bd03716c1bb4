import { describe, expect, it } from "vitest";
import { at, definition, directory, field, person, task, team, wait } from "../../support/builders.ts";
import { given } from "../../support/given.ts";

const reminders = { before: ["2 working hours", "3 hours"], atDue: true, overdue: { every: "1 working day", atMost: 2 } };

describe("a pause", () => {
  it("does not exist while a case is paused, nor once it has ended", () => {
    const story = given({ definition: definition([task("a", { due: "1 working day", reminders })]) }).start();
    expect(story.when("maria", { type: "PauseInstance" }).wakeAt).toBeUndefined();
    story.clock("2026-03-20").tick();
    expect(story.last.events).toEqual([]);
    story.when("maria", { type: "ResumeInstance" }).when("anna", { type: "CompleteStep", step: "a" });
    expect(story.wakeAt).toBeUndefined();
  });

  it("keeps what was left of a relative clock over a pause, and fires once what passed at an absolute time", () => {
    const steps = [
      task("a", {
        due: "2 working days",
        silence: "1 working day",
        reminders: { atDue: true },
        escalation: {
          silent: [
            { after: "0 minutes", to: "maria" },
            { after: "1 working day", to: "ben" },
          ],
        },
      }),
      task("b", { owner: "ben", due: "10 hours", silence: "20 hours" }),
      task("c", { owner: "ben", silence: "4 working hours" }),
      task("d", { owner: "team:triage", silence: "4 working hours" }),
      task("e", { ready: ["contact"], silence: "1 working day", escalation: { unready: [{ after: "2 working days", to: "ben" }] } }),
    ];
    const inputs = [field("contact", { required: false })];
    const setup = definition(steps, { inputs, target: { duration: { kind: "working-days", days: 3 } } });
    const story = given({
      definition: setup,
      directory: directory({ teams: [team("triage", ["tina"], { assign: "anyone", lead: "lea" })] }),
    }).start();
    story.when("ben", { type: "CommitTo", step: "c", until: at("2026-03-02 16:00") });
    story.clock("2026-03-02 13:00").when("ben", { type: "BlockStep", step: "b", reason: "x", on: "other", until: at("2026-03-03 10:00") });
    story.when("maria", { type: "PauseInstance" }).clock("2026-03-05 13:00").when("maria", { type: "ResumeInstance" });
    expect(story.work("a")).toMatchObject({
      dueAt: at("2026-03-06 17:00"),
      silentAt: at("2026-03-05 17:00"),
      reminder: { at: at("2026-03-06 17:00") },
    });
    expect(story.work("b")).toMatchObject({ dueAt: at("2026-03-05 19:00"), reminder: { at: at("2026-03-03 10:00") } });
    expect(story.work("c").silentAt).toBe(at("2026-03-02 16:00"));
    expect(story.work("d").silentAt).toBe(at("2026-03-02 13:00"));
    expect(story.step("e")).toMatchObject({ unready: { remindAt: at("2026-03-05 17:00") }, episode: { nextAt: at("2026-03-06 17:00") } });
    expect(story.instance.targetAt).toBe(at("2026-03-09 17:00"));
    story.tick();
    expect(story.happened("commitment.settled")).toMatchObject([{ step: "c", state: "missed" }]);
    expect(story.happened("reminder.queued").map(({ id }) => id)).toEqual(["chase"]);
  });

  it("keeps what was left of a level, and of a repeat", () => {
    const steps = [
      task("a", {
        silence: "2 working hours",
        escalation: {
          silent: [
            { after: "0 minutes", warnOwner: true },
            { after: "2 working hours", to: "maria" },
          ],
        },
      }),
      task("b", { owner: "ben", repeat: { every: "30 minutes", until: "a" } }),
    ];
    const story = given({ definition: definition(steps) })
      .start()
      .until("2026-03-02 12:00")
      .when("ben", { type: "CompleteStep", step: "b" });
    expect(story.wakeAt).toBe(at("2026-03-02 12:30"));
    story.when("maria", { type: "PauseInstance" }).clock("2026-03-03 12:00").when("maria", { type: "ResumeInstance" });
    expect(story.step("a").episode?.nextAt).toBe(at("2026-03-03 13:00"));
    expect(story.step("b")).toMatchObject({ repeatAt: at("2026-03-03 12:30") });
    story.until("2026-03-03 12:30");
    expect(story.step("b")).toMatchObject({ status: "active", pass: 2 });
  });
});

describe("a tick", () => {
  it("ends a wait whose date has come", () => {
    const steps = [
      wait("a", { waitFor: { until: "day" }, due: "1 working day", reminders: { overdue: { every: "1 working day", atMost: 9 } } }),
    ];
    const story = given({ definition: definition(steps, { inputs: [field("day", { type: "date" })] }) });
    story.start("sam", { inputs: { day: "2026-03-03" } }).until("2026-03-03 09:00");
    expect(story.instance.status).toBe("completed");
    expect(story.posted("reminder")).toEqual([]);
  });

  it("with nothing due changes nothing", () => {
    const story = given({ definition: definition([task("a", { due: "1 working day", reminders })]) })
      .start()
      .clock("2026-03-02 09:30")
      .tick();
    expect(story.last.events).toEqual([]);
    expect(story.last.effects).toEqual([]);
  });

  it("tells the planned owner that their turn is near, once, by the forecast of the steps before it", () => {
    const steps = [
      task("a", { due: "3 working days" }),
      task("b", { owner: "ben", needs: ["a"], reminders: { upcoming: "1 working day" } }),
    ];
    const story = given({ definition: definition(steps) }).start();
    expect(story.step("b")).toMatchObject({ upcomingAt: at("2026-03-03 17:00") });
    story.until("2026-03-20");
    expect(story.posted("upcoming").map(({ key, audience }) => [key, audience])).toEqual([
      ["upcoming:b:1:ben", { to: "person", person: "ben" }],
    ]);
  });

  it("tells them later when the steps before were extended, and in their hours when it is late", () => {
    const steps = [
      task("a", { due: "3 working days" }),
      task("b", { owner: "ben", needs: ["a"], reminders: { upcoming: "1 working day" } }),
    ];
    const story = given({ definition: definition(steps) })
      .start()
      .when("maria", { type: "ExtendStep", step: "a", until: at("2026-03-12 12:00") });
    story.until("2026-03-05");
    expect(story.posted("upcoming")).toEqual([]);
    expect(story.wakeAt).toBe(at("2026-03-11 12:00"));
    story.clock("2026-03-11 22:00").tick();
    expect(story.wakeAt).toBe(at("2026-03-12 09:00"));
    story.until("2026-03-12 09:00");
    expect(story.posted("upcoming")).toHaveLength(1);
  });

  it("tells of a turn that a plain phrase brings near at any hour, and whoever stands in", () => {
    const away = person("ben", {
      delegate: "cora" as never,
      absences: [{ from: at("2026-03-01"), until: at("2026-03-09"), source: "declared", delegate: undefined }],
    });
    const steps = [task("a", { due: "20 hours" }), task("b", { owner: "ben", needs: ["a"], reminders: { upcoming: "1 hour" } })];
    const story = given({ definition: definition(steps), directory: directory({ people: [away] }) })
      .start()
      .until("2026-03-03 04:00");
    expect(story.happened("upcoming.queued").map(({ to }) => to)).toEqual(["cora"]);
  });
});
