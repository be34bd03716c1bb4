import { z } from "zod";
import type { ModelChoice, ModelChoices } from "./agent/models/models-by-purpose.ts";
import type { Purpose } from "./application/ports/model.ts";

const optional = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

/** A model, wherever it is named. */
export const MODEL_NAME = /^(anthropic|openai|bedrock):\S+$/;

const named = optional(
  z.string().regex(MODEL_NAME, "expected anthropic:<name>, openai:<name> or bedrock:<name>, as the vendor names its model"),
);
const address = optional(z.url({ protocol: /^https?$/, error: "expected a web address, such as http://localhost:11434/v1" }));

/** What the environment may say of models. */
export const MODEL_VARIABLES = {
  ANTHROPIC_API_KEY: optional(z.string()),
  ANTHROPIC_BASE_URL: address,
  OPENAI_API_KEY: optional(z.string()),
  OPENAI_BASE_URL: address,
  AWS_REGION: optional(z.string()),
  ANTHROPIC_BEDROCK_BASE_URL: address,
  MODEL: named,
  MODEL_CLASSIFY: named,
  MODEL_DRAFT: named,
  MODEL_ANALYSE: named,
  MODEL_ACT: named,
} as const;

const ModelEnvironment = z.object(MODEL_VARIABLES);
export type ModelEnvironment = z.infer<typeof ModelEnvironment>;

/** Gives up, naming the variable. */
export type Refuse = (variable: string, problem: string) => never;

const VARIABLE_OF = { classify: "MODEL_CLASSIFY", draft: "MODEL_DRAFT", analyse: "MODEL_ANALYSE", act: "MODEL_ACT" } as const;

/** With nothing but a key: small models for small work. */
const ANTHROPICS: Readonly<Record<Purpose, string>> = {
  classify: "claude-haiku-5-5",
  draft: "claude-sonnet-5-5",
  analyse: "claude-sonnet-5-5",
  act: "claude-sonnet-5-5",
};
const OPENAIS: Readonly<Record<Purpose, string>> = {
  classify: "gpt-6-luna",
  draft: "gpt-6.1-terra",
  analyse: "gpt-6.1-sol",
  act: "gpt-6.1-sol",
};

const byKey = (env: ModelEnvironment, purpose: Purpose): string | undefined => {
  if (env.ANTHROPIC_API_KEY !== undefined) return `anthropic:${ANTHROPICS[purpose]}`;
  return env.OPENAI_API_KEY === undefined ? undefined : `openai:${OPENAIS[purpose]}`;
};

const choiceOf = (env: ModelEnvironment, wanted: string, refuse: Refuse): ModelChoice => {
  const [vendor, name] = [wanted.slice(0, wanted.indexOf(":")), wanted.slice(wanted.indexOf(":") + 1)];
  if (vendor === "anthropic") {
    if (env.ANTHROPIC_API_KEY === undefined) return refuse("ANTHROPIC_API_KEY", `missing; ${wanted} needs it`);
    return { vendor, name, apiKey: env.ANTHROPIC_API_KEY, baseUrl: env.ANTHROPIC_BASE_URL };
  }
  if (vendor === "bedrock") {
    if (env.AWS_REGION === undefined) return refuse("AWS_REGION", `missing; ${wanted} needs it`);
    return { vendor, name, region: env.AWS_REGION, baseUrl: env.ANTHROPIC_BEDROCK_BASE_URL };
  }
  if (env.OPENAI_API_KEY === undefined && env.OPENAI_BASE_URL === undefined) {
    return refuse("OPENAI_API_KEY", `missing; ${wanted} needs it, or OPENAI_BASE_URL for a server of your own`);
  }
  return { vendor: "openai", name, apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL };
};

const chosen = (env: ModelEnvironment, purpose: Purpose, refuse: Refuse): ModelChoice | undefined => {
  const said = env[VARIABLE_OF[purpose]] ?? env.MODEL;
  const wanted = said ?? byKey(env, purpose);
  if (wanted === undefined) return undefined;
  if (said === undefined && wanted.startsWith("openai:") && env.OPENAI_BASE_URL !== undefined) {
    return refuse("MODEL", "missing; name the model of OPENAI_BASE_URL, as openai:<name>");
  }
  return choiceOf(env, wanted, refuse);
};

/** Which model for which purpose; without any key and name, none. */
export const modelsOf = (env: ModelEnvironment, refuse: Refuse): ModelChoices => ({
  classify: chosen(env, "classify", refuse),
  draft: chosen(env, "draft", refuse),
  analyse: chosen(env, "analyse", refuse),
  act: chosen(env, "act", refuse),
});
