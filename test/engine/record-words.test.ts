import { describe, expect, it } from "vitest";
import { evolve } from "../../src/engine/evolve.ts";
import type { Instance } from "../../src/engine/instance.ts";
import type { Event, InstanceEventBody } from "../../src/engine/messages/event.ts";
import type { WordsFor } from "../../src/engine/messages/record-words.ts";
import { definition, directory, personId, stepKey, task, team, whos } from "../support/builders.ts";
import { agentFor, given, MONDAY, type Story } from "../support/given.ts";

const workflow = definition([task("a", { owner: "anna" }), task("later", { owner: "anna" })], {
  messages: { question: { id: "question", to: whos("input:contact"), approve: whos("dave"), text: "Well?" } },
});
const people = directory({ people: ["dave"], teams: [team("crew", ["anna", "ben"], { lead: "lena" })] });
const begun = (): Story => given({ definition: workflow, directory: people }).start("sam");

const clerk = agentFor("anna");
const packet = (more: Partial<Extract<WordsFor, { kind: "packet" }>> = {}): WordsFor => ({
  kind: "packet",
  step: stepKey("a"),
  pass: 1,
  to: personId("ben"),
  at: MONDAY,
  ...more,
});
const records = (story: Story, about: WordsFor): Story =>
  story.when(clerk, { type: "RecordWords", about, words: { summary: "It is nearly done." }, sources: ["F1, row 1"] });

const passed = (): Story => begun().when("anna", { type: "HandOffStep", step: "a", to: personId("ben") });
const drafted = (): Story => begun().when("anna", { type: "DraftMessage", message: "question", step: "a" });
const draftOf = (story: Story) => Object.values(story.instance.drafts)[0]!;

describe("words of a model", () => {
  it("are kept with the handoff that waits for its receiver, and its card is drawn anew", () => {
    const story = records(passed(), packet());
    expect(story.work("a").handOff).toMatchObject({ to: "ben", accepted: false, words: { words: { summary: "It is nearly done." } } });
    expect(story.last.effects).toContainEqual({ type: "refresh" });
    expect(story.last.events).toMatchObject([{ action: "words.recorded", verdict: "ALLOW", step: "a" }]);
  });

  it("move nothing along: who is silent stays silent", () => {
    const story = passed();
    const { progressAt } = story.instance;
    const { heardAt } = story.work("a");
    records(story.clock(MONDAY + 1_000), packet());
    expect(story.instance.progressAt).toBe(progressAt);
    expect(story.work("a").heardAt).toBe(heardAt);
  });

  const LATE: readonly (readonly [string, Story, WordsFor])[] = [
    ["of a step that was handed to nobody", begun(), packet()],
    ["of a step that is not there", passed(), packet({ step: stepKey("gone") })],
    ["of a step that has not begun", passed(), packet({ step: stepKey("later") })],
    ["of another pass", passed(), packet({ pass: 2 })],
    ["of an earlier handoff", passed(), packet({ at: MONDAY - 1 })],
    ["for somebody who no longer has it", passed(), packet({ to: personId("lena") })],
    ["that its receiver accepted", passed().when("ben", { type: "AcceptHandOff", step: "a" }), packet()],
    ["for a draft that is not there", begun(), { kind: "draft", draft: "none" }],
  ];
  it.each(LATE)("are refused for a handoff or draft %s", (_, story, about) => {
    expect(records(story, about).rejection).toMatchObject({ code: "stale" });
    expect(story.happened("words.recorded")).toEqual([]);
  });

  it("stand beside a draft's own until somebody approves the one or the other", () => {
    const story = drafted();
    const { id } = draftOf(story);
    expect(story.when("dave", { type: "ApproveMessage", draft: id, offered: true }).rejection).toMatchObject({ code: "stale" });
    records(story, { kind: "draft", draft: id });
    expect(draftOf(story)).toMatchObject({ status: "pending", offered: { chosen: false, sources: ["F1, row 1"] } });
    story.when("dave", { type: "ApproveMessage", draft: id, offered: true });
    expect(draftOf(story)).toMatchObject({ status: "approved", approvedBy: "dave", offered: { chosen: true } });
    expect(records(story, { kind: "draft", draft: id }).rejection).toMatchObject({ code: "stale" });
  });

  it("are not chosen by who approves the draft as it was", () => {
    const story = drafted();
    const { id } = draftOf(story);
    records(story, { kind: "draft", draft: id }).when("dave", { type: "ApproveMessage", draft: id });
    expect(draftOf(story)).toMatchObject({ status: "approved", offered: { chosen: false } });
  });

  it("may come while automated acts are stopped, and are taken by nobody's click", () => {
    const story = passed();
    const by = { type: "RecordWords", about: packet(), words: {}, sources: [] } as const;
    expect(story.when("anna", by).rejection).toMatchObject({ code: "not-entitled" });
    const stopped: Instance = { ...story.instance, stopped: { reason: "no-progress", at: MONDAY } };
    const row = (body: InstanceEventBody): Event => ({
      seq: 99,
      at: MONDAY,
      action: body.type,
      verdict: "ALLOW",
      reason: "",
      step: undefined,
      pass: 1,
      body,
    });
    const said = { words: {}, sources: [] };
    expect(
      evolve(stopped, row({ type: "words.recorded", step: undefined, about: packet({ step: stepKey("later") }), ...said })).steps,
    ).toEqual(stopped.steps);
    expect(evolve(stopped, row({ type: "message.approved", draft: "none", by: personId("dave"), offered: true })).drafts).toEqual(
      stopped.drafts,
    );
  });
});
