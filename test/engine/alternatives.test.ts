import { describe, expect, it } from "vitest";
import type { Alternative, MessageTemplate } from "../../src/engine/definition.ts";
import { predict } from "../../src/engine/predict.ts";
import {
  alternative,
  approval,
  at,
  definition,
  directory,
  duration,
  field,
  personId,
  stepKey,
  task,
  team,
  who,
  whos,
} from "../support/builders.ts";
import { type Act, given, type Story } from "../support/given.ts";

const org = directory({ teams: [team("sales", ["anna", "ben"], { lead: "lea" })] });
const offers: Readonly<Record<string, Alternative>> = {
  ...alternative("reassign", { do: "reassign", to: undefined }),
  ...alternative("to-ben", { do: "reassign", to: whos("team:sales") }),
  ...alternative("extend", { do: "extend", by: undefined }),
  ...alternative("extend-2", { do: "extend", by: duration("2 working days") }),
  ...alternative("wait", { do: "wait", on: "other", for: undefined, message: undefined }),
  ...alternative("wait-3", { do: "wait", on: "customer", for: duration("3 working days"), message: "question" }),
  ...alternative("wait-plain", { do: "wait", on: "vendor", for: duration("48 hours"), message: undefined }),
  ...alternative("skip", { do: "skip", approval: [] }),
  ...alternative("skip-agreed", { do: "skip", approval: whos("process-owner") }),
  ...alternative("skip-nobody", { do: "skip", approval: whos("nobody") }),
  ...alternative("parallel", { do: "parallel", steps: [stepKey("c"), stepKey("b")] }),
  ...alternative("note", { do: "note", text: "Agreed for {{ case_id }}", resume: false }),
  ...alternative("resume", { do: "note", text: "Go on", resume: true }),
  ...alternative("start", { do: "start", start: "other" as never, with: {} }),
  ...alternative("cancel", { do: "cancel" }),
};
const question: MessageTemplate = { id: "question", to: [], approve: [who("step-team-lead"), who("ben")], text: "One decision, please" };
const offer = Object.keys(offers);
const levels = [
  { after: "1 working hour", to: "step-team-lead", offer },
  { after: "1 working day", to: "process-owner", offer },
];
const escalation = {
  silent: levels,
  overdue: levels,
  blocked: [{ after: "0 minutes", to: "step-team-lead", offer }, ...levels],
  unready: levels,
  unanswered: levels,
};

const case_ = (words: Parameters<typeof task>[1] = {}, overrides: Parameters<typeof definition>[1] = {}): Story =>
  given({
    definition: definition(
      [
        task("a", { owner: "team:sales", due: "2 working days", silence: "4 working hours", escalation, ...words }),
        task("b", { title: "Kickoff", owner: "ben", needs: ["a"], due: "1 working day" }),
        task("c", { owner: "ben", needs: ["b"], due: "1 working day" }),
      ],
      { alternatives: offers, messages: { question }, ...overrides },
    ),
    directory: org,
  });

const pick = (id: string, args?: object, episode = 1): Act =>
  ({ type: "PickAlternative", step: "a", episode, alternative: id, ...(args === undefined ? {} : { args }) }) as Act;
/** Silent since 13:00, its lead asked at 14:00. */
const silent = (words: Parameters<typeof task>[1] = {}, overrides: Parameters<typeof definition>[1] = {}) =>
  case_(words, overrides).start().until("2026-03-02 14:00");
const blocked = () =>
  case_().start().when("anna", { type: "BlockStep", step: "a", reason: "No answer", on: "customer", onWhom: "Acme" }).tick();
const unready = () =>
  case_({ ready: ["contact"] }, { inputs: [field("contact", { required: false, from: [who("ben")] })] })
    .start()
    .until("2026-03-02 10:00");
const foresee = (story: Story, id: string, by = "lea", args = {}) =>
  predict(
    story.definition,
    story.instance,
    { now: story.now, directory: org, load: new Map() },
    { step: stepKey("a"), alternative: id, by: personId(by), args },
  );

describe("the first valid click", () => {
  it("carries the alternative out, and answers the episode", () => {
    const story = silent().when("lea", pick("extend-2"));
    expect(story.happened("alternative.picked")).toMatchObject([{ alternative: "extend-2", by: "lea", episode: 1, args: {} }]);
    expect(story.work("a")).toMatchObject({ dueAt: at("2026-03-05 17:00"), silentAt: at("2026-03-03 10:00"), episode: undefined });
  });

  it("wins: a later one is told who chose what", () => {
    const story = silent().when("lea", pick("extend-2"));
    expect(story.when("maria", pick("cancel", { reason: "x" })).rejection).toMatchObject({
      code: "stale",
      message: 'This was settled. Lea chose "extend-2".',
    });
  });

  it("is that of somebody who was asked, or of the process owner, for something that is offered", () => {
    const story = silent();
    expect(story.when("anna", pick("extend-2")).rejection?.code).toBe("not-entitled");
    expect(story.when("maria", pick("unheard-of")).rejection?.code).toBe("unknown");
    const notOffered = silent({}, { alternatives: { ...offers, ...alternative("late", { do: "cancel" }) } });
    expect(notOffered.when("maria", pick("late", { reason: "x" })).rejection?.code).toBe("unknown");
    expect(story.when("maria", pick("extend-2")).rejection).toBeUndefined();
  });

  it("asks for what the alternative leaves open", () => {
    const fields = (id: string, args?: object) => silent().when("lea", pick(id, args)).rejection?.fields;
    expect(fields("reassign")).toHaveProperty("to");
    expect(fields("extend")).toHaveProperty("until");
    expect(fields("wait")).toHaveProperty("until");
    expect(fields("wait", { until: at("2026-03-01") })).toHaveProperty("until");
    expect(fields("cancel")).toHaveProperty("reason");
    expect(fields("reassign", { to: "nobody" })).toHaveProperty("to");
  });

  it("lets what lasts begin a new episode at level 1, counted from the decision", () => {
    const story = silent({ due: "3 working hours" }).when("lea", pick("note"));
    expect(story.step("a").episode).toBeUndefined();
    story.until("2026-03-02 15:00");
    expect(story.step("a").episode).toMatchObject({ n: 2, causes: [{ trigger: "overdue", since: at("2026-03-02 14:00") }], level: 1 });
  });
});

describe("each alternative", () => {
  it("reassign gives the step to whoever was named, or to the first who has it not, and lifts a block", () => {
    expect(
      silent()
        .when("lea", pick("reassign", { to: "ben" }))
        .work("a"),
    ).toMatchObject({ owner: "ben", dueAt: at("2026-03-03 17:00") });
    expect(blocked().when("lea", pick("to-ben")).work("a")).toMatchObject({ owner: "ben", status: "active" });
  });

  it("reassign of an approval asks somebody else", () => {
    const steps = [
      approval("a", {
        approvers: "anna",
        silence: "4 working hours",
        escalation: { unanswered: [{ after: "0 minutes", to: "maria", offer }] },
      }),
    ];
    const story = given({ definition: definition(steps, { alternatives: offers }), directory: org })
      .start()
      .until("2026-03-02 13:00");
    expect(story.when("maria", pick("reassign", { to: "ben" })).work("a").request?.approvers).toEqual(["ben"]);
  });

  it("extend moves the due date by what it says, or to the date that was chosen", () => {
    expect(
      silent()
        .when("lea", pick("extend", { until: at("2026-03-10 12:00") }))
        .work("a").dueAt,
    ).toBe(at("2026-03-10 12:00"));
    const overdue = case_({ due: "4 working hours" }).start().until("2026-03-02 14:00").clock("2026-03-04 10:00").tick();
    expect(overdue.when("maria", pick("extend-2")).work("a").dueAt).toBe(at("2026-03-06 10:00"));
  });

  it("wait blocks the step until a time, moves its due date by as long, and drafts the message", () => {
    const story = blocked().when("lea", pick("wait-3"));
    expect(story.step("a")).toMatchObject({
      status: "blocked",
      dueAt: at("2026-03-06 17:00"),
      block: { reason: "No answer", onWhom: "Acme", on: "customer", until: at("2026-03-04 17:00"), urgency: "normal" },
      reminder: { id: "chase", at: at("2026-03-04 17:00") },
    });
    expect(story.happened("message.drafted")).toMatchObject([{ draft: { message: "question", author: "lea", approvers: ["ben"] } }]);
    expect(story.posted("draft").map(({ audience }) => audience)).toEqual([{ to: "person", person: "ben" }]);
    story.until("2026-03-04 17:00").tick();
    expect(story.step("a").episode).toMatchObject({ n: 2, causes: [{ trigger: "blocked" }] });
  });

  it("wait makes a silent step a blocked one; plain hours move the due date by as many", () => {
    const story = silent().when("lea", pick("wait-plain"));
    expect(story.step("a")).toMatchObject({
      status: "blocked",
      dueAt: at("2026-03-05 17:00"),
      block: { reason: "wait-plain", on: "vendor", by: "lea" },
    });
    expect(
      silent({ due: undefined as never })
        .when("lea", pick("wait", { until: at("2026-03-03 12:00") }))
        .work("a").dueAt,
    ).toBeUndefined();
  });

  it("skip goes on without the step", () => {
    expect(silent().when("lea", pick("skip")).status()).toMatchObject({ a: "skipped", b: "active" });
  });

  it("parallel starts steps that wait, once", () => {
    const story = silent().when("lea", pick("parallel"));
    expect(story.status()).toEqual({ a: "active", b: "active", c: "active" });
    story.until("2026-03-03 11:00").when("lea", pick("parallel", {}, 2));
    expect(story.rejection).toBeUndefined();
    expect(story.happened("step.activated")).toHaveLength(3);
  });

  it("note records what was agreed, and lifts the block where it says so", () => {
    const story = blocked().when("lea", pick("note"));
    expect(story.happened("note.added")).toMatchObject([{ text: "Agreed for C-1", by: "lea" }]);
    expect(story.work("a")).toMatchObject({ status: "blocked", episode: undefined });
    expect(blocked().when("lea", pick("resume")).work("a")).toMatchObject({ status: "active", silentAt: at("2026-03-02 13:00") });
  });

  it("that leaves a step blocked is asked again when its owner is asked to chase", () => {
    const story = blocked().when("lea", pick("note")).until("2026-03-02 12:59");
    expect(story.step("a").episode).toBeUndefined();
    story.until("2026-03-02 13:00");
    expect(story.step("a").episode).toMatchObject({ n: 2, level: 1 });
  });

  it("start sets another workflow going, and cancel ends the case with its reason", () => {
    const story = silent().when("lea", pick("start"));
    expect(story.last.effects).toContainEqual({ type: "action", step: "a", pass: 1, alternative: "start" });
    const cancelled = silent().when("lea", pick("cancel", { reason: "They left" }));
    expect(cancelled.instance).toMatchObject({ status: "cancelled", outcome: "cancelled" });
  });
});

describe("an alternative that needs approval", () => {
  it("becomes a proposal that holds the episode, not the clocks", () => {
    const story = silent({ reminders: { before: ["2 working hours"] } }).when("lea", pick("skip-agreed"));
    expect(story.work("a").proposal).toMatchObject({ alternative: "skip-agreed", by: "lea", approvers: ["maria"], episode: 1 });
    expect(story.when("maria", pick("extend-2")).rejection).toMatchObject({
      code: "stale",
      message: 'Lea chose "skip-agreed", which waits for approval.',
    });
    story.until("2026-03-20");
    expect(story.happened("escalation.queued")).toHaveLength(1);
    expect(story.posted("reminder")).toHaveLength(1);
    story.when("maria", { type: "SettleProposal", step: "a", episode: 1, approve: true });
    expect(story.status()).toMatchObject({ a: "skipped" });
    expect(story.happened("alternative.picked")).toMatchObject([{ alternative: "skip-agreed", by: "lea" }]);
  });

  it("declined, lets the episode go on where it was", () => {
    const story = silent().when("lea", pick("skip-agreed")).clock("2026-03-04 10:00").tick();
    story.when("maria", { type: "SettleProposal", step: "a", episode: 1, approve: false, reason: "We need it" });
    expect(story.wakeAt).toBeLessThanOrEqual(story.now);
    story.tick();
    expect(story.happened("escalation.queued").map(({ level }) => level)).toEqual([1, 2]);
    expect(story.when("maria", pick("extend-2")).rejection).toBeUndefined();
  });

  it("is carried out at once when picked by one whose approval it needs; with nobody named there, the process owner is asked", () => {
    expect(silent().when("maria", pick("skip-agreed")).status()).toMatchObject({ a: "skipped" });
    expect(silent().when("lea", pick("skip-nobody")).work("a").proposal?.approvers).toEqual(["maria"]);
  });

  it("cannot be settled once there is nothing to settle, nor carried out once the definition has lost it", () => {
    const story = silent()
      .when("lea", pick("skip-agreed"))
      .when("maria", { type: "SettleProposal", step: "a", episode: 1, approve: false, reason: "x" });
    expect(story.when("maria", { type: "SettleProposal", step: "a", episode: 1, approve: true }).rejection).toBeDefined();
  });
});

describe("before a step is ready", () => {
  it("reassign asks somebody else for what is missing, and the ladder begins anew", () => {
    const story = unready().when("lea", pick("reassign", { to: "anna" }));
    expect(story.step("a")).toMatchObject({
      status: "waiting",
      unready: { asked: ["anna"], since: at("2026-03-02 10:00") },
      episode: undefined,
    });
    expect(story.last.effects).toContainEqual(
      expect.objectContaining({ audience: { to: "person", person: "anna" }, content: expect.objectContaining({ kind: "unready" }) }),
    );
    story.until("2026-03-02 11:00");
    expect(story.step("a").episode).toMatchObject({ n: 2 });
  });

  it("extend and wait let the ladder begin at the time that was chosen", () => {
    for (const id of ["extend", "wait"]) {
      const story = unready().when("lea", pick(id, { until: at("2026-03-05 10:00") }));
      expect(story.step("a")).toMatchObject({
        unready: { since: at("2026-03-05 10:00"), remindAt: at("2026-03-05 10:00") },
        episode: undefined,
      });
      story.until("2026-03-05 10:00");
      expect(story.step("a").episode).toMatchObject({ n: 2, level: 0 });
    }
  });

  it("skip and note work as ever, and a note begins the ladder anew", () => {
    expect(unready().when("lea", pick("skip")).status()).toMatchObject({ a: "skipped" });
    const story = unready().when("lea", pick("resume"));
    expect(story.step("a")).toMatchObject({ unready: { since: at("2026-03-02 10:00") } });
    expect(story.when("maria", { type: "SettleProposal", step: "a", episode: 1, approve: true }).rejection).toBeDefined();
  });
});

describe("the predicted effect", () => {
  const target = { target: { duration: duration("5 working days") } };

  it("says the new due date, the steps that move and by how much, and that the target holds", () => {
    const story = silent({}, { target: { duration: duration("10 working days") } });
    expect(foresee(story, "extend-2")).toEqual({
      alternative: "extend-2",
      title: "extend-2",
      dueBefore: at("2026-03-03 17:00"),
      dueAfter: at("2026-03-05 17:00"),
      moves: [
        { step: "b", title: "Kickoff", by: 2 * 24 * 3_600_000 },
        { step: "c", title: "c", by: 4 * 24 * 3_600_000 },
      ],
      targetAt: at("2026-03-13 17:00"),
      holds: true,
      agree: [],
      asks: [],
      sentence:
        "The due date moves to Thu 5 Mar, 17:00 (UTC). Kickoff moves by 2 days; c moves by 4 days. The target of Fri 13 Mar, 17:00 (UTC) holds.",
    });
  });

  it("says by how much the target is missed, and who must approve the message", () => {
    const story = silent({}, target);
    expect(foresee(story, "wait-3")?.sentence).toBe(
      "The due date moves to Fri 6 Mar, 17:00 (UTC). Kickoff moves by 5 days; c moves by 5 days. The target of Fri 6 Mar, 17:00 (UTC) is missed by 4 days. Ben must agree.",
    );
  });

  it("says what comes sooner, and whose approval it needs", () => {
    expect(foresee(silent(), "skip-agreed")).toMatchObject({ agree: ["maria"], moves: [{ step: "b" }, { step: "c" }] });
    expect(foresee(silent(), "skip-agreed")?.sentence).toBe(
      "The case goes on without this step. Kickoff comes sooner by 1 day; c comes sooner by 1 day. Maria must agree.",
    );
    expect(foresee(silent(), "skip-agreed", "maria")?.agree).toEqual([]);
    expect(foresee(silent(), "parallel")?.moves.map(({ step }) => step)).toEqual(["b", "c"]);
  });

  it("says what stays, and what the click asks for", () => {
    expect(foresee(silent(), "reassign")?.sentence).toBe(
      "The due date stays Tue 3 Mar, 17:00 (UTC). No other step moves. You say who takes it.",
    );
    expect(foresee(silent(), "extend")?.sentence).toBe("No other step moves. You say until when.");
    expect(foresee(silent(), "cancel")).toMatchObject({
      sentence: "The case ends now, and everything that is open in it stops.",
      asks: ["reason"],
    });
    expect(foresee(silent(), "cancel", "lea", { reason: "x" })?.asks).toEqual([]);
    expect(foresee(silent(), "to-ben")?.asks).toEqual([]);
    expect(foresee(silent(), "reassign", "lea", { to: "ben" })?.asks).toEqual([]);
    expect(foresee(silent({ due: undefined as never }), "note")?.sentence).toBe("The step has no due date. No other step moves.");
    expect(foresee(silent(), "extend", "lea", { until: at("2026-03-04 12:00") })?.sentence).toContain("Kickoff moves by 19 hours");
  });

  it("counts a near miss in minutes", () => {
    const steps = [task("a", { due: "2 hours", escalation: { overdue: [{ after: "0 minutes", to: "maria", offer }] } })];
    const story = given({ definition: definition(steps, { alternatives: offers, target: { duration: duration("150 minutes") } }), directory: org }).start();
    expect(foresee(story, "extend", "maria", { until: at("2026-03-02 11:40") })?.sentence).toContain("is missed by 10 minutes.");
  });

  it("does not exist for what is no alternative", () => {
    expect(foresee(silent(), "unheard-of")).toBeUndefined();
  });
});
