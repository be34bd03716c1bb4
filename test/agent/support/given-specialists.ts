import type { AgentRecords, AgentRun, Entry, NewEntry } from "../../../src/application/ports/agent-records.ts";
import type { Asked, AskOutcome } from "../../../src/application/ports/ask.ts";
import type { Specialist } from "../../../src/application/ports/specialists.ts";
import { buildAgent } from "../../../src/build-agent.ts";
import type { Core } from "../../../src/build-core.ts";
import type { Waking } from "../../../src/engine/messages/agent-record.ts";
import { INSTANCE, WORKSPACE } from "../../support/given.ts";
import { givenAgent } from "./given-agent.ts";
import { scripted } from "./scripted.ts";

export const specialist = (name: string, overrides: Partial<Specialist> = {}): Specialist => ({
  name,
  responsibility: `The ${name}'s work.`,
  prompt: "See to it.",
  tools: ["get_workflow_state", "add_note", "complete_step"],
  model: "act",
  autonomy: "assist",
  actsFor: { who: "address", address: "anna" },
  wakesOn: ["task.blocked"],
  timeoutMs: 60_000,
  retries: 1,
  anHour: 10,
  team: [],
  ...overrides,
});

interface Kept {
  readonly run: AgentRun;
  readonly at: number;
  readonly entries: NewEntry[];
  outcome: string | undefined;
}

/** Records in maps: what the database holds is in its own contract. */
const memoryRecords = (texts: Map<string, string>) => {
  const runs = new Map<string, Kept>();
  const records = {
    begin: async (run, at) => !runs.has(run.id) && runs.set(run.id, { run, at, entries: [], outcome: undefined }).size > 0,
    add: async ({ id }, entries) => void runs.get(id)?.entries.push(...entries),
    settle: async ({ id }, outcome) => {
      const kept = runs.get(id);
      if (kept !== undefined) kept.outcome = outcome;
    },
    begunSince: async (_workspace, pattern, since) => {
      const of = [...runs.values()].filter(({ run, at }) => run.pattern === pattern && at > since);
      const limited = of.filter(({ outcome }) => outcome === "limited").length;
      return { begun: of.length - limited, limited };
    },
    keep: async (_workspace, _instance, id, text) => void (texts.has(id) || texts.set(id, text)),
    entries: async ({ id }) => (runs.get(id)?.entries ?? []) as unknown as readonly Entry[],
  } satisfies Partial<AgentRecords>;
  return { records, runs };
};

/** Agents beside the two cases of `givenAgent`, with a model that says what it is told to. */
export const givenSpecialists = async (specialists: readonly Specialist[], say: (asked: Asked) => AskOutcome) => {
  const given = await givenAgent();
  const { core, logger, machine } = given;
  const texts = new Map<string, string>();
  const { records, runs } = memoryRecords(texts);
  const { ask, asked } = scripted(say);
  const { ports } = core;
  const whole = {
    ...ports,
    agentRecords: records,
    catalogue: { ...ports.catalogue, specialists: () => specialists },
    reads: { ...ports.reads, texts: async () => texts },
    store: { loadOf: async () => new Map(), answerOf: async (_workspace: unknown, id: string) => core.answers.get(id) },
  } as unknown as Core; // What agents ask of a core, and no more.
  const { wake } = buildAgent(whole, ask, { clock: { now: () => core.now }, machine, logger });
  const stays = new AbortController();
  return {
    ...given,
    asked,
    texts,
    runs,
    /** Runs the job of a waking. */
    wakes: async (waking: Partial<Waking> & Pick<Waking, "agent" | "run">, signal = stays.signal): Promise<void> => {
      await wake({ workspace: WORKSPACE, event: "task.blocked", instance: INSTANCE, depth: 0, ...waking }, signal);
    },
    /** What agents said of their runs, by rows. */
    said: () => core.rows.filter(({ body }) => /^agent\.(woke|task|finished|result)$/.test(body.type)),
    /** What is to be woken by a row. */
    woken: (type: "agent.task" | "agent.result"): readonly Waking[] =>
      core.rows.flatMap(({ body }) => (body.type === type ? body.wakes : [])),
  };
};
