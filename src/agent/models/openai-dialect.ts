import type { ModelRequest } from "../../application/ports/model.ts";
import { EFFORTS, type Effort } from "./vendor.ts";

export const OPENAI = "https://api.openai.com/v1";

/** Where servers that speak OpenAI's API differ: each refuses the whole request for a word it does not know. */
export interface Dialect {
  readonly limit: "max_completion_tokens" | "max_tokens";
  /** Others say what was used in every stream, and Mistral refuses to be asked. */
  readonly asksForUsage: boolean;
  readonly knowsEffort: boolean;
}

const ofOpenAi = (host: string): boolean => /(^|\.)(openai|azure)\.com$/.test(host);
const ofMistral = (host: string): boolean => /(^|\.)mistral\.ai$/.test(host);

export const dialectOf = (baseUrl: string): Dialect => {
  const host = new URL(baseUrl).hostname;
  return {
    limit: ofOpenAi(host) ? "max_completion_tokens" : "max_tokens",
    asksForUsage: !ofMistral(host),
    knowsEffort: ofOpenAi(host),
  };
};

const THINKS = /^(gpt-[5-9]|o\d)(?!.*-chat)/;
/** From 5.4 on, chat completions take functions only from a model that does not think; older ones want nothing said of it. */
const THINKS_WITHOUT_TOOLS = /^gpt-(5\.([4-9]|\d\d)|[6-9])/;

/** Undefined: not to be said. */
export const effortOf = (name: string, { knowsEffort }: Dialect, { purpose, tools }: ModelRequest): Effort | "none" | undefined => {
  if (!knowsEffort || !THINKS.test(name)) return undefined;
  if (tools === undefined) return EFFORTS[purpose];
  return THINKS_WITHOUT_TOOLS.test(name) ? "none" : undefined;
};
