import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkShape } from "../../src/agent/models/check-shape.ts";
import { allRequired, schemaOfShape } from "../../src/agent/models/json-schema.ts";
import { createModels, type ModelChoice } from "../../src/agent/models/models-by-purpose.ts";
import { dialectOf, effortOf } from "../../src/agent/models/openai-dialect.ts";
import { centsOf } from "../../src/agent/models/prices.ts";
import { asked, STATE } from "./given-model.ts";

const used = (input: number, output: number, cacheRead = 0, cacheWrite = 0) => ({ input, output, cacheRead, cacheWrite });
const MILLION = 1_000_000;

describe("what a model costs", () => {
  it.each([
    ["claude-opus-5-5", used(MILLION, 0), 400],
    ["claude-opus-5-5-20260922", used(0, MILLION), 2_000],
    ["claude-sonnet-5-5", used(0, 0, MILLION, 0), 10],
    ["claude-sonnet-5-5", used(0, 0, 0, MILLION), 250],
    ["global.anthropic.claude-sonnet-5-5-v1:0", used(MILLION, 0), 200],
    ["gpt-6.1-terra", used(100_000, 100_000), 60],
  ])("is by its price list: %s", (name, usage, cents) => {
    expect(centsOf([name], usage)).toBeCloseTo(cents, 6);
  });

  it("is a tenth more in a region of one's own on Bedrock", () => {
    expect(centsOf(["eu.anthropic.claude-sonnet-5-5"], used(MILLION, 0))).toBeCloseTo(220, 6);
    expect(centsOf(["anthropic.claude-sonnet-5-5"], used(MILLION, 0))).toBeCloseTo(220, 6);
  });

  it("is more for the whole request when its prompt is long", () => {
    expect(centsOf(["claude-haiku-5-5"], used(50_000, 1_000, 50_000))).toBeCloseTo(0.5 + 0.05 + 0.05, 6);
    expect(centsOf(["claude-haiku-5-5"], used(50_001, 1_000, 50_000))).toBeCloseTo((0.500_01 + 0.05 + 0.05) * 5, 6);
  });

  it("is not known for a model without a price, and never guessed from a like one", () => {
    expect(centsOf(["llama3.2:3b"], used(1, 1))).toBeUndefined();
    expect(centsOf(["claude-opus-5-5-turbo"], used(1, 1))).toBeUndefined();
    expect(centsOf(["my-deployment", "gpt-6-luna-2026-09-22"], used(MILLION, 0))).toBeCloseTo(20, 6);
  });
});

describe("a shape as vendors are told of it", () => {
  it("keeps what they understand, and says the rest in words", () => {
    const shape = z.object({
      title: z.string().min(1).max(80).describe("A title."),
      steps: z.array(z.strictObject({ key: z.string() })).max(5),
    });
    expect(schemaOfShape(shape)).toEqual({
      type: "object",
      additionalProperties: false,
      required: ["title", "steps"],
      properties: {
        title: { type: "string", description: "A title. (minLength: 1, maxLength: 80)" },
        steps: {
          type: "array",
          description: "(maxItems: 5)",
          items: { type: "object", properties: { key: { type: "string" } }, required: ["key"], additionalProperties: false },
        },
      },
    });
  });

  it("travels as an answer's field when it is no object, and comes back as it was", () => {
    const shape = z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("done") }),
      z.strictObject({ kind: z.literal("blocked"), why: z.string() }),
    ]);
    expect(schemaOfShape(shape)).toMatchObject({
      type: "object",
      properties: { answer: { anyOf: [{ type: "object" }, { type: "object" }] } },
    });
    expect(checkShape(shape, '{"answer":{"kind":"blocked","why":"legal"}}')).toEqual({
      fits: true,
      value: { kind: "blocked", why: "legal" },
    });
    expect(checkShape(shape, '{"kind":"done"}')).toEqual({ fits: true, value: { kind: "done" } });
  });

  it("is held to every word only where every field must be there", () => {
    expect(allRequired(schemaOfShape(z.object({ a: z.string(), b: z.array(z.object({ c: z.number() })) })))).toBe(true);
    expect(allRequired(schemaOfShape(z.object({ a: z.string().optional() })))).toBe(false);
    expect(allRequired(schemaOfShape(z.object({ b: z.array(z.object({ c: z.number().optional() })) })))).toBe(false);
  });

  it("is checked here, whatever the vendor promised", () => {
    const shape = z.object({ confidence: z.number().max(1) });
    expect(checkShape(shape, '{"confidence":7}')).toMatchObject({ fits: false, complaint: expect.stringContaining("confidence") });
    expect(checkShape(shape, "Sure!")).toEqual({ fits: false, complaint: "it is not JSON" });
  });
});

describe("servers that speak OpenAI's API", () => {
  const effort = (name: string, baseUrl: string, tools = false) =>
    effortOf(name, dialectOf(baseUrl), asked({ purpose: "analyse", ...(tools && { tools: [STATE] }) }));
  const OPENAI = "https://api.openai.com/v1";

  it("are limited in their own words, and Mistral is not asked for usage", () => {
    expect(dialectOf(OPENAI)).toMatchObject({ limit: "max_completion_tokens", asksForUsage: true });
    expect(dialectOf("https://api.mistral.ai/v1")).toMatchObject({ limit: "max_tokens", asksForUsage: false });
    expect(dialectOf("http://localhost:11434/v1")).toMatchObject({ limit: "max_tokens", asksForUsage: true });
  });

  it("are told of an effort only where they know the word", () => {
    expect(effort("gpt-6.1-sol", OPENAI)).toBe("high");
    expect(effort("o3", OPENAI)).toBe("high");
    expect(effort("gpt-4.1", OPENAI)).toBeUndefined();
    expect(effort("gpt-5.3-chat-latest", OPENAI)).toBeUndefined();
    expect(effort("mistral-large-latest", "https://api.mistral.ai/v1")).toBeUndefined();
  });

  it("do not think where there are tools: newer models refuse both together, and older ones a word on it", () => {
    expect(effort("gpt-6-sol", OPENAI, true)).toBe("none");
    expect(effort("gpt-5.6-terra", OPENAI, true)).toBe("none");
    expect(effort("gpt-5.2", OPENAI, true)).toBeUndefined();
  });
});

describe("models by purpose", () => {
  const small: ModelChoice = { vendor: "openai", name: "small", apiKey: undefined, baseUrl: "http://127.0.0.1:1/v1" };

  it("are none where none is configured, and one for purposes that share it", () => {
    const models = createModels({ classify: small, draft: { ...small }, analyse: { ...small, name: "large" }, act: undefined });
    expect(models("act")).toBeUndefined();
    expect(models("classify")).toBe(models("draft"));
    expect(models("analyse")).not.toBe(models("draft"));
  });
});
