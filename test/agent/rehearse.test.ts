import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createControls } from "../../src/agent/controls/controls.ts";
import { TOOLS } from "../../src/agent/tools/all.ts";
import { createAskModel } from "../../src/application/ask-model.ts";
import { DEFAULT_CONTROLS } from "../../src/application/ports/controls.ts";
import { type ModelAnswer, ModelFault, type ModelRequest } from "../../src/application/ports/model.ts";
import { type Rehearsing, rehearseOn, rehearseRecorded } from "../../src/cli/rehearse.ts";
import { createEraseAgentTexts } from "../../src/store/agent-record-purge.ts";
import { createAgentRecords } from "../../src/store/agent-records.ts";
import { openOnEither } from "../support/databases.ts";
import { MONDAY, WORKSPACE } from "../support/given.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

const open = openOnEither();
const DAY = 86_400_000;

const says = (part: Partial<ModelAnswer>): ModelAnswer => ({
  text: "",
  value: undefined,
  calls: [],
  stop: "end",
  usage: { input: 100, cacheRead: 0, cacheWrite: 0, output: 10 },
  model: "new-1",
  cents: 1,
  ...part,
});

const Reading = z.strictObject({
  says: z.enum(["done", "blocked"]),
  words: z.string().describe("Copied"),
  confidence: z.number(),
  until: z.string().nullable(),
});
const reading = (part: Partial<z.infer<typeof Reading>>) => {
  const value = { says: "blocked", words: "legal wants the DPA", confidence: 0.9, until: null, ...part };
  return says({ text: JSON.stringify(value), value });
};
const STATE = TOOLS.filter(({ spec }) => spec.name === "get_workflow_state").map(({ spec }) => spec);
const looking = (workflow: string) => says({ stop: "tools", calls: [{ id: "c", name: "get_workflow_state", input: { case: workflow } }] });

/** A reading, a look and two answers in words were asked of the old model on Monday, through the controls and on record. */
const given = async () => {
  const database = await open();
  await database.pool.query("INSERT INTO current_definition VALUES ($1, 'onboarding', 'hash')", [WORKSPACE]);
  const records = createAgentRecords(database);
  const old = [reading({}), looking("C-1"), says({ text: "It is due on 2026-11-26, says [EMAIL_1]." }), says({ text: "All is well." })];
  const ask = createAskModel({
    models: () => ({ answer: async () => old.shift() ?? says({}) }),
    records,
    controls: createControls("secret"),
    budgets: { reserve: async () => undefined },
    clock: { now: () => MONDAY },
    machine: { now: () => 0 },
    logger: createRecordingLogger(),
  });
  const asks = async (run: string, more: object): Promise<void> => {
    const common = { workspace: WORKSPACE, instance: undefined, person: undefined, policy: DEFAULT_CONTROLS, people: [], maxTokens: 300 };
    const words = [{ from: "a reply", text: `mail rita@acme.example about ${run}` }];
    const messages = [{ role: "user", text: words } as const];
    await ask({ ...common, run, pattern: "answer", purpose: "act", system: "You help.", messages, deadlineMs: 1_000, ...more });
  };
  await asks("r-reading", { pattern: "understand-reply", purpose: "classify", context: "Steps: 1", shape: Reading });
  await asks("r-look", { tools: STATE });
  await asks("r-fact", {});
  await asks("r-well", {});
  const asked: ModelRequest[] = [];
  const rehearses = async (answer: (request: ModelRequest) => ModelAnswer, options: Partial<Rehearsing> = {}) => {
    const [out, notes]: [string[], string[]] = [[], []];
    const model = {
      answer: async (request: ModelRequest) => {
        asked.push(request);
        return answer(request);
      },
    };
    const streams = { out: (line: string) => void out.push(line), note: (line: string) => void notes.push(line) };
    const all = { model: "anthropic:claude-haiku-5-5", limit: 100, spend: 50, ...options };
    return { code: await rehearseOn(database, model, all, streams), out: out.join("\n"), notes: notes.join("\n") };
  };
  return { database, asked, rehearses };
};

const isAbout = (run: string, { messages }: ModelRequest): boolean => JSON.stringify(messages).includes(run);

/** The same in other words, one field and one fact aside. */
const another = (request: ModelRequest): ModelAnswer => {
  if (isAbout("r-reading", request)) return reading({ words: "wants the DPA first", confidence: 0.8, until: "2026-11-26T09:00" });
  if (isAbout("r-look", request)) return looking("C-1");
  return isAbout("r-fact", request) ? says({ text: "[EMAIL_1] says Friday." }) : says({ text: "Everything is fine." });
};

describe("a rehearsal", () => {
  let on: Awaited<ReturnType<typeof given>>;
  beforeAll(async () => {
    on = await given();
  });
  beforeEach(() => {
    on.asked.length = 0;
  });

  it("asks the new model what the old one was asked, whole, and says where they agree, what it costs and where they differ", async () => {
    const { asked, rehearses, database } = on;
    const { code, out } = await rehearses(another);
    expect(code).toBe(0);
    expect(out).toMatch(/classify\s+understand-reply\s+1\s+0 %\s+100 tokens in, 10 out, 1 cents/);
    expect(out).toMatch(/act\s+answer\s+3\s+67 %\s+300 tokens in, 30 out, 3 cents\s+300 tokens in, 30 out, 3 cents/);
    expect(out).toContain("understand-reply: until differs in 1: r-reading");
    expect(out).toContain("answer: facts differs in 1: r-fact");
    const replayed = asked.find((request) => isAbout("r-reading", request));
    expect(replayed).toMatchObject({ purpose: "classify", context: "Steps: 1", maxTokens: 300 });
    expect(replayed?.system).toContain("You help.");
    expect(JSON.stringify(replayed?.messages)).not.toContain("rita@acme");
    expect(replayed?.shape?.safeParse(reading({}).value).success).toBe(true);
    expect(replayed?.shape?.safeParse({ says: "approve" }).success).toBe(false);
    expect(asked.find((request) => isAbout("r-look", request))?.tools).toEqual(STATE);
    // In the shadow: not even a record.
    const { rows } = await database.pool.query("SELECT sum(cents)::int AS cents FROM agent_run");
    expect(rows).toEqual([{ cents: 4 }]);
  });

  it("gives the same as JSON, of one purpose and of some time, and 1 where a request failed", async () => {
    const { rehearses, asked } = on;
    const fails = (): ModelAnswer => {
      throw new ModelFault("overloaded", "busy");
    };
    const { code, out } = await rehearses(fails, { json: true, purpose: "classify", since: MONDAY });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      model: "anthropic:claude-haiku-5-5",
      left: 0,
      rows: [{ pattern: "understand-reply", requests: 1, agreed: 0, drift: { "fault: overloaded": ["r-reading"] } }],
    });
    expect(asked).toHaveLength(1);
    await expect(rehearses(another, { since: MONDAY + 1 })).rejects.toThrow("There is nothing to ask again");
  });

  it("asks nothing when it is dry or has no budget, and no more than its budget", async () => {
    const { rehearses, asked } = on;
    const { code, notes } = await rehearses(another, { dryRun: true });
    expect([code, asked.length]).toEqual([0, 0]);
    expect(notes).toMatch(/^4 requests to anthropic:claude-haiku-5-5: about \d+ tokens in, \d+ out, [\d.]+ cents, estimated\.$/);
    await expect(rehearses(another, { spend: undefined as never })).rejects.toThrow(/^--spend: missing/);
    await expect(rehearses(another, { model: "openai:our-own" })).rejects.toThrow(/^--spend-tokens: missing/);
    const stopped = await rehearses(another, { spend: 1.5 });
    expect([stopped.code, asked.length]).toEqual([1, 2]);
    expect(stopped.out).toContain("Not asked, as the budget would have been overspent: 2.");
  });

  it("takes the row of a specialist's attempt, in which no model is asked, for no request that was erased", async () => {
    const { rehearses, database } = on;
    const records = createAgentRecords(database);
    const run = {
      workspace: WORKSPACE,
      id: "agent:scout:1",
      instance: undefined,
      purpose: "act",
      pattern: "agent:scout",
      onBehalfOf: undefined,
    } as const;
    await records.begin(run, MONDAY);
    await records.add(
      run,
      [
        { kind: "prompt", name: "task.blocked" },
        { kind: "answer", name: "said" },
      ],
      MONDAY,
    );
    expect((await rehearses(another, { dryRun: true })).notes).toMatch(/estimated\.$/);
  });

  it("leaves out what was erased, and counts it", async () => {
    const { rehearses, database } = on;
    await createEraseAgentTexts(database)(WORKSPACE, MONDAY + 1, MONDAY + DAY);
    await expect(rehearses(another)).rejects.toThrow("Left out: 4 erased.");
  });

  it("says what is wrong with a model that is none, before it opens anything", async () => {
    const nowhere = { out: () => undefined, note: () => undefined };
    const named = (model: string) => rehearseRecorded({ DATA_DIR: "/nowhere" }, { model, limit: 1 }, nowhere);
    await expect(named("best")).rejects.toThrow(/^--model: best is not a model\. Expected anthropic:<name>/);
    await expect(named("anthropic:claude-haiku-5-5")).rejects.toThrow(/^ANTHROPIC_API_KEY: missing/);
  });
});
