import { createAnthropic } from "../../src/agent/models/anthropic.ts";
import { createBedrock } from "../../src/agent/models/bedrock.ts";
import type { ModelChoice } from "../../src/agent/models/models-by-purpose.ts";
import { createOpenAi } from "../../src/agent/models/openai.ts";
import type { Vendor } from "../../src/agent/models/vendor.ts";
import type { Stop, Usage } from "../../src/application/ports/model.ts";

/** What a vendor says, in its own form. */
interface Saying {
  readonly text?: string;
  readonly stop?: Stop;
  readonly usage?: Usage;
  readonly calls?: readonly { readonly id: string; readonly name: string; readonly input: unknown }[];
}

/** One of the adapters, and the form in which its vendor answers. */
export interface Adapter {
  readonly vendor: ModelChoice["vendor"];
  readonly model: string;
  readonly choice: (url: string) => ModelChoice;
  readonly open: (url: string) => Vendor;
  readonly says: (saying: Saying) => unknown;
  /** The beginning of a stream, or undefined where a stream is not of lines. */
  readonly begins: ((text: string) => readonly object[]) | undefined;
  readonly refuses: (code: string, message: string) => unknown;
}

export const KEY = "sk-canary-0123456789abcdef";
export const USAGE: Usage = { input: 100, cacheRead: 2_000, cacheWrite: 300, output: 40 };

const ANTHROPIC_STOPS = {
  end: "end_turn",
  tools: "tool_use",
  length: "max_tokens",
  refused: "refusal",
  "too-long": "model_context_window_exceeded",
};

const messagesSays = ({ text = "", stop = "end", usage = USAGE, calls = [] }: Saying): unknown => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-5-5",
  content: [...(text === "" ? [] : [{ type: "text", text }]), ...calls.map((call) => ({ type: "tool_use", ...call }))],
  stop_reason: ANTHROPIC_STOPS[stop],
  stop_sequence: null,
  usage: {
    input_tokens: usage.input,
    output_tokens: usage.output,
    cache_read_input_tokens: usage.cacheRead,
    cache_creation_input_tokens: usage.cacheWrite,
  },
});

const OPENAI_STOPS = { end: "stop", tools: "tool_calls", length: "length", refused: "content_filter", "too-long": "length" };

const completionsSay = ({ text = "", stop = "end", usage = USAGE, calls = [] }: Saying): unknown => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 0,
  model: "gpt-6.1-sol",
  choices: [
    {
      index: 0,
      finish_reason: OPENAI_STOPS[stop],
      logprobs: null,
      message: {
        role: "assistant",
        content: text,
        refusal: null,
        ...(calls.length > 0 && {
          tool_calls: calls.map(({ id, name, input }) => ({ id, type: "function", function: { name, arguments: JSON.stringify(input) } })),
        }),
      },
    },
  ],
  usage: {
    prompt_tokens: usage.input + usage.cacheRead + usage.cacheWrite,
    completion_tokens: usage.output,
    total_tokens: 0,
    prompt_tokens_details: { cached_tokens: usage.cacheRead, cache_write_tokens: usage.cacheWrite },
  },
});

const messagesBegin = (text: string): readonly object[] => [
  { type: "message_start", message: messagesSays({}) },
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text } },
];

const completionsBegin = (content: string): readonly object[] => [
  {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 0,
    model: "gpt-6.1-sol",
    choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: null }],
  },
];

const messagesRefuse = (type: string, message: string): unknown => ({ type: "error", error: { type, message } });

const anthropic = (url: string) => ({ vendor: "anthropic", name: "claude-sonnet-5-5", apiKey: KEY, baseUrl: url }) as const;
const bedrock = (url: string) =>
  ({ vendor: "bedrock", name: "global.anthropic.claude-sonnet-5-5", region: "eu-central-1", baseUrl: url }) as const;
const openai = (url: string) => ({ vendor: "openai", name: "gpt-6.1-sol", apiKey: KEY, baseUrl: `${url}/v1` }) as const;

export const ADAPTERS: readonly Adapter[] = [
  {
    vendor: "anthropic",
    model: "claude-sonnet-5-5",
    choice: anthropic,
    open: (url) => createAnthropic(anthropic(url)),
    says: messagesSays,
    begins: messagesBegin,
    refuses: messagesRefuse,
  },
  {
    vendor: "bedrock",
    model: "claude-sonnet-5-5",
    choice: bedrock,
    open: (url) => createBedrock(bedrock(url)),
    says: messagesSays,
    begins: undefined,
    refuses: messagesRefuse,
  },
  {
    vendor: "openai",
    model: "gpt-6.1-sol",
    choice: openai,
    open: (url) => createOpenAi(openai(url)),
    says: completionsSay,
    begins: completionsBegin,
    refuses: (code, message) => ({ error: { code, type: code, message, param: null } }),
  },
];

/** AWS's own chain finds these; nothing asks AWS. */
export const AWS_ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: "AKIACANARY",
  AWS_SECRET_ACCESS_KEY: "canary-secret",
  AWS_EC2_METADATA_DISABLED: "true",
};
