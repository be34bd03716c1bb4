import type { Usage } from "../../application/ports/model.ts";

/** US dollars for a million tokens. */
interface Price {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  /** A longer prompt makes the whole request this many times as dear. */
  readonly long?: { readonly over: number; readonly input: number; readonly output: number };
}

// Lists of November 2026: platform.claude.com/docs/en/about-claude/pricing (cache writes for five minutes) and
// developers.openai.com/api/docs/pricing (standard tier). A model that is not here costs an unknown number of cents.
const price = (input: number, output: number, cacheRead: number, long?: Price["long"]): Price => ({
  input,
  output,
  cacheRead,
  cacheWrite: input * 1.25,
  ...(long && { long }),
});

const LONG_GPT = { over: 272_000, input: 2, output: 1.5 };

const PRICES: Readonly<Record<string, Price>> = {
  "claude-fable-5-1": price(10, 50, 0.25),
  "claude-mythos-5-1": price(10, 50, 0.25),
  "claude-fable-5": price(10, 50, 1),
  "claude-mythos-5": price(10, 50, 1),
  "claude-opus-5-5": price(4, 20, 0.2),
  "claude-opus-5": price(5, 25, 0.5),
  "claude-opus-4-8": price(5, 25, 0.5),
  "claude-opus-4-7": price(5, 25, 0.5),
  "claude-opus-4-6": price(5, 25, 0.5),
  "claude-opus-4-5": price(5, 25, 0.5),
  "claude-sonnet-5-5": price(2, 10, 0.1),
  "claude-sonnet-5": price(2, 10, 0.2),
  "claude-sonnet-4-6": price(3, 15, 0.3),
  "claude-sonnet-4-5": price(3, 15, 0.3),
  "claude-haiku-5-5": price(0.1, 0.5, 0.01, { over: 100_000, input: 5, output: 5 }),
  "claude-haiku-4-5": price(1, 5, 0.1),
  "gpt-6-astra": price(10, 50, 1, LONG_GPT),
  "gpt-6.1-sol": price(2, 10, 0.1, LONG_GPT),
  "gpt-6-sol": price(2, 10, 0.2, LONG_GPT),
  "gpt-6.1-terra": price(1, 5, 0.05, LONG_GPT),
  "gpt-6-luna": price(0.1, 0.5, 0.01, LONG_GPT),
  "gpt-5.6-sol": price(5, 30, 0.5, LONG_GPT),
  "gpt-5.6-terra": price(2, 12, 0.2, LONG_GPT),
  "gpt-5.6-luna": price(0.2, 1.2, 0.02, LONG_GPT),
  "gpt-5.4": price(2.5, 15, 0.25, LONG_GPT),
  "gpt-5.4-mini": price(0.75, 4.5, 0.075),
  "gpt-5.4-nano": price(0.2, 1.25, 0.02),
};

/** `eu.anthropic.claude-opus-5-5-20260922-v1:0` and `claude-opus-5-5` are one model. */
const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^([a-z-]+\.)?anthropic\.|^[a-z-]+\//, "")
    .replace(/(-\d{8}|-\d{4}-\d\d-\d\d)?(-v\d+(:\d+)?)?$/, "");

/** On Bedrock a region of one's own costs a tenth more than `global`. */
const premiumOf = (name: string): number => (/^(?!global\.)([a-z-]+\.)?anthropic\./.test(name) ? 1.1 : 1);

const DOLLARS_A_MILLION_TO_CENTS = 100 / 1_000_000;

/** US cents of one request, by the first name with a known price; undefined where none has. */
export const centsOf = (names: readonly string[], usage: Usage): number | undefined => {
  const name = names.find((each) => PRICES[plainName(each)] !== undefined);
  const known = name === undefined ? undefined : PRICES[plainName(name)];
  if (name === undefined || known === undefined) return undefined;
  const prompt = usage.input + usage.cacheRead + usage.cacheWrite;
  const times = known.long !== undefined && prompt > known.long.over ? known.long : { input: 1, output: 1 };
  const asked = usage.input * known.input + usage.cacheRead * known.cacheRead + usage.cacheWrite * known.cacheWrite;
  const dollarsTimesMillion = asked * times.input + usage.output * known.output * times.output;
  return dollarsTimesMillion * premiumOf(name) * DOLLARS_A_MILLION_TO_CENTS;
};
