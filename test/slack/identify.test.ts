import { describe, expect, it } from "vitest";
import { createSlackApp } from "../../src/slack/app.ts";
import { createSlackClient, identify, SlackStartError } from "../../src/slack/identify.ts";
import { createProfiles } from "../../src/slack/profiles.ts";
import { givenSlack } from "../slack-stand-in/support/given.ts";
import { definition, task } from "../support/builders.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";
import { people } from "./support/given-slack-app.ts";
import { createMemoryCore } from "./support/memory-core.ts";

const failure = async (work: Promise<unknown>): Promise<Error> =>
  await work.then(
    () => new Error("it went well"),
    (error: unknown) => error as Error,
  );

describe("who we are in Slack", () => {
  it("is asked once, by auth.test", async () => {
    const slack = await givenSlack();
    const identity = await identify(createSlackClient({ botToken: slack.botToken, apiUrl: slack.url }));
    const { id: appId, botId, botUserId } = slack.app;
    expect(identity).toEqual({ teamId: slack.team.id, appId, botId, botUserId, url: "https://stand-in.slack.com/" });
    expect(slack.log.filter(({ method }) => method === "auth.test")).toHaveLength(1);
  });

  it("is not to be had with a wrong token: the error names the variable, and never the token", async () => {
    const slack = await givenSlack();
    const error = await failure(identify(createSlackClient({ botToken: "xoxb-wrong", apiUrl: slack.url })));
    expect(error).toBeInstanceOf(SlackStartError);
    expect(error.message).toContain("SLACK_BOT_TOKEN: Slack refused it (invalid_auth)");
    expect(error.message).not.toContain("xoxb-wrong");
  });

  it("says that Slack cannot be reached", async () => {
    const error = await failure(identify(createSlackClient({ botToken: "xoxb-1", apiUrl: "http://127.0.0.1:9/api/" })));
    expect(error.message).toContain("Slack could not be reached with SLACK_BOT_TOKEN");
  });

  it("names the app token that Socket Mode refuses", async () => {
    const slack = await givenSlack();
    const client = createSlackClient({ botToken: slack.botToken, apiUrl: slack.url });
    const core = createMemoryCore(definition([task("a")]), people(), 0);
    const app = createSlackApp({
      ...core.ports,
      config: { botToken: slack.botToken, apiUrl: slack.url, delivery: { mode: "socket", appToken: "xapp-wrong" } },
      identity: await identify(client),
      client,
      logger: createRecordingLogger(),
      machineClock: { now: () => Date.now() },
      profiles: createProfiles(client, { now: () => 0 }),
      peopleChanged: async () => {},
      reload: async () => ({ answer: { ok: true, instance: undefined, seq: 1 }, changes: [], problems: [] }),
      refresh: async () => {},
      refreshHome: async () => {},
    });
    const error = await failure(app.start());
    expect(error.message).toContain("SLACK_APP_TOKEN: Slack refused it");
    expect(app.connected()).toBe(false);
    await app.stop();
  });
});
