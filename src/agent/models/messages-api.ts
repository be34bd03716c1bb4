import type Anthropic from "@anthropic-ai/sdk";
import { ModelFault, type ModelMessage, type Stop, type ToolCall, type ToolSpec } from "../../application/ports/model.ts";
import { schemaOfInput } from "./json-schema.ts";
import { type Ask, EFFORTS, ROOM_TO_THINK, sdkTimeout, type Turn, type Vendor } from "./vendor.ts";

/** What Anthropic's client and Bedrock's have in common. */
export interface MessagesClient {
  readonly messages: Pick<Anthropic.Messages, "create" | "stream">;
}

/** What a model thought goes back to it unchanged with the calls it made, and nobody else needs it: found by the array of those calls. */
type Thoughts = WeakMap<readonly ToolCall[], readonly Anthropic.ContentBlockParam[]>;

const CACHED = { cache_control: { type: "ephemeral" } } as const;

const STOPS: Readonly<Record<Anthropic.StopReason, Stop | "paused">> = {
  end_turn: "end",
  stop_sequence: "end",
  max_tokens: "length",
  tool_use: "tools",
  pause_turn: "paused",
  refusal: "refused",
  model_context_window_exceeded: "too-long",
};

/** The models before efforts refuse to be told of one. */
const WITHOUT_EFFORT = /claude-(3|(haiku|sonnet)-4-5|(opus|sonnet)-4-[01]\b)/;

const textBlocks = (text: string): readonly Anthropic.TextBlockParam[] => (text === "" ? [] : [{ type: "text", text }]);

const blocksOf = (message: ModelMessage, thoughts: Thoughts): readonly Anthropic.ContentBlockParam[] => {
  switch (message.role) {
    case "user":
      return textBlocks(message.text);
    case "assistant": {
      const calls = message.calls.map(({ id, name, input }) => ({ type: "tool_use" as const, id, name, input }));
      return thoughts.get(message.calls) ?? [...textBlocks(message.text), ...calls];
    }
    case "tools":
      return message.results.map(({ id, text, isError }) => ({ type: "tool_result", tool_use_id: id, content: text, is_error: isError }));
  }
};

const messagesOf = (messages: readonly ModelMessage[], thoughts: Thoughts): Anthropic.MessageParam[] =>
  messages
    .map((message) => ({
      role: message.role === "assistant" ? ("assistant" as const) : ("user" as const),
      content: [...blocksOf(message, thoughts)],
    }))
    .filter(({ content }) => content.length > 0);

const toolOf = ({ name, description, input }: ToolSpec): Anthropic.Tool => ({
  name,
  description,
  input_schema: { ...schemaOfInput(input), type: "object" },
});

const outputOf = (name: string, { request, schema }: Ask): Anthropic.OutputConfig => ({
  ...(WITHOUT_EFFORT.test(name) ? {} : { effort: EFFORTS[request.purpose] }),
  ...(schema && { format: { type: "json_schema", schema } }),
});

// No temperature, top_p or top_k: refused since API version 2026-10-21.
const paramsOf = (name: string, ask: Ask, thoughts: Thoughts): Anthropic.MessageCreateParamsNonStreaming => {
  const { system, context, tools, maxTokens, purpose } = ask.request;
  const output = outputOf(name, ask);
  return {
    model: name,
    max_tokens: maxTokens + (output.effort ? ROOM_TO_THINK[EFFORTS[purpose]] : 0),
    system: [system, context ?? ""].flatMap(textBlocks).map((block) => ({ ...block, ...CACHED })),
    messages: messagesOf(ask.messages, thoughts),
    ...(tools && { tools: tools.map(toolOf) }),
    ...(Object.keys(output).length > 0 && { output_config: output }),
  };
};

const send = async (
  client: MessagesClient,
  params: Anthropic.MessageCreateParamsNonStreaming,
  { signal, leftMs, onText }: Ask,
): Promise<Anthropic.Message> => {
  const options = { signal, timeout: sdkTimeout(leftMs), maxRetries: 0 };
  if (onText === undefined) return await client.messages.create(params, options);
  return await client.messages.stream(params, options).on("text", onText).finalMessage();
};

const turnOf = (message: Anthropic.Message, thoughts: Thoughts): Turn => {
  const { content, usage, model, stop_reason: reason } = message;
  const stop = reason === null ? undefined : STOPS[reason];
  if (stop === undefined) throw new ModelFault("unusable", `stopped for a reason of its own: ${reason}`);
  const calls = content.flatMap((block) => (block.type === "tool_use" ? [{ id: block.id, name: block.name, input: block.input }] : []));
  // An answer's blocks are a question's blocks, as the vendor promises: "pass them back exactly as received".
  thoughts.set(calls, content as readonly Anthropic.ContentBlockParam[]);
  return {
    text: content.map((block) => (block.type === "text" ? block.text : "")).join(""),
    calls,
    stop,
    usage: {
      input: usage.input_tokens,
      cacheRead: usage.cache_read_input_tokens ?? 0,
      cacheWrite: usage.cache_creation_input_tokens ?? 0,
      output: usage.output_tokens,
    },
    model,
  };
};

/** Newer models refuse thoughts of a conversation whose beginning has changed since; they can do without. */
const areStale = (error: unknown): boolean =>
  error instanceof Error && Reflect.get(error, "status") === 400 && /`thinking` block/.test(error.message);

/** Anthropic's Messages API, whoever serves it. */
export const createMessagesVendor = (name: string, open: () => Promise<MessagesClient>): Vendor => {
  const thoughts: Thoughts = new WeakMap();
  return async (ask) => {
    const client = await open();
    const sent = send(client, paramsOf(name, ask, thoughts), ask);
    const message = await sent.catch((error: unknown) => {
      if (!areStale(error)) throw error;
      return send(client, paramsOf(name, ask, new WeakMap()), ask);
    });
    return turnOf(message, thoughts);
  };
};
