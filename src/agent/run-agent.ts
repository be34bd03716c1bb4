import type { AskedMessage } from "../application/ask-question.ts";
import type { Ask, AskOutcome } from "../application/ports/ask.ts";
import type { Prose } from "../application/ports/controls.ts";
import type { MachineClock } from "../application/ports/machine.ts";
import type { ModelAnswer, Purpose, ToolResult } from "../application/ports/model.ts";
import type { Tool } from "./tools/tool.ts";
import type { Holder, UseTool } from "./use-tool.ts";

/** Where a run ends at the latest, whatever the model wants. */
export interface Bounds {
  readonly turns: number;
  readonly calls: number;
  /** Machine milliseconds. */
  readonly ms: number;
  /** US cents; an answer of unknown price counts as none. */
  readonly cents: number;
}

export const BOUNDS: Bounds = { turns: 8, calls: 16, ms: 120_000, cents: 50 };

export interface AgentRun extends Holder {
  readonly pattern: string;
  readonly purpose: Purpose;
  readonly system: string;
  readonly context?: string;
  readonly words: Prose;
  readonly tools: readonly Tool[];
  readonly bounds?: Partial<Bounds>;
  readonly signal?: AbortSignal;
  readonly onText?: (piece: string) => void;
}

/** `text` is what was said at the end: words for people, never looked at for what to do. */
export interface Ran {
  readonly text: string;
  readonly ended: "said" | "turns" | "calls" | "time" | "cents" | "stopped" | Exclude<ModelAnswer["stop"], "end" | "tools"> | WhyNot;
  readonly turns: number;
  readonly calls: number;
  readonly cents: number;
}
type WhyNot = Extract<AskOutcome, { ok: false }>["why"];

export type RunAgent = (run: AgentRun) => Promise<Ran>;

interface Ports {
  readonly ask: Ask;
  readonly useTool: UseTool;
  readonly machine: MachineClock;
}

/** What an answer of one turn may take. */
const MAX_TOKENS = 2_000;

interface Progress {
  readonly messages: readonly AskedMessage[];
  readonly text: string;
  readonly turns: number;
  readonly calls: number;
  readonly cents: number;
}

/** Why nothing more may be done; undefined while it may. */
const halted = ({ signal }: AgentRun, { cents }: Progress, bounds: Bounds, left: number): Ran["ended"] | undefined => {
  if (signal?.aborted === true) return "stopped";
  if (left <= 0) return "time";
  return cents >= bounds.cents ? "cents" : undefined;
};

/** Why an answer is the last; undefined where it waits for results that it may have. */
const endOf = (answer: ModelAnswer, { calls }: Progress, bounds: Bounds): Ran["ended"] | undefined => {
  if (answer.stop === "end") return "said";
  if (answer.stop !== "tools") return answer.stop;
  return calls + answer.calls.length > bounds.calls ? "calls" : undefined;
};

const ranTo = ({ text, turns, calls, cents }: Progress, ended: Ran["ended"]): Ran => ({ text, ended, turns, calls, cents });

/** A model with tools, in a loop: it asks for calls, reads their results, and at the end says something. */
export const createRunAgent = ({ ask, useTool, machine }: Ports): RunAgent => {
  const takeTurn = async (run: AgentRun, before: Progress, bounds: Bounds, until: number): Promise<Progress | Ran> => {
    const left = (): number => until - machine.now();
    const halt = halted(run, before, bounds, left()) ?? (before.turns >= bounds.turns ? "turns" : undefined);
    if (halt !== undefined) return ranTo(before, halt);
    const outcome = await ask(requestOf(run, before, left()));
    if (!outcome.ok) return ranTo({ ...before, turns: before.turns + 1 }, outcome.why);
    const { answer } = outcome;
    const heard = { ...before, text: answer.text, turns: before.turns + 1, cents: before.cents + (answer.cents ?? 0) };
    const end = endOf(answer, heard, bounds) ?? halted(run, heard, bounds, left());
    if (end !== undefined) return ranTo(heard, end);
    const results = await useAll(run, answer, useTool);
    const said: AskedMessage = { role: "assistant", text: answer.text, calls: answer.calls };
    return { ...heard, calls: heard.calls + answer.calls.length, messages: [...heard.messages, said, { role: "tools", results }] };
  };

  return async (run) => {
    const bounds = { ...BOUNDS, ...run.bounds };
    const until = machine.now() + bounds.ms;
    let progress: Progress = { messages: [{ role: "user", text: run.words }], text: "", turns: 0, calls: 0, cents: 0 };
    for (;;) {
      const next = await takeTurn(run, progress, bounds, until);
      if ("ended" in next) return next;
      progress = next;
    }
  };
};

const requestOf = (run: AgentRun, { messages, turns }: Progress, left: number): Parameters<Ask>[0] => {
  const { workspace, instance, person, pattern, purpose, system, context, tools, signal, onText } = run;
  return {
    workspace,
    instance,
    person,
    pattern,
    purpose,
    system,
    // Each turn is asked once: a job that runs again ends at the first.
    run: `${run.run}:${turns}`,
    messages,
    tools: tools.map(({ spec }) => spec),
    maxTokens: MAX_TOKENS,
    deadlineMs: left,
    ...(context === undefined ? {} : { context }),
    ...(signal === undefined ? {} : { signal }),
    ...(onText === undefined ? {} : { onText }),
  };
};

/** One after the other: each sees what the one before it did. Stopped in between, the rest is not done. */
const useAll = async (run: AgentRun, { calls }: ModelAnswer, useTool: UseTool): Promise<readonly ToolResult[]> => {
  const results: ToolResult[] = [];
  for (const call of calls) {
    const stopped = run.signal?.aborted === true;
    results.push(stopped ? { id: call.id, text: "Stopped: not done.", isError: true } : await useTool(call, run.tools, run));
  }
  return results;
};
