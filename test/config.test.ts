import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../src/config.ts";

const SOCKET = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" };

describe("the configuration", () => {
  it("asks for nothing: without Slack's variables there is no Slack", () => {
    expect(readConfig({})).toMatchObject({
      slack: undefined,
      dataDir: ".coxswain",
      workflowsDir: "workflows",
      sweepCron: "*/5 * * * * *",
      agentTextDays: 30,
      logLevel: "info",
    });
  });

  it("has a budget for models for a day, of a person, of a case and in all, that any part of may be set", () => {
    const { agentBudgets } = readConfig({
      AGENT_BUDGET_CASE_CENTS: "12.5",
      AGENT_BUDGET_PERSON_TOKENS: "0",
      AGENT_BUDGET_WORKSPACE_CENTS: "",
    });
    expect(agentBudgets).toEqual({
      person: { cents: 100, tokens: 0 },
      case: { cents: 12.5, tokens: 1_000_000 },
      workspace: { cents: 2_000, tokens: 10_000_000 },
    });
  });

  it("prefers Socket Mode when an app-level token is set", () => {
    expect(readConfig({ ...SOCKET, SLACK_SIGNING_SECRET: "12345678", PORT: "3000" }).slack?.delivery).toEqual({
      mode: "socket",
      appToken: "xapp-1",
    });
  });

  it("takes HTTP with a signing secret and a port", () => {
    const { slack } = readConfig({ SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "12345678", PORT: "3000" });
    expect(slack?.delivery).toEqual({ mode: "http", signingSecret: "12345678", port: 3000 });
  });

  it("takes an empty variable for one that is not set", () => {
    const empty = { SLACK_BOT_TOKEN: "", DATABASE_URL: "", PORT: "", DATA_DIR: "", WORKFLOWS_DIR: "", SWEEP_CRON: "", LOG_LEVEL: "" };
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it.each([
    ["SLACK_BOT_TOKEN", { SLACK_APP_TOKEN: "xapp-1" }],
    ["AGENT_BUDGET_CASE_CENTS", { AGENT_BUDGET_CASE_CENTS: "much" }],
    ["AGENT_BUDGET_PERSON_TOKENS", { AGENT_BUDGET_PERSON_TOKENS: "-1" }],
    ["SLACK_BOT_TOKEN", { SLACK_BOT_TOKEN: "xapp-wrong" }],
    ["SLACK_APP_TOKEN", { SLACK_BOT_TOKEN: "xoxb-1" }],
    ["SLACK_APP_TOKEN", { ...SOCKET, SLACK_APP_TOKEN: "xoxb-swapped" }],
    ["PORT", { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "12345678" }],
    ["PORT", { PORT: "eighty" }],
    ["DATABASE_URL", { DATABASE_URL: "mysql://x" }],
    ["WEBHOOK_SECRET", { WEBHOOK_SECRET: "secret" }],
    ["LOG_LEVEL", { LOG_LEVEL: "loud" }],
    ["SLACK_API_URL", { SLACK_API_URL: "slack" }],
  ])("refuses a bad %s in one line that names it", (variable, environment) => {
    const refusal = (): unknown => {
      try {
        return readConfig(environment);
      } catch (error) {
        return error;
      }
    };
    const error = refusal();
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toMatch(new RegExp(`^ConfigError: ${variable}: .*\\.env\\.example\\.$`));
  });
});
