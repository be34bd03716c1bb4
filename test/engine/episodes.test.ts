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
    expect(story.posted("unclaimed").map(({ audience }) => audience)).toEqual([{ to: "person", person: "lea" }]);
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
