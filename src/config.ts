import { z } from "zod";
import type { ModelChoices } from "./agent/models/models-by-purpose.ts";
import type { BudgetLimits } from "./application/ports/agent-records.ts";
import { MODEL_VARIABLES, modelsOf } from "./config-models.ts";

/** What was wrong with one variable, in a line that names it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const unlessEmpty = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === "" ? undefined : value), schema);
const optional = <T extends z.ZodType>(schema: T) => unlessEmpty(schema.optional());

/** A day's worth of something; 0 is nothing at all. */
const budget = (standard: number) => unlessEmpty(z.coerce.number("expected a number").min(0).default(standard));

const BUDGETS = {
  AGENT_BUDGET_PERSON_CENTS: budget(100),
  AGENT_BUDGET_PERSON_TOKENS: budget(500_000),
  AGENT_BUDGET_CASE_CENTS: budget(200),
  AGENT_BUDGET_CASE_TOKENS: budget(1_000_000),
  AGENT_BUDGET_WORKSPACE_CENTS: budget(2_000),
  AGENT_BUDGET_WORKSPACE_TOKENS: budget(10_000_000),
};

const Environment = z.object({
  SLACK_BOT_TOKEN: optional(z.string().startsWith("xoxb-", "expected a bot token, which begins with xoxb-")),
  SLACK_APP_TOKEN: optional(z.string().startsWith("xapp-", "expected an app-level token, which begins with xapp-")),
  SLACK_SIGNING_SECRET: optional(z.string().min(8, "expected the app's signing secret")),
  SLACK_API_URL: optional(z.url("expected a web address, such as https://slack.com/api/")),
  PORT: optional(z.coerce.number("expected a port number").int().min(0).max(65_535)),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, "expected postgresql://user:password@host:port/database")),
  DATA_DIR: unlessEmpty(z.string().default(".coxswain")),
  WORKFLOWS_DIR: unlessEmpty(z.string().default("workflows")),
  SWEEP_CRON: unlessEmpty(z.string().default("*/5 * * * * *")),
  WEBHOOK_SECRET: optional(z.string().startsWith("whsec_", "expected a Standard Webhooks secret, which begins with whsec_")),
  PLAYGROUND_PORT: unlessEmpty(z.coerce.number("expected a port number").int().min(0).max(65_535).default(4444)),
  NODE_ENV: optional(z.string()),
  AGENT_TEXT_DAYS: unlessEmpty(z.coerce.number("expected a number of days").int().min(1).default(30)),
  LOG_LEVEL: unlessEmpty(z.enum(["debug", "info", "warn", "error", "silent"]).default("info")),
  ...MODEL_VARIABLES,
  ...BUDGETS,
});

type Environment = z.infer<typeof Environment>;

/** How Slack reaches this process. */
export type Delivery =
  | { readonly mode: "socket"; readonly appToken: string }
  | { readonly mode: "http"; readonly signingSecret: string; readonly port: number };

export interface SlackConfig {
  readonly botToken: string;
  readonly delivery: Delivery;
  /** Undefined: Slack's own. */
  readonly apiUrl: string | undefined;
}

export interface Config {
  /** Undefined without any Slack variable: the playground is opened instead. */
  readonly slack: SlackConfig | undefined;
  readonly port: number | undefined;
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly workflowsDir: string;
  /** Six fields, in UTC. */
  readonly sweepCron: string;
  readonly webhookSecret: string | undefined;
  /** How long texts that models were asked or answered are kept. */
  readonly agentTextDays: number;
  readonly logLevel: Environment["LOG_LEVEL"];
}

/** Of whoever asks a model. */
export interface ModelsConfig {
  /** None without a key: then there are templates. */
  readonly models: ModelChoices;
  /** What may be spent on them in a day. */
  readonly agentBudgets: BudgetLimits;
}

/** Of the playground alone. */
export interface PlaygroundConfig {
  /** Where its page is wished; the next free one is taken otherwise. */
  readonly playgroundPort: number;
  /** People count on this process. */
  readonly isProduction: boolean;
}

const refuse = (variable: string, problem: string): never => {
  throw new ConfigError(`${variable}: ${problem}. See .env.example.`);
};

/** What only its use can tell is wrong with a variable is refused like the rest. */
export const naming = async <T>(variable: string, use: () => T | Promise<T>): Promise<T> => {
  try {
    return await use();
  } catch (error) {
    return refuse(variable, error instanceof Error ? error.message.replace(/\.$/, "") : String(error));
  }
};

const deliveryOf = (env: Environment): Delivery => {
  if (env.SLACK_APP_TOKEN !== undefined) return { mode: "socket", appToken: env.SLACK_APP_TOKEN };
  if (env.SLACK_SIGNING_SECRET === undefined) {
    return refuse("SLACK_APP_TOKEN", "missing; set it for Socket Mode, or SLACK_SIGNING_SECRET and PORT for HTTP");
  }
  if (env.PORT === undefined) return refuse("PORT", "missing; Slack's requests need a port when SLACK_SIGNING_SECRET is set");
  return { mode: "http", signingSecret: env.SLACK_SIGNING_SECRET, port: env.PORT };
};

const slackOf = (env: Environment): SlackConfig | undefined => {
  if (env.SLACK_BOT_TOKEN === undefined) {
    const other = env.SLACK_APP_TOKEN ?? env.SLACK_SIGNING_SECRET;
    return other === undefined ? undefined : refuse("SLACK_BOT_TOKEN", "missing, although another Slack variable is set");
  }
  return { botToken: env.SLACK_BOT_TOKEN, delivery: deliveryOf(env), apiUrl: env.SLACK_API_URL };
};

const agentBudgetsOf = (env: Environment): BudgetLimits => ({
  person: { cents: env.AGENT_BUDGET_PERSON_CENTS, tokens: env.AGENT_BUDGET_PERSON_TOKENS },
  case: { cents: env.AGENT_BUDGET_CASE_CENTS, tokens: env.AGENT_BUDGET_CASE_TOKENS },
  workspace: { cents: env.AGENT_BUDGET_WORKSPACE_CENTS, tokens: env.AGENT_BUDGET_WORKSPACE_TOKENS },
});

/** Reads the environment once; throws `ConfigError` with one line that names the variable, what was expected and where to look. */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>): Config & PlaygroundConfig & ModelsConfig => {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(String(issue?.path[0] ?? "environment"), issue?.message ?? "not valid");
  }
  const env = parsed.data;
  return {
    slack: slackOf(env),
    port: env.PORT,
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    workflowsDir: env.WORKFLOWS_DIR,
    sweepCron: env.SWEEP_CRON,
    webhookSecret: env.WEBHOOK_SECRET,
    agentTextDays: env.AGENT_TEXT_DAYS,
    agentBudgets: agentBudgetsOf(env),
    logLevel: env.LOG_LEVEL,
    models: modelsOf(env, refuse),
    playgroundPort: env.PLAYGROUND_PORT,
    isProduction: env.NODE_ENV === "production",
  };
};
