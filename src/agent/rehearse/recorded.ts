import { z } from "zod";
import type { PromptRecord } from "../../application/ask-question.ts";
import type { Cost, Entry, RecordedRun } from "../../application/ports/agent-records.ts";
import type { ModelMessage, ModelRequest, ToolSpec } from "../../application/ports/model.ts";

/** What a model said or called. */
export interface Said {
  readonly text: string;
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
}

/** A request as it left once, what came back, and what that cost. */
export interface Recorded {
  readonly run: string;
  readonly pattern: string;
  readonly request: Omit<ModelRequest, "onText" | "signal">;
  readonly said: Said;
  readonly cost: Pick<Cost, "usage" | "cents">;
}

/** Why a request cannot be asked again. */
export type NotAgain =
  | "erased"
  | "never answered"
  | "part of a conversation"
  | "with a tool that is gone, or was made for its run"
  | "not whole on record";

export type FromRecord = { readonly recorded: Recorded } | { readonly not: NotAgain };

const DEADLINE_MS = 60_000;

const Message = z.discriminatedUnion("role", [
  z.object({ role: z.literal("user"), text: z.string() }),
  z.object({
    role: z.literal("assistant"),
    text: z.string(),
    calls: z.array(z.object({ id: z.string(), name: z.string(), input: z.unknown() })),
  }),
  z.object({ role: z.literal("tools"), results: z.array(z.object({ id: z.string(), text: z.string(), isError: z.boolean() })) }),
]);
const Prompt = z.object({
  system: z.string(),
  context: z.string().optional(),
  messages: z.array(Message),
  tools: z.array(z.string()).optional(),
  shape: z.record(z.string(), z.unknown()).optional(),
  maxTokens: z.number(),
});

export const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const shapeOf = (schema: Readonly<Record<string, unknown>> | undefined): z.ZodType | undefined =>
  schema && z.fromJSONSchema(schema as PromptRecord["shape"] & object);

/** Cost is the run's: the first of its requests carries it. */
const NOTHING: Recorded["cost"] = { usage: { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 }, cents: 0 };

const saidIn = (entries: readonly Entry[]): Said | NotAgain => {
  const answer = entries.find(({ kind }) => kind === "answer");
  if (answer === undefined) return "never answered";
  const calls = entries.filter(({ kind }) => kind === "tool-call");
  if ([answer, ...calls].some(({ text }) => text === undefined)) return "erased";
  return { text: answer.text ?? "", calls: calls.map(({ name = "", text = "" }) => ({ name, input: parsed(text) })) };
};

const requestIn = (run: RecordedRun, text: string, tools: readonly ToolSpec[]): Recorded["request"] | NotAgain => {
  const read = parsed(text);
  // Within a conversation only what was new is on record.
  if (read === undefined) return "part of a conversation";
  const prompt = Prompt.safeParse(read).data;
  if (prompt === undefined) return "not whole on record";
  const { system, context, maxTokens } = prompt;
  const specs = prompt.tools?.map((name) => tools.find((tool) => tool.name === name));
  if (specs?.includes(undefined)) return "with a tool that is gone, or was made for its run";
  const shape = shapeOf(prompt.shape);
  return {
    purpose: run.purpose,
    system,
    messages: prompt.messages satisfies readonly ModelMessage[],
    maxTokens,
    deadlineMs: DEADLINE_MS,
    ...(context === undefined ? {} : { context }),
    ...(specs === undefined ? {} : { tools: specs.filter((spec) => spec !== undefined) }),
    ...(shape === undefined ? {} : { shape }),
  };
};

/** What was sent has words, or had them: an attempt of a specialist, whose turns are runs of their own, is told without any. */
const isRequest = ({ kind, ref }: Entry): boolean => kind === "prompt" && ref !== undefined;

/** Each request with what came before the next. */
const exchangesIn = (entries: readonly Entry[]): readonly (readonly Entry[])[] =>
  entries.filter(isRequest).map(({ seq }) => {
    const next = entries.find((entry) => isRequest(entry) && entry.seq > seq)?.seq ?? Number.POSITIVE_INFINITY;
    return entries.filter((entry) => entry.seq >= seq && entry.seq < next);
  });

const fromExchange = (
  run: RecordedRun,
  [prompt, ...rest]: readonly Entry[],
  tools: readonly ToolSpec[],
): Omit<Recorded, "cost"> | NotAgain => {
  if (prompt?.text === undefined) return "erased";
  const request = requestIn(run, prompt.text, tools);
  if (typeof request === "string") return request;
  const said = saidIn(rest);
  return typeof said === "string" ? said : { run: run.id, pattern: run.pattern, request, said };
};

/** The requests of a run, each as it can be asked again, or why it cannot. */
export const recordedIn = (run: RecordedRun, entries: readonly Entry[], tools: readonly ToolSpec[]): readonly FromRecord[] => {
  let cost: Recorded["cost"] = run;
  return exchangesIn(entries).map((exchange) => {
    const found = fromExchange(run, exchange, tools);
    if (typeof found === "string") return { not: found };
    const recorded = { ...found, cost };
    cost = NOTHING;
    return { recorded };
  });
};
