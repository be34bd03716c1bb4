import { describe, expect, it } from "vitest";
import { absence, at, definition, directory, person, task, team, whos } from "../support/builders.ts";
import { given, type Story } from "../support/given.ts";

const sales = team("sales", ["anna", "ben"], { lead: "lea" });
const org = directory({ teams: [sales] });
const ladder = [
  { after: "0 minutes", warnOwner: true },
  { after: "4 working hours", to: "step-team-lead", offer: ["extend"] },
  { after: "1 working day", to: "process-owner", offer: ["extend"] },
];
const silent = { silence: "4 working hours", escalation: { silent: ladder } };
const levels = (story: Story) =>
  story.events.flatMap(({ at: when, body }) =>
    body.type === "warning.queued" || body.type === "escalation.queued" ? [[body.level, body.to.join(), when]] : [],
  );
const skipped = (story: Story) => story.happened("level.skipped").map(({ level, why }) => [level, why]);
const blocked = { type: "BlockStep", step: "a", reason: "No answer", on: "customer" } as const;

describe("a ladder", () => {
  it("warns the owner in private, then asks the lead, then the process owner, each wait in the hours of whoever was asked before", () => {
    const steps = [task("a", { owner: "team:sales", notify: "both", ...silent })];
    const story = given({ definition: definition(steps), directory: org })
      .start()
      .until("2026-03-20");
    expect(levels(story)).toEqual([
      [1, "anna", at("2026-03-02 13:00")],
      [2, "lea", at("2026-03-02 17:00")],
      [3, "maria", at("2026-03-03 17:00")],
    ]);
    expect(story.posted("warning").map(({ key, audience }) => [key, audience])).toEqual([
      ["warning:a:1:1:1:anna", { to: "person", person: "anna" }],
    ]);
    expect(story.posted("escalation").map(({ key, content }) => [key, content.detail])).toEqual([
      ["escalation:a:1:1:2:thread", true],
      ["escalation:a:1:1:2:dm:lea", true],
      ["escalation:a:1:1:3:thread", true],
      ["escalation:a:1:1:3:dm:maria", true],
    ]);
    expect(story.posted("escalation")[0]?.content.why).toEqual({
      rule: "steps.a.escalation.silent[1]",
      from: at("2026-03-02 13:00"),
      fromWhat: "warned",
      duration: "4 working hours",
      at: at("2026-03-02 17:00"),
      hours: "anna",
    });
    expect(story.step("a").episode).toMatchObject({ level: 3, nextAt: undefined });
    expect(story.wakeAt).toBeUndefined();
  });

  it("says what was waited for: silence since the last word, and the time of a level that reached nobody", () => {
    const steps = [task("a", { owner: "team:sales", ...silent })];
    const story = given({
      definition: definition(steps),
      directory: directory({ teams: [team("sales", ["lea", "anna"], { lead: "lea" })] }),
    })
      .start()
      .until("2026-03-20");
    const start = at("2026-03-02 09:00");
    expect(story.posted("warning")[0]?.content.why).toMatchObject({ from: start, duration: "4 working hours", at: at("2026-03-02 13:00") });
    expect(skipped(story)[0]).toEqual([2, "Whoever it names owns the step."]);
    expect(story.posted("escalation")[0]?.content.why).toMatchObject({
      rule: "steps.a.escalation.silent[2]",
      from: at("2026-03-02 13:00"),
      duration: "4 working hours",
      at: at("2026-03-02 17:00"),
    });
  });

  it("does not tell a watcher who owns the step of its silence once more: they were warned", () => {
    const watchers = whos(["anna", "cora"]);
    const story = given({ definition: definition([task("a", { owner: "anna", ...silent })], { watchers }) })
      .start()
      .until("2026-03-02 18:00");
    expect(story.posted("warning").map(({ audience }) => audience)).toEqual([{ to: "person", person: "anna" }]);
    const told = story.posted("told").filter(({ content }) => content.what === "escalated");
    expect(told.map(({ audience }) => audience)).toEqual([{ to: "person", person: "cora" }]);
  });

  it("counts from the promised time where somebody promised one", () => {
    const story = given({ definition: definition([task("a", { owner: "anna", ...silent })]) })
      .start()
      .when("anna", { type: "CommitTo", step: "a", until: at("2026-03-03 10:00") })
      .until("2026-03-03 10:00");
    expect(story.posted("warning")[0]?.content.why).toMatchObject({ from: at("2026-03-03 10:00"), fromWhat: "promised" });
  });

  it("tells those it informs in summary, and the watchers that somebody was asked", () => {
    const escalation = { overdue: [{ after: "1 working day", to: "maria", inform: ["ben", "maria"] }] };
    const story = given({ definition: definition([task("a", { due: "1 working day", escalation })], { watchers: [] }) }).start();
    story.when("maria", { type: "ChangeWatchers", add: ["cora" as never, "ben" as never] }).until("2026-03-05");
    expect(story.posted("escalation").map(({ key, content }) => [key, content.detail])).toEqual([
      ["escalation:a:1:1:1:thread", true],
      ["inform:a:1:1:1:ben", false],
    ]);
    expect(
      story
        .posted("told")
        .filter(({ content }) => content.what === "escalated")
        .map(({ audience }) => audience),
    ).toEqual([{ to: "person", person: "cora" }]);
  });

  it("delivers a working phrase at the recipient's next opening, and a plain one at any hour", () => {
    const late = [{ after: "30 minutes", to: "maria" }];
    const working = [{ after: "0 minutes", to: "maria" }];
    const steps = [
      task("a", { due: "10 hours", escalation: { overdue: late } }),
      task("b", { owner: "ben", silence: "8 working hours", escalation: { silent: working } }),
    ];
    const maria = person("maria", { hours: { tue: [[600, 720]] } as never });
    const story = given({ definition: definition(steps), directory: directory({ people: [maria] }) })
      .start()
      .until("2026-03-05");
    expect(levels(story)).toEqual([
      [1, "maria", at("2026-03-02 19:30")],
      [1, "maria", at("2026-03-03 10:00")],
    ]);
  });

  it("reaches several people in the first hour they all work, or any of them where their hours never meet", () => {
    const escalation = { silent: [{ after: "0 minutes", to: ["lea", "maria"] }] };
    const when = (lea: object, maria: object) => {
      const people = [person("lea", { hours: lea as never }), person("maria", { hours: maria as never })];
      const steps = [task("a", { silence: "8 working hours", escalation })];
      return levels(
        given({ definition: definition(steps), directory: directory({ people }) })
          .start()
          .until("2026-03-12"),
      )[0]?.[2];
    };
    expect(when({ tue: [[540, 720]] }, { tue: [[600, 720]] })).toBe(at("2026-03-03 10:00"));
    expect(when({ tue: [[540, 600]] }, { wed: [[600, 720]] })).toBe(at("2026-03-03 09:00"));
  });

  it("reaches people at any hour when the block is critical", () => {
    const escalation = { blocked: [{ after: "0 minutes", to: "maria" }] };
    const story = given({ definition: definition([task("a", { escalation })]) })
      .start()
      .clock("2026-03-02 22:00");
    story.when("anna", { ...blocked, urgency: "critical", until: at("2026-03-05") }).tick();
    expect(levels(story)).toEqual([[1, "maria", at("2026-03-02 22:00")]]);
  });

  it("skips a level for the owner, for whoever was asked before, and for the absent without a delegate: the next fires at once", () => {
    const gone = person("cora", { absences: [absence(at("2026-01-01"), at("2027-01-01"))] });
    const levelsOf = [
      { after: "0 minutes", to: "ben" },
      { to: "anna" },
      { to: "ben" },
      { to: "cora" },
      { to: "nobody" },
      { after: "1 working day", to: "maria" },
    ];
    const escalation = { silent: levelsOf.map((level) => ({ after: "1 working hour", ...level })) };
    const steps = [task("a", { silence: "4 working hours", escalation })];
    const story = given({ definition: definition(steps), directory: directory({ people: [gone] }) })
      .start()
      .until("2026-03-20");
    expect(levels(story)).toEqual([
      [1, "ben", at("2026-03-02 13:00")],
      [6, "maria", at("2026-03-02 14:00")],
    ]);
    expect(skipped(story)).toEqual([
      [2, "Whoever it names owns the step."],
      [3, "Whoever it names was asked before."],
      [4, "Whoever it names is absent, without a delegate."],
      [5, "It names nobody who is known."],
    ]);
  });

  it("asks the delegate of an absent addressee", () => {
    const gone = person("lea", { absences: [absence(at("2026-01-01"), at("2027-01-01"))], delegate: "ben" as never });
    const escalation = { silent: [{ after: "0 minutes", to: "lea" }] };
    const steps = [task("a", { silence: "4 working hours", escalation })];
    const story = given({ definition: definition(steps), directory: directory({ people: [gone] }) })
      .start()
      .until("2026-03-05");
    expect(levels(story)).toEqual([[1, "ben", at("2026-03-02 13:00")]]);
  });

  it("ends with the process owner when its last level reaches nobody, and with the admins when they are the owner", () => {
    const escalation = { silent: [{ after: "0 minutes", to: "nobody", offer: ["extend"] }] };
    const lastOf = (owner: string) =>
      given({ definition: definition([task("a", { owner, silence: "4 working hours", escalation })]) })
        .start()
        .until("2026-03-05");
    expect(levels(lastOf("anna"))).toEqual([[2, "maria", at("2026-03-02 13:00")]]);
    expect(levels(lastOf("maria"))).toEqual([[2, "xavier", at("2026-03-02 13:00")]]);
    expect(lastOf("anna").step("a").episode).toMatchObject({ level: 2, nextAt: undefined });
  });

  it("ends when the process owner was asked before, or nobody is left, and says so once", () => {
    const asked = {
      silent: [
        { after: "0 minutes", to: "maria" },
        { after: "1 working hour", to: "nobody" },
      ],
    };
    const story = given({ definition: definition([task("a", { silence: "4 working hours", escalation: asked })]) })
      .start()
      .until("2026-03-05");
    expect(skipped(story).at(-1)).toEqual([3, "The process owner was asked before."]);
    expect(
      story
        .posted("told")
        .filter(({ content }) => content.what === "ladder-ended")
        .map(({ audience }) => audience),
    ).toEqual([{ to: "person", person: "maria" }]);
    const nobody = { silent: [{ after: "0 minutes", to: "nobody" }] };
    const away = [absence(at("2026-01-01"), at("2027-01-01"))];
    const people = [person("xavier", { absences: away })];
    const alone = given({
      definition: definition([task("a", { owner: "maria", silence: "4 working hours", escalation: nobody })]),
      directory: directory({ people }),
    });
    expect(skipped(alone.start().until("2026-03-05")).at(-1)).toEqual([2, "There is nobody left to ask."]);
  });

  it("fires one level a tick, and the next at once when nothing lies between", () => {
    const escalation = {
      silent: [
        { after: "0 minutes", warnOwner: true },
        { after: "0 minutes", to: "ben" },
      ],
    };
    const story = given({ definition: definition([task("a", { silence: "4 working hours", escalation })]) }).start();
    story.clock("2026-03-02 13:00").tick();
    expect(levels(story)).toHaveLength(1);
    expect(story.wakeAt).toBe(story.now);
    story.tick();
    expect(levels(story)).toHaveLength(2);
  });

  it("catches up after a long stop one level at a time, its waits counted from when a level really fired", () => {
    const story = given({ definition: definition([task("a", { owner: "team:sales", ...silent })]), directory: org }).start();
    story.clock("2026-03-16 10:00").tick().tick();
    expect(levels(story)).toEqual([[1, "anna", at("2026-03-16 10:00")]]);
    expect(story.wakeAt).toBe(at("2026-03-16 14:00"));
  });

  it("waits for the morning when the tick comes at night, and moves when hours or absences changed meanwhile", () => {
    const story = given({ definition: definition([task("a", { owner: "team:sales", ...silent })]), directory: org }).start();
    story.until("2026-03-02 13:00").clock("2026-03-02 23:00").tick();
    expect(story.happened("level.replanned").map(({ nextAt }) => nextAt)).toEqual([at("2026-03-03 09:00")]);
    story.directory = directory({ teams: [sales], people: [person("lea", { hours: { wed: [[540, 720]] } as never })] });
    story.tick();
    expect(story.wakeAt).toBe(at("2026-03-04 09:00"));
    story.directory = directory({ teams: [sales], people: [person("lea", { absences: [absence(at("2026-03-01"), at("2026-03-30"))] })] });
    story.until("2026-03-04 09:00");
    expect(levels(story).at(-1)).toEqual([3, "maria", at("2026-03-04 09:00")]);
  });

  it("is brought forward to any hour once the case is critical", () => {
    const story = given({ definition: definition([task("a", { owner: "team:sales", ...silent })]), directory: org }).start();
    story.until("2026-03-02 13:00").clock("2026-03-02 18:00");
    story.directory = directory({ teams: [sales], people: [person("lea", { hours: { wed: [[540, 720]] } as never })] });
    story.tick().when("maria", { type: "SetPriority", priority: "critical" }).tick();
    expect(levels(story).at(-1)).toEqual([2, "lea", at("2026-03-02 18:00")]);
  });
});
