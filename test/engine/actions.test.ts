import { describe, expect, it } from "vitest";
import { action, alternative, approval, at, definition, directory, field, task, wait, whos } from "../support/builders.ts";
import { given, MONDAY, type Story } from "../support/given.ts";

const SYSTEM = { kind: "system", id: "action" } as const;
const messages = { farewell: { id: "farewell", to: whos("x@customer.example"), approve: whos("ben"), text: "Goodbye." } };
const workflow = definition(
  [
    action("write", {
      action: { do: "post", message: "farewell" },
      escalation: { blocked: [{ to: "maria", offer: ["again"] }] },
    }),
    task("after", { needs: ["write"] }),
  ],
  { messages, alternatives: alternative("again", { do: "note", text: "Once more.", resume: true }) },
);

/** The job has had its message drafted. */
const drafts = (story: Story) => story.when(SYSTEM, { type: "DraftMessage", message: "farewell", step: "write" });
const lastDraft = (story: Story): string => Object.keys(story.instance.drafts).at(-1)!;
const begun = () => given({ definition: workflow, directory: directory() }).start();
const settled = (story: Story, type: "ApproveMessage" | "MarkMessageSent" | "RejectMessage", more: object = {}) =>
  story.when("ben", { type, draft: lastDraft(story), ...more });

describe("a message that is drafted", () => {
  it("says the words it was given, and goes to the same receivers by the same approvers", () => {
    const words = { text: "Two of three steps are done.", sources: ["F2, steps"] };
    const story = begun().when("maria", { type: "DraftMessage", message: "farewell", words });
    expect(story.instance.drafts[lastDraft(story)]).toMatchObject({ words, approvers: ["ben"], status: "pending" });
  });
});

describe("an action that posts a message", () => {
  it("ends when a person has sent it", () => {
    const story = settled(drafts(begun()), "ApproveMessage");
    expect(story.step("write").status).toBe("active");
    settled(story, "MarkMessageSent");
    expect(story.step("write")).toMatchObject({ status: "done", by: "ben" });
    expect(story.step("after").status).toBe("active");
  });

  it("is blocked when its message is rejected, with the reason, and its ladder begins", () => {
    const story = settled(drafts(begun()), "RejectMessage", { reason: "too curt" });
    expect(story.step("write")).toMatchObject({
      status: "blocked",
      block: { reason: "too curt" },
      episode: { causes: [{ trigger: "blocked" }] },
    });
    expect(settled(drafts(begun()), "RejectMessage").step("write")).toMatchObject({ block: { reason: "Its message was rejected." } });
  });

  it("is carried out again once its block is lifted", () => {
    const story = settled(drafts(begun()), "RejectMessage", { reason: "too curt" });
    story.when("maria", { type: "UnblockStep", step: "write", note: "Reworded." });
    const again = story.last.effects.filter((effect) => effect.type === "action");
    expect(again).toMatchObject([{ step: "write", pass: 1, attempt: expect.any(Number) }]);
    drafts(story);
    settled(story, "ApproveMessage");
    expect(settled(story, "MarkMessageSent").step("write").status).toBe("done");
  });

  it("is carried out again when a note resumes it", () => {
    const story = settled(drafts(begun()), "RejectMessage").tick();
    story.when("maria", { type: "PickAlternative", step: "write", episode: 1, alternative: "again" });
    expect(story.step("write").status).toBe("active");
    expect(story.last.effects.filter((effect) => effect.type === "action")).toHaveLength(1);
    expect(story.happened("note.added")).toMatchObject([{ text: "Once more." }]);
  });

  it("is not ended by what is sent after the case was cancelled, nor by a message of an earlier pass", () => {
    const story = settled(drafts(begun()), "ApproveMessage").when("maria", { type: "CancelInstance", reason: "gone" });
    settled(story, "MarkMessageSent");
    expect(story.rejection).toBeUndefined();
    expect(story.step("write").status).toBe("active");
    const later = settled(drafts(begun()), "ApproveMessage");
    const first = lastDraft(later);
    later.clock(MONDAY + 1000).when("maria", { type: "SkipStep", step: "write", reason: "no need" });
    later.clock(MONDAY + 2000).when("maria", { type: "ReopenStep", step: "write", reason: "after all" });
    later.when("ben", { type: "MarkMessageSent", draft: first });
    expect(later.step("write").status).toBe("active");
  });

  it("is drafted while the case is paused, and its approvers are asked when it resumes", () => {
    const story = drafts(
      begun()
        .when("maria", { type: "PauseInstance" })
        .clock(MONDAY + 1000),
    );
    expect(story.rejection).toBeUndefined();
    expect(story.posted("draft")).toEqual([]);
    story.when("maria", { type: "ResumeInstance" });
    expect(story.posted("draft")).toMatchObject([{ audience: { to: "person", person: "ben" } }]);
    story
      .clock(MONDAY + 2000)
      .when("maria", { type: "PauseInstance" })
      .when("maria", { type: "ResumeInstance" });
    expect(story.posted("draft")).toHaveLength(1);
  });
});

describe("a message about a step", () => {
  it("that is no action's ends nothing", () => {
    const tasks = definition([task("a"), action("b", { action: { do: "post", message: "other" } })], {
      messages: { ...messages, other: { ...messages.farewell, id: "other" } },
    });
    const story = given({ definition: tasks }).start();
    for (const step of ["a", "b", undefined]) {
      story.when("maria", { type: "DraftMessage", message: "farewell", ...(step === undefined ? {} : { step }) });
      settled(settled(story, "ApproveMessage"), "MarkMessageSent");
    }
    expect(story.status()).toEqual({ a: "active", b: "active" });
  });
});

describe("a step that ends by itself", () => {
  it("settles what was promised and blocked in it when its date comes", () => {
    const dated = definition([wait("effective", { waitFor: { until: "starts" } })], {
      inputs: [field("starts", { type: "datetime" })],
    });
    const story = given({ definition: dated }).start("sam", { inputs: { starts: at("2026-03-03 12:00") } });
    story.when("anna", { type: "CommitTo", step: "effective", until: at("2026-03-04 12:00") });
    story.when("anna", { type: "BlockStep", step: "effective", reason: "no news", on: "other" });
    story.when("maria", { type: "PauseInstance" }).clock("2026-03-03 13:00").when("maria", { type: "ResumeInstance" });
    expect(story.step("effective").status).toBe("done");
    expect(story.happened("commitment.settled")).toMatchObject([{ state: "kept" }]);
    expect(story.happened("step.unblocked")).toHaveLength(1);
  });
});

describe("a date that is corrected", () => {
  const dated = definition(
    [
      wait("window", { waitFor: { until: "opens" } }),
      wait("later", { needs: ["window"], waitFor: { until: "opens" } }),
      wait("parcel", { waitFor: { event: "parcel.came", where: undefined } }),
    ],
    { inputs: [field("opens", { type: "datetime" }), field("remark", { required: false })], target: { input: "opens" } },
  );
  const started = () => given({ definition: dated }).start("sam", { inputs: { opens: at("2026-03-05 22:00") } });

  it("moves the waits that have begun, and the target", () => {
    const story = started().when("maria", { type: "ProvideInput", inputs: { opens: at("2026-03-12 22:00") } });
    expect(story.instance.targetAt).toBe(at("2026-03-12 22:00"));
    expect(story.until("2026-03-06 09:00").step("window").status).toBe("active");
    expect(story.until("2026-03-12 22:00").status()).toMatchObject({ window: "done", later: "done", parcel: "active" });
  });

  it("ends the wait at once when it has passed, and other inputs move nothing", () => {
    const story = started().when("maria", { type: "ProvideInput", inputs: { remark: "x" } });
    expect(story.work("window").until).toBe(at("2026-03-05 22:00"));
    expect(
      story
        .clock("2026-03-03 09:00")
        .when("maria", { type: "ProvideInput", inputs: { opens: MONDAY } })
        .step("window").status,
    ).toBe("done");
  });

  it("is left as it was where what replaces it is no date", () => {
    const replacing = definition(
      [
        wait("window", { waitFor: { until: "opens" } }),
        task("ask", { needs: [], evidence: [field("reply")] }),
        approval("agree", { needs: ["ask"], approvers: "ben", sets: { opens: "reply" } }),
      ],
      { inputs: [field("opens", { type: "datetime" })] },
    );
    const story = given({ definition: replacing }).start("sam", { inputs: { opens: at("2026-03-05 22:00") } });
    story.when("anna", { type: "CompleteStep", step: "ask", evidence: { reply: "soon" } });
    story.when("ben", { type: "CastVote", step: "agree", vote: "approve", revision: 1 });
    expect(story.work("window").until).toBe(at("2026-03-05 22:00"));
  });
});

describe("a step that waits for what nobody can be asked for", () => {
  it("keeps its clock over a pause", () => {
    const known = directory();
    const without = (name: string) => name !== "maria";
    const empty = { ...known, admins: [], people: new Map([...known.people].filter(([id]) => without(id))) };
    const unready = definition([task("a", { ready: ["room"] })], { inputs: [field("room", { required: false })] });
    const story = given({ definition: unready, directory: empty }).start({ kind: "event", id: "evt-1" });
    expect(story.step("a")).toMatchObject({ unready: { asked: [], remindAt: at("2026-03-02 17:00") } });
    story.directory = known;
    story.when("maria", { type: "PauseInstance" }).clock("2026-03-03 09:00").when("maria", { type: "ResumeInstance" });
    expect(story.step("a")).toMatchObject({ unready: { asked: [], remindAt: at("2026-03-03 17:00") } });
  });
});
