import type OpenAI from "openai";
import type { ChatCompletion, ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions";
import { ModelFault, type ModelMessage, type Stop, type ToolSpec } from "../../application/ports/model.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import { allRequired, schemaOfInput } from "./json-schema.ts";
import { type Dialect, dialectOf, effortOf, OPENAI } from "./openai-dialect.ts";
import { type Ask, EFFORTS, once, ROOM_TO_THINK, sdkTimeout, type Turn, type Vendor } from "./vendor.ts";

export interface OpenAiChoice {
  readonly vendor: "openai";
  readonly name: string;
  /** A server of one's own may want none. */
  readonly apiKey: string | undefined;
  /** Mistral, vLLM, Ollama, …; undefined: OpenAI's own. */
  readonly baseUrl: string | undefined;
}

type Params = Omit<ChatCompletionCreateParamsNonStreaming, "stream">;
type Choice = ChatCompletion["choices"][number];

const messagesOf = (message: ModelMessage): Params["messages"] => {
  switch (message.role) {
    case "user":
      return [{ role: "user", content: message.text }];
    case "assistant": {
      const calls = message.calls.map(({ id, name, input }) => ({
        id,
        type: "function" as const,
        function: { name, arguments: typeof input === "string" ? input : JSON.stringify(input) },
      }));
      return [{ role: "assistant", content: message.text === "" ? null : message.text, ...(calls.length > 0 && { tool_calls: calls }) }];
    }
    case "tools":
      return message.results.map(({ id, text, isError }) => ({
        role: "tool",
        tool_call_id: id,
        content: isError ? `Error: ${text}` : text,
      }));
  }
};

const toolOf = ({ name, description, input }: ToolSpec): OpenAI.ChatCompletionTool => ({
  type: "function",
  function: { name, description, parameters: { ...schemaOfInput(input) } },
});

const formatOf = ({ schema }: Ask): Pick<Params, "response_format"> =>
  (schema && {
    response_format: { type: "json_schema", json_schema: { name: "answer", schema: { ...schema }, strict: allRequired(schema) } },
  }) ||
  {};

const paramsOf = (name: string, dialect: Dialect, ask: Ask): Params => {
  const { system, context, tools, maxTokens, purpose } = ask.request;
  const effort = effortOf(name, dialect, ask.request);
  const thinks = effort !== undefined && effort !== "none";
  // One system message: some servers take no second one. What repeats stands first, for those who cache beginnings.
  const known = [system, context ?? ""].filter((part) => part !== "").join("\n\n");
  return {
    model: name,
    messages: [...(known === "" ? [] : [{ role: "system" as const, content: known }]), ...ask.messages.flatMap(messagesOf)],
    [dialect.limit]: maxTokens + (thinks ? ROOM_TO_THINK[EFFORTS[purpose]] : 0),
    ...(effort && { reasoning_effort: effort }),
    ...(tools && { tools: tools.map(toolOf) }),
    ...formatOf(ask),
  };
};

const send = async (client: OpenAI, dialect: Dialect, params: Params, { signal, leftMs, onText }: Ask): Promise<ChatCompletion> => {
  const options = { signal, timeout: sdkTimeout(leftMs), maxRetries: 0 };
  if (onText === undefined) return await client.chat.completions.create(params, options);
  const usage = dialect.asksForUsage ? { stream_options: { include_usage: true } } : {};
  return await client.chat.completions
    .stream({ ...params, ...usage }, options)
    .on("content", (piece) => onText(piece))
    .finalChatCompletion();
};

/** Tools that are not functions are none of ours. */
const callsOf = ({ message }: Choice): Turn["calls"] =>
  (message.tool_calls ?? []).flatMap((call) =>
    call.type === "function" ? [{ id: call.id, name: call.function.name, input: inputOf(call.function.arguments) }] : [],
  );

/** As it was written, where it is not JSON: whoever runs the tool says so to the model. */
const inputOf = (written: string): unknown => {
  try {
    return JSON.parse(written);
  } catch {
    return written;
  }
};

const STOPS: Readonly<Record<Choice["finish_reason"], Stop>> = {
  stop: "end",
  length: "length",
  tool_calls: "tools",
  function_call: "tools",
  content_filter: "refused",
};

/** Some servers end with `stop` although they call. */
const stopOf = ({ finish_reason: reason, message }: Choice): Stop | undefined => {
  if (typeof message.refusal === "string" && message.refusal !== "") return "refused";
  const stop = STOPS[reason];
  return stop === "end" && (message.tool_calls?.length ?? 0) > 0 ? "tools" : stop;
};

const turnOf = ({ choices: [choice], usage, model }: ChatCompletion): Turn => {
  if (choice === undefined) throw new ModelFault("unusable", "answered without an answer");
  const stop = stopOf(choice);
  if (stop === undefined) throw new ModelFault("unusable", `stopped for a reason of its own: ${choice.finish_reason}`);
  const cacheRead = usage?.prompt_tokens_details?.cached_tokens ?? 0;
  const cacheWrite = usage?.prompt_tokens_details?.cache_write_tokens ?? 0;
  return {
    text: choice.message.content ?? choice.message.refusal ?? "",
    calls: callsOf(choice),
    stop,
    usage: {
      input: Math.max(0, (usage?.prompt_tokens ?? 0) - cacheRead - cacheWrite),
      cacheRead,
      cacheWrite,
      output: usage?.completion_tokens ?? 0,
    },
    model,
  };
};

/** Whatever speaks OpenAI's chat completions. */
export const createOpenAi = ({ name, apiKey, baseUrl = OPENAI }: OpenAiChoice): Vendor => {
  const dialect = dialectOf(baseUrl);
  const open = once(async () => {
    const { OpenAI: Client } = await import("openai");
    return new Client({ apiKey: apiKey ?? "none", baseURL: baseUrl, fetch: boundedFetch, logLevel: "off" });
  });
  return async (ask) => turnOf(await send(await open(), dialect, paramsOf(name, dialect, ask), ask));
};
