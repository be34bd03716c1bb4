import { describe, expect, it } from "vitest";
import { evaluate, isTrue } from "../../src/engine/condition.ts";
import { fieldOf, isGiven, lookupFor, scopeOf, storedValues, type Telling } from "../../src/engine/scope.ts";
import { renderTemplate } from "../../src/engine/template.ts";
import { decision, definition, directory, field, option, stepKey, task } from "../support/builders.ts";
import { given } from "../support/given.ts";

const secret = { text: "text-1", hash: "hash-1" };
const flow = definition(
  [
    decision("triage", { options: [option("high"), option("low")] }),
    task("fix", {
      title: "Fix it for {{ customer }}",
      owner: "ben",
      due: "2 hours",
      needs: ["triage"],
      evidence: [field("cost", { type: "money", required: false })],
    }),
    task("later", { needs: ["fix"], owner: [] }),
  ],
  {
    inputs: [
      field("customer"),
      field("contact", { type: "email", personal: true, required: false }),
      field("csm", { type: "person", required: false }),
      field("seen", { type: "datetime", required: false }),
      field("urgent", { type: "boolean", required: false }),
      field("quiet", { type: "boolean", required: false }),
    ],
    case: { key: "case_id", title: "Help {{ customer }}" },
  },
);
const story = () =>
  given({ definition: flow }).start("sam", {
    inputs: { customer: "Acme", contact: secret, csm: "anna", seen: Date.UTC(2026, 2, 2, 10), urgent: true, quiet: false },
    personal: { contact: "joe@example.com" },
  });
const fill = (text: string, telling: Partial<Telling> = {}, step?: string) => {
  const instance = story().when("anna", { type: "DecideStep", step: "triage", option: "high" }).instance;
  const whole: Telling = { definition: flow, directory: directory(), instance, ...telling };
  return renderTemplate(text, lookupFor(whole, step === undefined ? undefined : stepKey(step)));
};

describe("what expressions see", () => {
  it("is inputs and evidence in one namespace, and outcomes of what is done", () => {
    const told = story().when("anna", { type: "DecideStep", step: "triage", option: "high" });
    told.when("ben", { type: "AddEvidence", step: "fix", evidence: { cost: 12 } });
    const scope = scopeOf(told.instance);
    expect(isTrue('customer == "Acme" && cost == 12 && outcome("triage") == "high"', scope)).toBe(true);
    expect(evaluate('outcome("fix")', scope)).toBeUndefined();
    expect(scopeOf(undefined).outcome("triage")).toBeUndefined();
  });

  it("shows that a personal value is there, but not what it says", () => {
    const scope = scopeOf(story().instance);
    expect(isTrue("has(contact)", scope)).toBe(true);
    expect(isTrue('contact == "joe@example.com"', scope)).toBe(false);
    expect(storedValues(story().instance).contact).toEqual(secret);
  });

  it("has an event's data where there is one", () => {
    expect(isTrue("data.amount > 3", scopeOf(story().instance, { amount: 4 }))).toBe(true);
  });

  it("takes null, nothing and white space for not given", () => {
    expect([undefined, null, " "].map(isGiven)).toEqual([false, false, false]);
    expect([0, false, "a", secret].map(isGiven)).toEqual([true, true, true, true]);
  });
});

describe("what templates say", () => {
  it("is values in words: names, yes or no, dates", () => {
    expect(fill("{{ customer }}, {{ csm }}, {{ urgent }}, {{ quiet }}, {{ seen }}")).toBe("Acme, Anna, yes, no, 2026-03-02 10:00 UTC");
    expect(fill("{{ seen }}", { time: (at) => `at ${at / 3_600_000}` })).toBe("at 492346");
  });

  it("names a person who is not known any more by their id", () => {
    const empty = { ...directory(), people: new Map() };
    expect(fill("{{ csm }}", { directory: empty })).toBe("anna");
  });

  it("has a personal value only where its text is at hand", () => {
    expect(fill("{{ contact }}", { texts: new Map([["text-1", "joe@example.com"]]) })).toBe("joe@example.com");
    expect(fill("{{ contact }}")).toBe("(not given)");
  });

  it("knows the case, the step, its owner and when it is due", () => {
    expect(fill("{{ case.title }}: {{ step.title }}, {{ owner.name }}, {{ due }}", {}, "fix")).toBe(
      "Help Acme: Fix it for Acme, Ben, 2026-03-02 11:00 UTC",
    );
    expect(fill('{{ outcome("triage") }}')).toBe("high");
  });

  it("says so where there is no step, owner, block or due date", () => {
    expect(fill("{{ step.title }} {{ owner.name }} {{ block.reason }} {{ due }}")).toBe(Array(4).fill("(not given)").join(" "));
    expect(fill("{{ owner.name }} {{ due }}", {}, "later")).toBe("(not given) (not given)");
    expect(fill("{{ due }}", {}, "triage")).toBe("(not given)");
  });

  it("says why a step is blocked", () => {
    const blocked = story().when("anna", { type: "BlockStep", step: "triage", reason: "No data", on: "other" });
    const telling: Telling = { definition: flow, directory: directory(), instance: blocked.instance };
    expect(renderTemplate("{{ block.reason }} {{ owner.name }}", lookupFor(telling, stepKey("triage")))).toBe("No data Anna");
  });

  it("names the planned owner of a step that waits", () => {
    const telling: Telling = { definition: flow, directory: directory(), instance: story().instance };
    expect(renderTemplate("{{ owner.name }}", lookupFor(telling, stepKey("fix")))).toBe("Ben");
  });
});

it("finds the field behind a name, whether input or evidence", () => {
  expect([fieldOf(flow, "customer")?.type, fieldOf(flow, "cost")?.type, fieldOf(flow, "gone")]).toEqual(["text", "money", undefined]);
});
