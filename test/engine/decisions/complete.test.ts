import { describe, expect, it } from "vitest";
import { approval, at, decision, definition, directory, field, option, personId, task, team, wait } from "../../support/builders.ts";
import { agentFor, given } from "../../support/given.ts";

const done = (step: string, more: object = {}) => ({ type: "CompleteStep", step, ...more }) as const;
const contract = field("contract", { type: "url", label: "Signed contract" });
const price = field("price", { type: "money", label: "Price" });
const flow = definition([
  task("sell", { evidence: [contract, price, field("memo", { required: false })] }),
  task("next", { needs: ["sell"] }),
]);

describe("done", () => {
  it("is refused, with the list in the order of the definition, while required evidence is missing", () => {
    const story = given({ definition: flow })
      .start()
      .when("anna", done("sell", { evidence: { price: 3 } }));
    expect(story.rejection).toEqual({
      code: "missing-evidence",
      message: '"sell" needs this before it is done: Signed contract.',
      missing: ["contract"],
      fields: { contract: "This is needed." },
    });
    expect(story.instance.evidence).toEqual({});
    story.when("anna", done("sell"));
    expect(story.rejection?.missing).toEqual(["contract", "price"]);
  });

  it("takes evidence along, marked with its step, pass and giver", () => {
    const story = given({ definition: flow }).start();
    story.when("anna", done("sell", { evidence: { contract: "https://a.b/c", price: 3 }, note: "All signed." }));
    expect(story.instance.evidence.price).toEqual({ value: 3, step: "sell", pass: 1, by: "anna" });
    expect(story.happened("step.completed")).toEqual([
      { type: "step.completed", step: "sell", by: "anna", outcome: undefined, note: "All signed.", repeatAt: undefined },
    ]);
    expect(story.status()).toEqual({ sell: "done", next: "active" });
  });

  it("says on the field what does not fit", () => {
    const story = given({ definition: flow })
      .start()
      .when("anna", done("sell", { evidence: { contract: "nowhere", price: 1 } }));
    expect(story.rejection).toMatchObject({ code: "invalid", fields: { contract: "Expected a web address that begins with https://." } });
  });

  it("counts evidence that was added before", () => {
    const story = given({ definition: flow }).start();
    story.when("anna", { type: "AddEvidence", step: "sell", evidence: { contract: "https://a.b/c", price: 3 } });
    expect(story.when("anna", done("sell", { evidence: {} })).status().sell).toBe("done");
  });

  it("twice is once", () => {
    const story = given({ definition: definition([task("a"), task("b")]) })
      .start()
      .when("anna", done("a"))
      .when("anna", done("a"));
    expect(story.rejection).toBeUndefined();
    expect(story.last.events).toEqual([]);
    expect(story.happened("step.completed")).toHaveLength(1);
  });

  it("is refused before the step has started, and once it was skipped", () => {
    const story = given({ definition: definition([task("a"), task("b", { needs: ["a"] })]) })
      .start()
      .when("anna", done("b"));
    expect(story.rejection).toMatchObject({ code: "wrong-state", message: '"b" has not started yet.' });
    story.when("maria", { type: "SkipStep", step: "a", reason: "No." }).when("anna", done("a"));
    expect(story.rejection).toMatchObject({ code: "wrong-state", message: '"a" was skipped.' });
  });

  it("does not end what ends with a decision or with votes", () => {
    const both = definition([
      decision("pick", { options: [option("yes"), option("no")] }),
      approval("sign", { owner: "anna", approvers: "ben" }),
    ]);
    const story = given({ definition: both }).start().when("anna", done("pick"));
    expect(story.rejection?.message).toBe('"pick" ends with a decision. Choose one of: yes, no.');
    story.when("maria", done("sign", { note: "I say so." }));
    expect(story.rejection?.message).toBe('"sign" ends with the votes of its approvers.');
  });

  it("ends a wait whose owner says so", () => {
    const waiting = definition([wait("reply", { waitFor: { event: "replied", where: undefined } })]);
    expect(given({ definition: waiting }).start().when("anna", done("reply")).instance.status).toBe("completed");
  });

  it("lifts the block of a blocked step", () => {
    const story = given({ definition: flow })
      .start()
      .when("anna", { type: "BlockStep", step: "sell", reason: "No answer", on: "customer" });
    story.when("anna", done("sell", { evidence: { contract: "https://a.b/c", price: 3 } }));
    expect(story.last.events.map(({ body }) => body.type)).toEqual(
      expect.arrayContaining(["evidence.added", "step.unblocked", "step.completed", "step.activated"]),
    );
    expect(story.status().sell).toBe("done");
  });

  it("keeps a promise, or misses it", () => {
    const settled = (when: string) => {
      const story = given({ definition: definition([task("a", { due: "5 working days" })]) }).start();
      story.when("anna", { type: "CommitTo", step: "a", until: at("2026-03-03 12:00") });
      return story
        .clock(when)
        .when("anna", done("a"))
        .happened("commitment.settled")
        .map(({ state }) => state);
    };
    expect([settled("2026-03-03 12:00"), settled("2026-03-03 12:01")]).toEqual([["kept"], ["missed"]]);
  });

  it("by an agent is by the person it acts for, once somebody has accepted it", () => {
    const story = given({ definition: definition([task("a")]) })
      .start()
      .when(agentFor("anna"), { ...done("a"), judgement: { confidence: 0.8, evidence: [], run: "r-1" } });
    expect(story.step("a")).toMatchObject({ status: "active" });
    const [made] = story.happened("suggestion.made");
    story.when("anna", { type: "AcceptSuggestion", suggestion: made!.suggestion.id });
    expect(story.step("a")).toMatchObject({ status: "done", by: "anna" });
  });

  it("repeats in the step's calendar, until what it repeats for has ended", () => {
    const again = definition([
      task("fix", { owner: "ben" }),
      task("tell", { owner: "team:crew", repeat: { every: "4 working hours", until: "fix" } }),
    ]);
    const known = directory({ teams: [team("crew", ["ada"])] });
    const story = given({ definition: again, directory: known }).start().clock("2026-03-02 15:00").when("ada", done("tell"));
    expect(story.step("tell")).toMatchObject({ repeatAt: at("2026-03-03 11:00") });
    expect(story.step("tell").planned).toBe(personId("ada"));
  });
});

describe("evidence", () => {
  it("by the owner counts as being heard, by others it does not", () => {
    const story = given({ definition: definition([task("a", { evidence: [price], silence: "1 working day" })]) }).start();
    story.clock("2026-03-02 12:00").when("maria", { type: "AddEvidence", step: "a", evidence: { price: 1 }, note: "From the contract." });
    expect(story.work("a").heardAt).toBe(at("2026-03-02 09:00"));
    story.when("anna", { type: "AddEvidence", step: "a", evidence: { price: 2 } });
    expect(story.work("a").heardAt).toBe(at("2026-03-02 12:00"));
    expect(story.happened("evidence.added").map(({ note }) => note)).toEqual(["From the contract.", undefined]);
  });

  it("may come after its step is done, and must be what the step asks for", () => {
    const story = given({ definition: definition([task("a", { evidence: [field("memo", { required: false })] }), task("b")]) }).start();
    story.when("anna", done("a")).when("anna", { type: "AddEvidence", step: "a", evidence: { memo: "Late." } });
    expect(story.instance.evidence.memo?.value).toBe("Late.");
    story.when("anna", { type: "AddEvidence", step: "a", evidence: { other: 1 } });
    expect(story.rejection).toMatchObject({ code: "invalid", fields: { other: "There is no field other here." } });
  });
});
