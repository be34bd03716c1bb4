import type { Entry, RecordedRun } from "../application/ports/agent-records.ts";
import { InstanceId } from "../engine/ids.ts";
import type { AgentEntryLine, AgentRunLine, AgentView } from "./api-agent.ts";
import { nameOf } from "./in-words.ts";
import type { ProductLike } from "./ports.ts";

type Core = Pick<ProductLike["core"], "workspace" | "agentRecords" | "catalogue">;

const MOST_RUNS = 100;
const MOST_ENTRIES = 100;
/** What one text may take of the page, in characters. */
const MOST_CHARACTERS = 20_000;

const entryLine = ({ seq, kind, name, verdict, reason, text, ref }: Entry): AgentEntryLine => ({
  seq,
  kind,
  name,
  verdict,
  reason,
  text: text !== undefined && text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text,
  isErased: ref !== undefined && text === undefined,
});

const runLine = (run: RecordedRun, forWhom: string | undefined, entries: readonly Entry[]): AgentRunLine => ({
  run: run.id,
  at: run.began,
  pattern: run.pattern,
  purpose: run.purpose,
  forWhom,
  model: run.model,
  outcome: run.outcome,
  tokens: run.usage.input + run.usage.cacheRead + run.usage.cacheWrite + run.usage.output,
  cents: run.cents,
  entries: entries.map(entryLine),
});

/** What models were asked and answered for a case, the newest of it, oldest first; undefined for what is no case's id. */
export const createAgentView =
  ({ workspace, agentRecords, catalogue }: Core): ((instance: string) => Promise<AgentView | undefined>) =>
  async (instance) => {
    const id = InstanceId.safeParse(instance);
    if (!id.success) return undefined;
    const directory = catalogue.directory();
    const older = Math.max(0, (await agentRecords.ofCase(workspace, id.data)).runs - MOST_RUNS);
    const runs = await agentRecords.runs(workspace, id.data, older, MOST_RUNS);
    const lines = runs.map(async (run) => {
      const forWhom = run.onBehalfOf === undefined ? undefined : nameOf({ directory }, run.onBehalfOf);
      return runLine(run, forWhom, await agentRecords.entries(run, 0, MOST_ENTRIES));
    });
    return { older, runs: await Promise.all(lines) };
  };
