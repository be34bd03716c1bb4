import { createControls } from "../../src/agent/controls/controls.ts";
import { createAgentBudgets } from "../../src/application/agent-budgets.ts";
import { createAskModel } from "../../src/application/ask-model.ts";
import type { Question } from "../../src/application/ask-question.ts";
import type { BudgetLimits } from "../../src/application/ports/agent-records.ts";
import { DEFAULT_CONTROLS } from "../../src/application/ports/controls.ts";
import type { ModelAnswer, ModelRequest, ToolCall } from "../../src/application/ports/model.ts";
import { createAgentRecords } from "../../src/store/agent-records.ts";
import { directory, person, personId } from "../support/builders.ts";
import type { OpenTestDatabase } from "../support/databases.ts";
import { WORKSPACE } from "../support/given.ts";
import { givenStore, newInstance } from "../support/given-store.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

const PEOPLE = directory({ people: [person("anna"), person("xavier")] });
export const LIMITS: BudgetLimits = {
  person: { cents: 10, tokens: 1_000 },
  case: { cents: 20, tokens: 2_000 },
  workspace: { cents: 100, tokens: 10_000 },
};

export const says = (text: string, overrides: Partial<ModelAnswer> = {}): ModelAnswer => ({
  text,
  value: undefined,
  calls: [],
  stop: "end",
  usage: { input: 100, cacheRead: 0, cacheWrite: 0, output: 10 },
  model: "small-1",
  cents: 1,
  ...overrides,
});

export type Turn = ModelAnswer | Error | ((request: ModelRequest) => ModelAnswer | Promise<ModelAnswer>);

/** A model that says what it was told to, in turn, and keeps what it was asked. */
export const givenAsk = async (open: OpenTestDatabase, ...turns: Turn[]) => {
  const database = await open();
  const asked: ModelRequest[] = [];
  const records = createAgentRecords(database);
  const logger = createRecordingLogger();
  const { clock, handleWorkspace, store } = givenStore(database, { directory: PEOPLE });
  const budgets = createAgentBudgets({ records, limits: LIMITS, directory: () => PEOPLE, handleWorkspace, clock, logger });
  const answer = async (request: ModelRequest): Promise<ModelAnswer> => {
    asked.push(request);
    const turn = turns.shift() ?? says("");
    if (turn instanceof Error) throw turn;
    return typeof turn === "function" ? await turn(request) : turn;
  };
  const price: { cents: number | undefined } = { cents: undefined };
  const models = (purpose: string) => (purpose === "analyse" ? undefined : { answer, cost: () => price.cents });
  const ask = createAskModel({ models, records, controls: createControls("secret"), budgets, clock, machine: { now: () => 0 }, logger });
  const instance = newInstance();
  const question = (overrides: Partial<Question> = {}): Question => ({
    run: "run-1",
    workspace: WORKSPACE,
    instance,
    person: personId("anna"),
    pattern: "clerk",
    purpose: "draft",
    system: "You word updates.",
    messages: [{ role: "user", text: ["Word this:", { from: "message of Ben", text: "mail a@b.de" }] }],
    maxTokens: 100,
    deadlineMs: 1_000,
    policy: DEFAULT_CONTROLS,
    people: [],
    ...overrides,
  });
  const entries = async (run = "run-1") => await records.entries({ workspace: WORKSPACE, id: run }, 0, 100);
  const run = async () => (await records.runs(WORKSPACE, instance, 0, 10))[0];
  const troubles = async () =>
    (await database.pool.query("SELECT data FROM audit_event WHERE action = 'trouble.noticed' ORDER BY seq")).rows.map(({ data }) => data);
  return { ask, question, asked, entries, run, records, clock, logger, troubles, store, database, instance, price };
};

export const call = (id: string, name: string, input: unknown): ToolCall => ({ id, name, input });
