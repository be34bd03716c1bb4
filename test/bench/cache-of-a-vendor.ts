import { schemaOfInput, schemaOfShape } from "../../src/agent/models/json-schema.ts";
import { tokensOf } from "../../src/agent/rehearse/estimate.ts";
import type { ModelRequest, Usage } from "../../src/application/ports/model.ts";

const LIVES_MS = 5 * 60_000;
const LEAST_TOKENS = 1_024;

type Prompt = Omit<Usage, "output">;

/** What comes first is kept: tools and system, then the context after them. */
const prefixesOf = ({ tools = [], shape, system, context = "" }: ModelRequest): readonly string[] => {
  const schemas = tools.map(({ name, description, input }) => ({ name, description, schema: schemaOfInput(input) }));
  const first = JSON.stringify([schemas, shape === undefined ? "" : schemaOfShape(shape), system]);
  return context === "" ? [first] : [first, first + context];
};

export const promptTokens = (request: ModelRequest): number => tokensOf(prefixesOf(request).at(-1) + JSON.stringify(request.messages));

/**
 * A vendor's cache of prompts, as Anthropic documents it: a marked beginning of 1,024 tokens or more is kept for five minutes (here of
 * domain time), five more each time it is read. Each model has its own.
 */
export const createVendorCache = () => {
  const kept = new Map<string, number>();
  return (model: string, request: ModelRequest, now: number): Prompt => {
    const prefixes = prefixesOf(request).filter((prefix) => tokensOf(prefix) >= LEAST_TOKENS);
    const found = prefixes.findLast((prefix) => (kept.get(`${model} ${prefix}`) ?? Number.NEGATIVE_INFINITY) >= now);
    for (const prefix of prefixes) kept.set(`${model} ${prefix}`, now + LIVES_MS);
    const cacheRead = tokensOf(found ?? "");
    const cacheWrite = tokensOf(prefixes.at(-1) ?? "") - cacheRead;
    return { cacheRead, cacheWrite, input: promptTokens(request) - cacheRead - cacheWrite };
  };
};
