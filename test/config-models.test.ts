import { describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";

const NONE = { classify: undefined, draft: undefined, analyse: undefined, act: undefined };

const namesOf = (environment: Record<string, string>): readonly unknown[] =>
  Object.values(readConfig(environment).models).map((model) => model && `${model.vendor}:${model.name}`);

describe("which model is asked", () => {
  it("is none without a key, and nobody complains", () => {
    expect(readConfig({}).models).toEqual(NONE);
    expect(readConfig({ AWS_REGION: "eu-central-1", ANTHROPIC_BASE_URL: "https://proxy.example", OPENAI_API_KEY: "" }).models).toEqual(
      NONE,
    );
  });

  it("is a small one for small work when there is only a key", () => {
    expect(namesOf({ ANTHROPIC_API_KEY: "k" })).toEqual([
      "anthropic:claude-haiku-5-5",
      "anthropic:claude-sonnet-5-5",
      "anthropic:claude-sonnet-5-5",
      "anthropic:claude-sonnet-5-5",
    ]);
    expect(namesOf({ OPENAI_API_KEY: "k" })).toEqual([
      "openai:gpt-6-luna",
      "openai:gpt-6.1-terra",
      "openai:gpt-6.1-sol",
      "openai:gpt-6.1-sol",
    ]);
  });

  it("is the named one, for all purposes or for one", () => {
    const environment = {
      AWS_REGION: "eu-central-1",
      OPENAI_BASE_URL: "http://localhost:11434/v1",
      MODEL: "bedrock:eu.anthropic.claude-sonnet-5-5-v1:0",
      MODEL_CLASSIFY: "openai:llama3.2:3b",
    };
    const { models } = readConfig(environment);
    expect(models.classify).toEqual({ vendor: "openai", name: "llama3.2:3b", apiKey: undefined, baseUrl: "http://localhost:11434/v1" });
    expect(models.act).toEqual({
      vendor: "bedrock",
      name: "eu.anthropic.claude-sonnet-5-5-v1:0",
      region: "eu-central-1",
      baseUrl: undefined,
    });
  });

  it("is one of one purpose alone when nothing else is named", () => {
    expect(namesOf({ AWS_REGION: "us-east-1", MODEL_DRAFT: "bedrock:x" })).toEqual([undefined, "bedrock:x", undefined, undefined]);
  });

  it.each([
    ["ANTHROPIC_API_KEY", { MODEL: "anthropic:claude-opus-5-5" }],
    ["OPENAI_API_KEY", { MODEL_ACT: "openai:gpt-6-sol" }],
    ["AWS_REGION", { MODEL: "bedrock:global.anthropic.claude-sonnet-5-5" }],
    ["MODEL", { MODEL: "claude-opus-5-5", ANTHROPIC_API_KEY: "k" }],
    ["MODEL", { OPENAI_API_KEY: "k", OPENAI_BASE_URL: "http://localhost:8000/v1" }],
    ["MODEL_DRAFT", { MODEL_DRAFT: "gemini:pro" }],
    ["OPENAI_BASE_URL", { OPENAI_BASE_URL: "localhost:8000" }],
  ])("is refused in one line that names %s", (variable, environment) => {
    expect(() => readConfig(environment)).toThrow(new RegExp(`^${variable}: .*\\.env\\.example\\.$`));
  });
});
