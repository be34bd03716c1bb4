import { describe, expect, it } from "vitest";
import type { Fact, Part, Row } from "../../src/insights/facts/fact.ts";
import { criticalPath } from "../../src/insights/facts/in-case.ts";
import { ledgerOf, type Since } from "../../src/insights/facts/ledger.ts";
import {
  customerFacts,
  customerUpdate,
  differenceOf,
  executiveFacts,
  insideUpdate,
  lastUpdate,
  teamFacts,
} from "../../src/insights/updates.ts";
import { at, definition, directory, personId, task } from "../support/builders.ts";
import { given, type Story } from "../support/given.ts";

const START = at("2026-03-02 09:00");

const begun = (): Story =>
  given({
    definition: definition([task("sso", { due: "2 working days" }), task("report", { due: "5 working days" })]),
    directory: directory(),
    now: START,
  }).start("maria");

const told = (story: Story) => ({
  definition: story.definition,
  instance: story.instance,
  directory: story.directory,
  texts: new Map(),
  now: story.now,
});

const rows = (story: Story): readonly Row[] =>
  story.events.map(({ seq, at: moment, verdict, step, body }) => ({
    seq,
    at: moment,
    verdict,
    step,
    actorId: String("by" in body ? body.by : "clock"),
    onBehalfOf: undefined,
    data: { ...body },
  }));

const facts = (story: Story, since: Since = { row: 0 }): readonly Fact[] => ledgerOf(told(story), rows(story), since);

const plain = (parts: readonly Part[]): string =>
  parts.map((part) => (typeof part === "string" ? part : "title" in part ? part.title : "at" in part ? "<time>" : part.person)).join("");

const said = (all: readonly Fact[]): readonly string[] => all.map(({ words }) => plain(words));

const blocked = (story: Story): Story =>
  story.when("anna", { type: "BlockStep", step: "sso", reason: "Rita has the certificate", on: "customer" });

describe("the ledger of a case", () => {
  it("numbers its facts from one, in order", () => {
    const ids = facts(blocked(begun())).map(({ id }) => id);
    expect(ids).toEqual(ids.map((_, n) => `F${n + 1}`));
  });

  it("says what is stuck, on whom and since when, with the row that began it", () => {
    const story = blocked(begun());
    const stuck = facts(story).find(({ kind }) => kind === "stuck");
    expect(plain(stuck!.words)).toMatch(/is blocked on the customer since <time>: Rita has the certificate\. Next to act: anna/);
    expect(stuck!.source).toEqual({ row: rows(story).findLast(({ data }) => data.type === "step.blocked")!.seq });
  });

  it("leaves a question that somebody gave as the reason with its own mark alone", () => {
    const story = begun().when("anna", { type: "BlockStep", step: "sso", reason: "SAML or OIDC?", on: "customer" });
    const stuck = facts(story).find(({ kind }) => kind === "stuck");
    expect(plain(stuck!.words)).toMatch(/: SAML or OIDC\? Next to act: anna/);
  });

  it("says what happened after a moment, and nothing of before it", () => {
    const story = begun();
    const before = story.instance.seq;
    const later = facts(blocked(story), { row: before }).filter(({ kind }) => kind === "happened");
    expect(said(later)).toEqual([expect.stringMatching(/was blocked by anna: Rita has the certificate/)]);
  });

  it("counts what happened from its reader's own last act", () => {
    const story = blocked(begun());
    expect(facts(story, { actedBy: personId("nobody") }).some(({ kind }) => kind === "happened")).toBe(true);
    expect(facts(story, { at: story.now + 1 }).some(({ kind }) => kind === "happened")).toBe(false);
  });

  it("knows the steps that decide its end", () => expect(criticalPath(told(begun())).length).toBeGreaterThan(0));
});

describe("an update", () => {
  it("for a customer never holds what is internal: no name, no step, nobody's words", () => {
    const all = facts(blocked(begun()));
    const text = customerUpdate(customerFacts(all))
      .map(({ words }) => plain(words))
      .join(" ");
    expect(text).toContain("We are waiting for something from you");
    expect(text).not.toMatch(/anna|maria|sso|report|Rita|certificate/);
    // @ts-expect-error An internal fact does not fit into a customer's update: that is its type.
    customerUpdate(all);
  });

  it("keeps for each sentence the facts that it says", () => {
    const all = facts(blocked(begun()));
    const ids = new Set(all.map(({ id }) => id));
    for (const update of [customerUpdate(customerFacts(all)), insideUpdate(teamFacts(all)), insideUpdate(executiveFacts(all))]) {
      expect(update.length).toBeGreaterThan(0);
      for (const sentence of update) expect(sentence.facts.every((id) => ids.has(id)) && sentence.facts.length > 0).toBe(true);
    }
  });

  it("for executives leaves out who does what next", () => {
    const all = facts(begun());
    const words = insideUpdate(executiveFacts(all))
      .map((each) => plain(each.words))
      .join(" ");
    expect(words).not.toContain("is with");
    expect(words).toContain("steps are done");
  });

  it("is held against the last that was not rejected", () => {
    const draft = { message: "m", step: undefined, author: undefined, approvers: [], approvedBy: undefined, settledAt: undefined };
    const drafts = {
      one: { ...draft, id: "one", at: 1, status: "sent" as const, words: { text: "a\nb", sources: [] } },
      two: { ...draft, id: "two", at: 2, status: "rejected" as const, words: { text: "x", sources: [] } },
    };
    expect(lastUpdate(drafts, "m")?.id).toBe("one");
    expect(differenceOf("a\nc", "a\nb")).toEqual({ added: ["c"], gone: ["b"] });
  });
});
