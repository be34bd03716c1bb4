import { describe, expect, it } from "vitest";
import type { AskOutcome } from "../../src/application/ports/ask.ts";
import { CommandId, StepKey } from "../../src/engine/ids.ts";
import { answers, scripted } from "../agent/support/scripted.ts";
import { openOnEither } from "../support/databases.ts";
import type { Stage } from "../support/stage.ts";
import { does, onboardingStage } from "./support/given-onboarding.ts";
import { traceOf, whisperedTo } from "./support/telling.ts";

const open = openOnEither();

const read = (part: Readonly<Record<string, unknown>>): AskOutcome =>
  answers({ value: { says: "none", step: 1, confidence: 0.9, words: "", on: null, until: null, to: null, ...part } });

const WORDS = "legal wants the DPA first, back Thursday";
const BLOCKED = read({ says: "blocked", words: "legal wants the DPA first", on: "person", until: "2026-11-26T09:00" });

const replies = async (stage: Stage, handle: string, text: string): Promise<readonly string[]> => {
  const person = stage.as(handle);
  const before = whisperedTo(stage, handle).length;
  await person.types(text, { threadTs: stage.slack.messages(person.dm)[0]?.ts ?? "" });
  await stage.settled();
  return whisperedTo(stage, handle).slice(before);
};

/** Maria, whose process it is, gives a step to Sara. */
const givesSara = async (stage: Stage, step: string): Promise<void> => {
  const { core } = stage.app();
  const [instance] = await core.reads.byCase(core.workspace, "c-1");
  const [maria, sara] = ["maria", "sara"].map((handle) => core.catalogue.directory().addresses.get(stage.as(handle).id));
  if (instance === undefined || maria === undefined || sara === undefined) throw new Error("there is no such case, or nobody");
  const by = { id: CommandId.parse(`give-${step}`), workspace: core.workspace, actor: { kind: "person", id: maria }, via: "cli" } as const;
  await core.handle({ ...by, type: "ReassignStep", instance: instance.id, step: StepKey.parse(step), to: sara });
  await stage.settled();
};

describe("a reply that only a model understands", () => {
  it("is offered to its writer as what it would do, and is done when they say yes", async () => {
    const { ask, asked } = scripted(() => BLOCKED);
    const stage = await onboardingStage({ open, ask: () => ask });
    const shown = (await replies(stage, "sara", WORDS)).join("\n");
    expect(shown).toContain("Mark *Hand over the sale* blocked, waiting for a person, until");
    expect(shown).toContain("“legal wants the DPA first”?");
    expect(await traceOf(stage, "C-1")).not.toContain("step.blocked ALLOW");
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ pattern: "understand-reply", purpose: "classify" });
    await does(stage, "sara", "Yes");
    const core = stage.app().core;
    const [instance] = await core.reads.byCase(core.workspace, "c-1");
    expect(Object.values(instance?.steps ?? {}).find(({ key }) => key === "handover")).toMatchObject({
      status: "blocked",
      block: { reason: "legal wants the DPA first", on: "person", until: Date.parse("2026-11-26T09:00:00+01:00") },
    });
    await stage.stop();
  });

  it("is not asked about where a clear phrase says it, and its words wait nowhere but in Slack", async () => {
    const { ask, asked } = scripted(() => BLOCKED);
    const stage = await onboardingStage({ open, ask: () => ask });
    expect((await replies(stage, "sara", "done")).join("\n")).toContain("Mark *Hand over the sale* done?");
    expect(asked).toHaveLength(0);
    await replies(stage, "sara", WORDS);
    const { rows } = await stage.database.pool.query<{ data: string }>(
      "SELECT data::text AS data FROM pgboss.job WHERE name = 'understand'",
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.data).not.toContain("legal");
    await stage.stop();
  });

  it("is asked once, however often Slack delivers it", async () => {
    const { ask, asked } = scripted(() => BLOCKED);
    const stage = await onboardingStage({ open, ask: () => ask });
    expect(await replies(stage, "sara", WORDS)).toHaveLength(1);
    const [last] = stage.slack.deliveries.filter(({ kind }) => kind === "events_api").slice(-1);
    if (last === undefined) throw new Error("nothing was delivered");
    await stage.slack.redeliver(last);
    await stage.settled();
    expect(asked).toHaveLength(1);
    expect(whisperedTo(stage, "sara").filter((said) => said.includes("blocked, waiting"))).toHaveLength(1);
    await stage.stop();
  });

  const REFUSED: readonly (readonly [string, AskOutcome])[] = [
    ["when it is in doubt", read({ says: "done", words: "legal wants", confidence: 0.5 })],
    ["for words that the reply does not have", read({ says: "done", words: "it is all done" })],
    ["for a step that is not theirs", read({ says: "done", words: "legal wants", step: 2 })],
    ["for a time that has passed", read({ says: "commit", words: "back Thursday", until: "2026-11-19T09:00" })],
    ["for a time that is none", read({ says: "commit", words: "back Thursday", until: "Thursday" })],
    ["for somebody who has no part in the case", read({ says: "hand-off", words: "legal wants", to: 99 })],
    ["for none of the acts", read({ says: "none", words: "legal wants" })],
    ["for an answer of another shape", answers({ value: { says: "approve" } })],
    ["when the model fails", { ok: false, why: "fault", words: "It took too long." }],
  ];

  it("shows nothing where the reading does not hold, or there is none, and the log says why", async () => {
    let say = BLOCKED;
    const { ask, asked } = scripted(() => say);
    const stage = await onboardingStage({ open, ask: () => ask });
    for (const [why, outcome] of REFUSED) {
      say = outcome;
      expect(await replies(stage, "sara", WORDS), why).toEqual([]);
    }
    expect(asked).toHaveLength(REFUSED.length);
    const said = stage.logger.lines.map(({ message }) => message).filter((message) => message.includes("model"));
    expect(said).toHaveLength(REFUSED.length);
    expect(said.at(-1)).toBe("a reply was not read by a model");
    await stage.stop();
  });

  it("in a direct message or a mention outside any case is about any step of theirs", async () => {
    const { ask, asked } = scripted(() => read({ says: "not-mine", words: "Bo should look at this" }));
    const stage = await onboardingStage({ open, ask: () => ask });
    const sara = stage.as("sara");
    await sara.types("Bo should look at this, he knows them");
    await stage.settled();
    expect(whisperedTo(stage, "sara").at(-1)).toContain("Pass *Hand over the sale* on, as it is not yours?");
    await sara.types(`<@${stage.slack.app.botUserId}> Bo should look at this`, { channel: "onboarding" });
    await stage.settled();
    expect(asked).toHaveLength(2);
    await stage.as("bo").types("Somebody should look at this");
    await stage.settled();
    expect(asked).toHaveLength(2);
    await stage.stop();
  });

  it("in the thread of a case is read once its writer has said of which of their steps it is", async () => {
    const { ask, asked } = scripted(() => BLOCKED);
    const stage = await onboardingStage({ open, ask: () => ask }, "tier=enterprise");
    await does(stage, "sara", "Done", { "Customer's goals": "Ten sites" });
    await givesSara(stage, "contract-review");
    await givesSara(stage, "dpa");
    const sara = stage.as("sara");
    await sara.types(WORDS, { channel: "onboarding", threadTs: stage.slack.messages("onboarding")[0]?.ts ?? "" });
    await stage.settled();
    expect(whisperedTo(stage, "sara").at(-1)).toContain("Which step is this about?");
    expect(asked).toHaveLength(0);
    await sara.clicks("Review the contract", { in: "onboarding" });
    await stage.settled();
    expect(whisperedTo(stage, "sara").at(-1)).toContain("Mark *Review the contract* blocked, waiting for a person");
    expect(asked).toHaveLength(1);
    await stage.stop();
  });

  it("is left as it is where no model is configured", async () => {
    const stage = await onboardingStage({ open });
    expect(await replies(stage, "sara", WORDS)).toEqual([]);
    const { rows } = await stage.database.pool.query("SELECT id FROM pgboss.job WHERE name = 'understand'");
    expect(rows).toEqual([]);
    await stage.stop();
  });
});
