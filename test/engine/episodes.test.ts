import { describe, expect, it } from "vitest";
import { closeEpisode, easeCause, openCause } from "../../src/engine/episodes.ts";
import { beginHappening } from "../../src/engine/happening.ts";
import type { InstanceCommand } from "../../src/engine/messages/command.ts";
import { absence, action, approval, at, definition, directory, field, person, stepKey, task, team } from "../support/builders.ts";
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
      duration: "4 working hours",
      at: at("2026-03-02 17:00"),
    });
    expect(story.step("a").episode).toMatchObject({ level: 3, nextAt: undefined });
    expect(story.wakeAt).toBeUndefined();
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
      [2, "Whoever it names owns the step, or was asked before."],
      [3, "Whoever it names owns the step, or was asked before."],
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

describe("one episode a step", () => {
  const both = {
    due: "1 working day",
    silence: "4 working hours",
    escalation: {
      silent: ladder,
      overdue: [
        { after: "1 working hour", to: "ben" },
        { after: "1 working hour", to: "maria" },
      ],
    },
  };

  it("is joined by a second cause, which restarts nothing and repeats no level", () => {
    const story = given({ definition: definition([task("a", { owner: "team:sales", ...both })]), directory: org })
      .start()
      .until("2026-03-02 17:00");
    expect(story.step("a").episode).toMatchObject({ n: 1, causes: [{ trigger: "silent" }, { trigger: "overdue" }], level: 2 });
    story.until("2026-03-20");
    expect(levels(story).map(([level, to]) => [level, to])).toEqual([
      [1, "anna"],
      [2, "lea"],
      [3, "maria"],
    ]);
    expect(story.happened("episode.opened")).toHaveLength(1);
  });

  it("goes on with the ladder of the cause that remains, at the level it had reached", () => {
    const story = given({ definition: definition([task("a", { owner: "team:sales", ...both })]), directory: org })
      .start()
      .until("2026-03-02 17:00");
    story.clock("2026-03-03 09:00").when("anna", { type: "AcknowledgeStep", step: "a" });
    expect(story.step("a").episode?.causes.map(({ trigger }) => trigger)).toEqual(["overdue"]);
    expect(story.happened("episode.closed")).toEqual([]);
    story.when("maria", { type: "ExtendStep", step: "a", until: at("2026-03-06 12:00") });
    expect(story.step("a").episode).toBeUndefined();
  });

  it("repeats no level of another ladder: the one after those that fired comes next", () => {
    const story = given({
      definition: definition([task("a", { owner: "team:sales", ...both, due: "5 working hours" })]),
      directory: org,
    }).start();
    story.until("2026-03-02 14:00").when("anna", { type: "AcknowledgeStep", step: "a" });
    expect(story.wakeAt).toBe(at("2026-03-02 14:00"));
    story.tick();
    expect(levels(story).at(-1)).toEqual([2, "maria", at("2026-03-02 14:00")]);
  });

  it("begins anew at level 1 once it has closed", () => {
    const story = given({ definition: definition([task("a", { owner: "team:sales", ...silent })]), directory: org })
      .start()
      .until("2026-03-02 13:00");
    story.when("anna", { type: "AcknowledgeStep", step: "a" });
    expect(story.happened("episode.closed")).toEqual([{ type: "episode.closed", step: "a", n: 1 }]);
    story.until("2026-03-02 17:00");
    expect(story.step("a").episode).toMatchObject({ n: 2, level: 1 });
  });

  it("is brought forward by a critical block that joins it", () => {
    const escalation = {
      silent: [
        { after: "0 minutes", to: "lea" },
        { after: "1 working hour", to: "maria" },
      ],
      blocked: [{ after: "0 minutes", to: "ben" }],
    };
    const story = given({
      definition: definition([
        task("a", { silence: "8 working hours", due: "1 working hour", escalation: { ...escalation, overdue: escalation.silent } }),
      ]),
    }).start();
    story
      .until("2026-03-02 16:30")
      .clock("2026-03-02 18:00")
      .when("anna", { ...blocked, urgency: "critical" });
    expect(story.step("a").episode?.causes.map(({ trigger }) => trigger)).toEqual(["overdue", "blocked"]);
    expect(story.rejection).toBeUndefined();
  });

  it("holds nothing where the definition has no ladder, and easing what is not there does nothing", () => {
    const story = given({ definition: definition([task("a", { silence: "4 working hours" })]) })
      .start()
      .until("2026-03-20");
    expect(story.step("a").episode).toBeUndefined();
    const h = beginHappening(story.definition, story.instance, { type: "Tick" } as InstanceCommand, {
      now: story.now,
      directory: story.directory,
      load: new Map(),
    });
    openCause(h, stepKey("a"), "silent", story.now);
    easeCause(h, stepKey("a"), "silent");
    closeEpisode(h, stepKey("a"));
    expect(h.events).toEqual([]);
  });

  it("is not opened twice for one cause, and closes with all of them", () => {
    const story = given({ definition: definition([task("a", { owner: "team:sales", ...both })]), directory: org })
      .start()
      .until("2026-03-02 17:00");
    const h = beginHappening(story.definition, story.instance, { type: "Tick" } as InstanceCommand, {
      now: story.now,
      directory: org,
      load: new Map(),
    });
    openCause(h, stepKey("a"), "silent", story.now);
    expect(h.events).toEqual([]);
    closeEpisode(h, stepKey("a"));
    expect(h.events.map(({ body }) => body.type)).toEqual(["episode.eased", "episode.eased", "episode.closed"]);
  });
});

describe("a blocked step", () => {
  const escalation = {
    blocked: [
      { after: "0 minutes", warnOwner: true },
      { after: "0 minutes", to: "step-team-lead" },
      { after: "1 working day", to: "maria" },
    ],
  };
  const start = () =>
    given({ definition: definition([task("a", { owner: "team:sales", silence: "8 working hours", escalation })]), directory: org }).start();

  it("escalates at once, and does not warn the owner who reported the block", () => {
    const story = start().when("anna", blocked).tick();
    expect(levels(story)).toEqual([[2, "lea", at("2026-03-02 09:00")]]);
    expect(skipped(story)).toEqual([[1, "The owner reported the block."]]);
  });

  it("warns the owner of a block that somebody else reported", () => {
    const story = start()
      .when("lea", { ...blocked, note: "They called me" })
      .tick();
    expect(levels(story)).toEqual([[1, "anna", at("2026-03-02 09:00")]]);
  });

  it("with a known time and normal urgency escalates then; with any other at once", () => {
    const until = at("2026-03-04 10:00");
    const story = start().when("anna", { ...blocked, until });
    expect(story.wakeAt).toBe(until);
    story.until(until);
    expect(levels(story)).toEqual([[2, "lea", until]]);
    expect(
      levels(
        start()
          .when("anna", { ...blocked, until, urgency: "urgent" })
          .tick(),
      ),
    ).toHaveLength(1);
  });

  it("that failed without an owner escalates, too", () => {
    const steps = [
      action("a", {
        action: { do: "post", message: "m" },
        escalation: {
          blocked: [
            { after: "0 minutes", warnOwner: true },
            { after: "0 minutes", to: "maria" },
          ],
        },
      }),
    ];
    const story = given({ definition: definition(steps) }).start();
    story.when({ kind: "system", id: "queue" }, { type: "ReportActionResult", step: "a", ok: false, detail: "Refused" }).tick();
    expect(levels(story)).toEqual([[2, "maria", at("2026-03-02 09:00")]]);
    expect(skipped(story)).toEqual([[1, "Nobody has the step yet."]]);
  });
});

describe("approvals and teams", () => {
  it("an unanswered approval warns those who have not voted, as its owners", () => {
    const escalation = {
      unanswered: [
        { after: "0 minutes", warnOwner: true },
        { after: "1 working day", to: ["ben", "maria"] },
      ],
    };
    const steps = [approval("a", { approvers: ["anna", "ben"], quorum: "all", silence: "4 working hours", escalation })];
    const story = given({ definition: definition(steps) })
      .start()
      .when("anna", { type: "CastVote", step: "a", vote: "approve", revision: 1 });
    story.until("2026-03-20");
    expect(levels(story).map(([level, to]) => [level, to])).toEqual([
      [1, "ben"],
      [2, "maria"],
    ]);
    expect(story.step("a").episode?.causes[0]?.trigger).toBe("unanswered");
  });

  it("skips the warning when its owner is absent without a delegate", () => {
    const gone = person("anna", { absences: [absence(at("2026-03-02 10:00"), at("2027-01-01"))] });
    const story = given({
      definition: definition([task("a", { owner: "anna", ...silent })]),
      directory: directory({ people: [gone] }),
    }).start();
    story.until("2026-03-02 13:00");
    expect(skipped(story)[0]).toEqual([1, "The owner is absent, without a delegate."]);
  });

  it("a step that nobody of the team takes is brought to its lead once, in the lead's hours", () => {
    const anyone = team("triage", ["tina", "tom"], { assign: "anyone", lead: "lea" });
    const lea = person("lea", { hours: { tue: [[600, 720]] } as never });
    const steps = [task("a", { owner: "team:triage", ...silent })];
    const story = given({ definition: definition(steps), directory: directory({ teams: [anyone], people: [lea] }) })
      .start()
      .until("2026-03-20");
    expect(story.happened("unclaimed.warned").map(({ to }) => to)).toEqual([[], ["lea"]]);
    expect(story.posted("unclaimed").map(({ key }) => key)).toEqual(["unclaimed:a:1:lea"]);
    expect(story.events.find(({ body }) => body.type === "unclaimed.warned" && body.to.length > 0)?.at).toBe(at("2026-03-03 10:00"));
    expect(story.step("a").episode).toBeUndefined();
  });
});

describe("a step that is not ready", () => {
  const steps = [
    task("a", { ready: ["contact"], silence: "4 working hours", escalation: { unready: [{ after: "2 working days", to: "ben" }] } }),
  ];
  const needing = definition(steps, { inputs: [field("contact", { required: false, from: [{ who: "address", address: "dora" }] })] });

  it("asks whoever the input comes from, reminds them, and climbs the ladder", () => {
    const story = given({ definition: needing, directory: directory({ people: ["dora"] }) })
      .start()
      .until("2026-03-20");
    expect(story.happened("unready.reminded").filter(({ to }) => to.length > 0)).toHaveLength(1);
    expect(levels(story)).toEqual([[1, "ben", at("2026-03-03 17:00")]]);
  });

  it("reminds them in their hours", () => {
    const story = given({ definition: needing, directory: directory({ people: ["dora"] }) })
      .start()
      .clock("2026-03-02 22:00")
      .tick();
    expect(story.happened("unready.reminded").at(-1)).toMatchObject({ to: [], remindAt: at("2026-03-03 09:00") });
  });
});
