import { describe, expect, it } from "vitest";
import { action, at, definition, directory, field, task, team, wait } from "../../support/builders.ts";
import { given, signedEvent } from "../../support/given.ts";

const queue = { kind: "system", id: "queue" } as const;
const event = (type: string, data: Readonly<Record<string, unknown>> = {}) =>
  ({ type: "DeliverEvent", event: { type, id: "e1", data } }) as const;

describe("an event", () => {
  const flow = definition(
    [
      wait("paid", { waitFor: { event: "invoice.paid", where: "data.amount >= 10 && data.id == case_id" }, owner: "anna" }),
      wait("any", { waitFor: { event: "invoice.paid", where: undefined }, owner: "anna" }),
      wait("later", { waitFor: { event: "invoice.paid", where: undefined }, needs: ["paid"], owner: "anna" }),
      wait("date", { waitFor: { until: "day" }, owner: "anna" }),
      task("after", { needs: ["paid"] }),
    ],
    { inputs: [field("day", { type: "date", required: false })] },
  );

  it("ends every step that waits for it, where its data fits", () => {
    const story = given({ definition: flow })
      .start("sam", { inputs: { day: "2026-04-01" } })
      .when(signedEvent, event("invoice.paid", { amount: 12, id: "C-1" }));
    expect(story.status()).toEqual({ paid: "done", any: "done", later: "active", date: "active", after: "active" });
    expect(story.happened("event.delivered")).toEqual([
      { type: "event.delivered", step: "paid", event: { type: "invoice.paid", id: "e1" } },
      { type: "event.delivered", step: "any", event: { type: "invoice.paid", id: "e1" } },
    ]);
  });

  it("that does not fit a step's condition leaves it waiting", () => {
    const story = given({ definition: flow })
      .start()
      .when(signedEvent, event("invoice.paid", { amount: 9, id: "C-1" }));
    expect(story.status()).toMatchObject({ paid: "active", any: "done" });
  });

  it("that nothing waits for is refused", () => {
    expect(given({ definition: flow }).start().when(signedEvent, event("other")).rejection?.code).toBe("unknown");
  });

  it("is taken while the case is paused, and what follows waits", () => {
    const story = given({ definition: flow }).start().when("maria", { type: "PauseInstance" });
    story.when(signedEvent, event("invoice.paid", { amount: 12, id: "C-1" }));
    expect(story.status()).toMatchObject({ paid: "done", after: "waiting" });
  });
});

describe("what an entitled person says has arrived", () => {
  const flow = definition([wait("parcel", { waitFor: { event: "x", where: undefined }, evidence: [field("number")] }), task("other")]);

  it("ends the step, once its evidence is there, and twice is once", () => {
    const story = given({ definition: flow }).start().when("anna", { type: "MarkArrived", step: "parcel" });
    expect(story.rejection).toMatchObject({ code: "missing-evidence", missing: ["number"] });
    story.when("anna", { type: "AddEvidence", step: "parcel", evidence: { number: "7" } });
    story.when("anna", { type: "MarkArrived", step: "parcel", note: "By post." });
    expect(story.happened("step.completed")).toMatchObject([{ by: "anna", note: "By post." }]);
    story.when("anna", { type: "MarkArrived", step: "parcel" });
    expect([story.rejection, story.last.events]).toEqual([undefined, []]);
  });

  it("must be something that was waited for, and has begun", () => {
    const story = given({ definition: flow }).start().when("anna", { type: "MarkArrived", step: "other" });
    expect(story.rejection).toMatchObject({ code: "wrong-state", message: '"other" waits for nothing.' });
    const later = definition([task("a"), wait("b", { waitFor: { event: "x", where: undefined }, needs: ["a"] })]);
    expect(given({ definition: later }).start().when("anna", { type: "MarkArrived", step: "b" }).rejection?.message).toBe(
      '"b" has not started yet.',
    );
  });
});

describe("the result of an action", () => {
  const known = directory({ teams: [team("crew", ["ada"], { lead: "lou" })] });
  const post = action("hello", {
    owner: "team:crew",
    action: { do: "post", message: "hello" },
    escalation: { blocked: [{ after: "0 minutes", to: "step-team-lead" }] },
  });
  const running = () =>
    given({ definition: definition([post, task("next", { needs: ["hello"] }), task("other")]), directory: known }).start();
  const result = (ok: boolean, detail?: string, step = "hello") =>
    ({ type: "ReportActionResult", step, ok, ...(detail === undefined ? {} : { detail }) }) as const;

  it("ends the step when it succeeded", () => {
    const story = running().when(queue, result(true, "Posted."));
    expect(story.status()).toMatchObject({ hello: "done", next: "active" });
    expect(story.happened("step.completed")).toMatchObject([{ by: undefined, note: "Posted." }]);
  });

  it("blocks the step when it failed, and asks the lead and the process owner", () => {
    const story = running().when(queue, result(false, "The channel is archived."));
    expect(story.work("hello")).toMatchObject({
      status: "blocked",
      block: { reason: "The channel is archived.", on: "other", by: undefined },
    });
    const told = story.posted("told").filter(({ content }) => content.what === "action-failed");
    expect(told.map(({ audience }) => audience)).toEqual([
      { to: "person", person: "lou" },
      { to: "person", person: "maria" },
    ]);
    expect(story.posted("step").map(({ key }) => key)).toContain("step:hello:1:thread");
    expect(story.step("hello").episode?.causes).toEqual([{ trigger: "blocked", since: at("2026-03-02 09:00") }]);
  });

  it("that failed again stays one block, and one that succeeds later lifts it", () => {
    const story = running().when(queue, result(false)).when(queue, result(false));
    expect(story.happened("step.blocked")).toHaveLength(1);
    expect(story.happened("action.failed").map(({ detail }) => detail)).toEqual(Array(2).fill("It failed without saying why."));
    expect(story.when(queue, result(true)).status().hello).toBe("done");
  });

  it("of an alternative leaves its step as it is, and is news only when it failed", () => {
    const started = (ok: boolean) => ({ type: "ReportActionResult", step: "other", alternative: "visit", ok }) as const;
    expect(running().when(queue, started(true)).last.events).toEqual([]);
    const story = running().when(queue, started(false));
    expect(story.status().other).toBe("active");
    expect(story.last.events).toMatchObject([{ verdict: "WARN", reason: "alternatives.visit", body: { type: "action.failed" } }]);
    expect(story.posted("told").map(({ content }) => content.what)).toEqual(["action-failed"]);
  });

  it("is of an action that is under way", () => {
    expect(running().when(queue, result(true, undefined, "other")).rejection?.message).toBe('"other" is no action.');
    expect(running().when(queue, result(true)).when(queue, result(true)).rejection?.message).toBe('"hello" is done.');
  });
});
