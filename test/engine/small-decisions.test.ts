import { describe, expect, it } from "vitest";
import { admit } from "../../src/engine/admission.ts";
import { ROLES, type Role } from "../../src/engine/roles.ts";
import { alternative, approval, definition, directory, field, MINUTE, personId, task, team, wait, whos } from "../support/builders.ts";
import { agentFor, given, MONDAY, type Story } from "../support/given.ts";

const people = directory({ people: ["rita", "willy"], teams: [team("crew", ["anna", "ben"], { lead: "lena", assign: "anyone" })] });
const workflow = definition(
  [
    task("a", { ready: ["goal"] }),
    task("b", { owner: "ben", silence: "2 hours", needs: [] }),
    wait("w", { needs: [], waitFor: { event: "x", where: undefined } }),
  ],
  {
    inputs: [field("goal", { required: false, from: whos("rita") }), field("size", { type: "number", required: false })],
    watchers: whos("willy"),
  },
);
const begun = () => given({ definition: workflow, directory: people }).start("sam");

/** What the last act had said to people. */
const toldNow = (story: Story) => story.last.effects.filter((effect) => effect.type === "post");

describe("a note", () => {
  it("is kept with the case and shown in its thread", () => {
    const story = begun().when("rita", { type: "AddNote", text: "The contract is on its way", step: "a" });
    expect(story.happened("note.added")).toMatchObject([{ by: "rita", text: "The contract is on its way" }]);
    expect(toldNow(story)).toMatchObject([{ audience: { to: "thread" }, content: { what: "note", detail: "The contract is on its way" } }]);
  });

  it("of the step's owner counts as heard if it says something; an empty one is none", () => {
    const later = () => begun().clock(MONDAY + 30 * MINUTE);
    expect(later().when("ben", { type: "AddNote", text: "half of it is done", step: "b" }).work("b").heardAt).toBe(MONDAY + 30 * MINUTE);
    expect(later().when("ben", { type: "AddNote", text: "ok, thanks", step: "b" }).work("b").heardAt).toBe(MONDAY);
    expect(later().when("maria", { type: "AddNote", text: "half of it is done", step: "b" }).work("b").heardAt).toBe(MONDAY);
    expect(later().when("ben", { type: "AddNote", text: "  ", step: "b" }).rejection).toMatchObject({ code: "invalid" });
  });
});

describe("the priority", () => {
  it("that a person sets stays, and setting it again changes nothing", () => {
    const story = begun().when("maria", { type: "SetPriority", priority: "high" });
    expect(story.instance).toMatchObject({ priority: "high", priorityFixed: true });
    story.when("maria", { type: "SetPriority", priority: "high" });
    expect(story.happened("priority.changed")).toHaveLength(1);
  });

  it("that was the rule's becomes a person's word when they say the same", () => {
    expect(begun().when("maria", { type: "SetPriority", priority: "medium" }).instance.priorityFixed).toBe(true);
  });
});

describe("watchers", () => {
  it("come and go", () => {
    const story = begun().when("maria", { type: "ChangeWatchers", add: [personId("anna")], remove: [personId("willy")] });
    expect(story.instance.watchers).toEqual(["anna"]);
    story.when("anna", { type: "ChangeWatchers", remove: [personId("anna")] });
    expect(story.instance.watchers).toEqual([]);
  });

  it("are somebody known, and change nothing when they are already there", () => {
    expect(begun().when("maria", { type: "ChangeWatchers", add: [personId("ghost")] }).rejection).toMatchObject({ code: "invalid" });
    const story = begun().when("maria", { type: "ChangeWatchers", add: [personId("willy")] });
    expect(story.last.events).toEqual([]);
  });
});

describe("missing information", () => {
  it("is given by whoever it comes from, and the step that waited for it begins", () => {
    const story = begun().when("rita", { type: "ProvideInput", inputs: { goal: "grow" } });
    expect(story.instance.inputs).toMatchObject({ goal: "grow" });
    expect(story.status()).toMatchObject({ a: "active" });
  });

  it("is given together only by somebody who is asked for each part of it", () => {
    const both = { type: "ProvideInput", inputs: { goal: "grow", size: 3 } } as const;
    expect(begun().when("rita", both).rejection).toMatchObject({ code: "not-entitled" });
    expect(begun().when("sam", both).instance.inputs).toMatchObject(both.inputs);
    expect(begun().when("rita", { type: "ProvideInput", inputs: {} }).rejection).toMatchObject({ code: "not-entitled" });
  });

  it("is given by nobody who was not asked", () => {
    expect(begun().when("ben", { type: "ProvideInput", inputs: { goal: "grow" } }).rejection).toMatchObject({ code: "not-entitled" });
  });

  it("fits its field, or the form says what was expected", () => {
    expect(begun().when("sam", { type: "ProvideInput", inputs: { size: "large" } }).rejection).toMatchObject({
      code: "invalid",
      fields: { size: expect.any(String) },
    });
  });

  it("that is known is corrected by the process owner alone, a person", () => {
    const known = () => begun().when("rita", { type: "ProvideInput", inputs: { goal: "grow" } });
    expect(known().when("sam", { type: "ProvideInput", inputs: { goal: "shrink" } }).rejection).toMatchObject({
      code: "not-entitled",
      who: ["maria"],
    });
    expect(known().when(agentFor("maria"), { type: "ProvideInput", inputs: { goal: "shrink" } }).rejection?.code).toBe("not-entitled");
    expect(known().when("maria", { type: "ProvideInput", inputs: { goal: "shrink" } }).instance.inputs).toMatchObject({ goal: "shrink" });
    expect(known().when("sam", { type: "ProvideInput", inputs: { goal: "grow" } }).last.events).toEqual([]);
  });

  it("never changes what the case is about", () => {
    expect(begun().when("maria", { type: "ProvideInput", inputs: { case_id: "C-2" } }).rejection).toMatchObject({ code: "invalid" });
  });
});

describe("a message that could not be delivered", () => {
  const queue = { kind: "system", id: "queue" } as const;
  it("has its last word in the trace, and the process owner learns who was not told", () => {
    const story = begun().when(queue, {
      type: "ReportUndelivered",
      message: "step:a:1:thread",
      reason: "the account is deactivated",
      person: personId("ben"),
    });
    expect(story.last.events).toMatchObject([{ action: "delivery.failed", verdict: "WARN" }]);
    expect(toldNow(story)).toMatchObject([{ audience: { person: "maria" }, content: { detail: "Ben: the account is deactivated" } }]);
  });

  it("names the channel's trouble, or somebody unknown, as well as it can", () => {
    const detail = (person?: string) => {
      const named = person === undefined ? {} : { person: personId(person) };
      const [told] = toldNow(begun().when(queue, { type: "ReportUndelivered", message: "case", reason: "archived", ...named }));
      return told?.content.kind === "told" ? told.content.detail : undefined;
    };
    expect(detail(undefined)).toBe("archived");
    expect(detail("ghost")).toBe("ghost: archived");
  });

  it("is only a row where nothing else can be said either: that is told once for all cases", () => {
    const story = begun().when(queue, { type: "ReportUndelivered", message: "told", reason: "gone", lasting: true });
    expect(story.last.events).toMatchObject([{ action: "delivery.failed", verdict: "WARN" }]);
    expect(toldNow(story)).toEqual([]);
  });
});

describe("a refusal's words", () => {
  const said = (story: ReturnType<typeof begun>) => story.rejection?.message;

  it("name the owner, and those who can with a note", () => {
    expect(said(begun().when("anna", { type: "CompleteStep", step: "b" }))).toBe(
      "Only Ben can say that this step is done. Maria can too, with a note.",
    );
  });

  it("name those who can with a note, where nobody owns the step", () => {
    const pooled = given({ definition: definition([task("a", { owner: "team:crew" })]), directory: people }).start("sam");
    expect(said(pooled.when("anna", { type: "CompleteStep", step: "a" }))).toBe(
      "Only Lena or Maria can say that this step is done, with a note.",
    );
    expect(said(pooled.when("lena", { type: "CompleteStep", step: "a" }))).toBe(
      "Nobody owns this step. To do this for them, say why in a note.",
    );
    expect(pooled.when("lena", { type: "CompleteStep", step: "a", note: "they are all ill" }).step("a").status).toBe("done");
  });

  it("ask a lead and a process owner for a note, in the form", () => {
    const story = begun().when("maria", { type: "CompleteStep", step: "b", note: " " });
    expect(story.rejection).toMatchObject({ code: "not-entitled", fields: { note: expect.any(String) }, who: ["ben"] });
    expect(said(story)).toBe("This step is Ben's. To do this for them, say why in a note.");
    expect(begun().when("maria", { type: "AddEvidence", step: "b", evidence: {} }).rejection?.code).toBe("not-entitled");
  });

  it("take a block's reason for its note", () => {
    expect(begun().when("maria", { type: "BlockStep", step: "b", reason: "the vendor is on strike", on: "vendor" }).step("b").status).toBe(
      "blocked",
    );
  });

  it("tell an agent and a machine that a person must", () => {
    expect(said(begun().when(agentFor("maria"), { type: "SkipStep", step: "b", reason: "x" }))).toBe(
      "An agent cannot skip this step. Only Maria can skip this step.",
    );
    expect(said(begun().when({ kind: "system", id: "x" }, { type: "CompleteStep", step: "b" }))).toBe(
      "A system cannot say that this step is done. A person must.",
    );
  });

  it("tell somebody with an old card that a team's step waits to be taken", () => {
    const pooled = given({
      definition: definition([task("a", { owner: "team:crew", title: "Sort {{ case_id }}" })]),
      directory: people,
    }).start("sam");
    expect(said(pooled.when("anna", { type: "TakeStep", step: "a", pass: 7 }))).toContain('"Sort C-1" is active now.');
  });

  it("tell a late approver how the request ended, and an approver of another step that it is not theirs", () => {
    const sign = given({ definition: definition([approval("sign", { approvers: "anna" }), task("z", { needs: ["sign"] })]) }).start("sam");
    expect(sign.when("anna", { type: "CastVote", step: "z", vote: "approve", revision: 1 }).rejection?.code).toBe("not-entitled");
  });

  it("tell a process owner that a task has no approvers to change", () => {
    expect(begun().when("maria", { type: "ChangeApprovers", step: "b", approvers: [personId("anna")] }).rejection?.code).toBe(
      "wrong-state",
    );
  });

  it("tell what a pick of an episode that is over was answered with, or how the step stands", () => {
    const story = begun().when("maria", { type: "PickAlternative", step: "b", episode: 4, alternative: "extend" });
    expect(story.rejection).toEqual({ code: "stale", message: 'This was settled. "b" is active now and Ben\'s.' });
    const done = begun().when("ben", { type: "CompleteStep", step: "b" });
    expect(done.when("maria", { type: "SettleProposal", step: "b", episode: 1, approve: true }).rejection).toMatchObject({ code: "stale" });
    expect(done.when("maria", { type: "PickAlternative", step: "b", episode: 1, alternative: "extend" }).rejection?.message).toContain(
      '"b" is done',
    );
  });
});

describe("a prompt that was answered", () => {
  const ladder = { silent: [{ to: "process-owner", offer: ["extend"] }] };
  const silent = definition([task("b", { owner: "ben", due: "5 days", silence: "2 hours", escalation: ladder })], {
    alternatives: alternative("extend", { do: "extend", by: undefined }),
  });
  const asked = () =>
    given({ definition: silent, directory: people })
      .start("sam")
      .until(MONDAY + 3 * 60 * MINUTE);

  it("says who chose what to whoever clicks late, built-in alternatives by their name", () => {
    const story = asked().when("maria", {
      type: "PickAlternative",
      step: "b",
      episode: 1,
      alternative: "extend",
      args: { until: MONDAY + 9 * 24 * 60 * MINUTE },
    });
    expect(story.rejection).toBeUndefined();
    const late = story.when("maria", { type: "PickAlternative", step: "b", episode: 1, alternative: "extend" });
    expect(late.rejection?.message).toBe('This was settled. Maria chose "extend".');
  });

  it("names the alternative by its id where the case has moved to a version without it", () => {
    const story = asked().when("maria", {
      type: "PickAlternative",
      step: "b",
      episode: 1,
      alternative: "extend",
      args: { until: MONDAY + 9 * 24 * 60 * MINUTE },
    });
    const scene = { definition: { ...silent, alternatives: {} }, instance: story.instance, directory: people, now: story.now };
    const late = { actor: { kind: "person", id: "maria" }, type: "PickAlternative", step: "b", episode: 1, alternative: "extend" };
    expect(admit(scene, late as never)?.message).toBe('This was settled. Maria chose "extend".');
  });

  it("is not settled where nothing was proposed", () => {
    const story = asked().when("maria", { type: "SettleProposal", step: "b", episode: 1, approve: true });
    expect(story.rejection).toMatchObject({ code: "not-entitled" });
  });
});

describe("a role", () => {
  it("that only one kind of act knows is nobody's in another", () => {
    const { instance } = begun();
    const scene = { definition: workflow, instance, directory: people, now: MONDAY };
    const tick = { id: "c", workspace: "T1", actor: { kind: "system", id: "s" }, via: "sweep", type: "Tick", instance: instance.id };
    for (const role of Object.keys(ROLES) as Role[]) {
      const holders = ROLES[role](scene, tick as never);
      const ofTheCase: readonly Role[] = [
        "participant",
        "reader",
        "process-owner",
        "starter",
        "starter-at-first",
        "compliance",
        "may-start",
      ];
      if (!ofTheCase.includes(role)) expect(holders).toEqual([]);
    }
    expect(() => ROLES.participant({ ...scene, instance: undefined }, tick as never)).toThrow("has not started");
  });

  it("towards a step that the case does not have is nobody's", () => {
    const scene = { definition: workflow, instance: begun().instance, directory: people, now: MONDAY };
    const asking = { actor: { kind: "person", id: "anna" }, step: "zebra", to: "anna", alternative: "x", approvers: ["anna"] };
    for (const type of ["ReassignStep", "PickAlternative"]) {
      expect(ROLES["lead-within-team"](scene, { ...asking, type } as never)).toEqual([]);
      expect(ROLES.asked(scene, { ...asking, type } as never)).toEqual([]);
    }
    expect(ROLES["process-owner-for-others"](scene, { ...asking, type: "ChangeApprovers" } as never)).toEqual(["maria"]);
  });
});

describe("while a case is paused", () => {
  it("a question that a vote puts to the process owner is not lost", () => {
    const sign = given({ definition: definition([approval("sign", { approvers: "anna" }), task("z", { needs: ["sign"] })]) }).start("sam");
    sign
      .when("maria", { type: "PauseInstance" })
      .when("anna", { type: "CastVote", step: "sign", vote: "reject", reason: "no", revision: 1 });
    const sent = sign.last.effects.filter((effect) => effect.type === "post");
    expect(sent).toMatchObject([{ audience: { person: "maria" }, content: { what: "rejected-ask" } }]);
  });
});
