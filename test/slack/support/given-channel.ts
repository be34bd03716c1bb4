import { WebClient, type WebClientOptions } from "@slack/web-api";
import type { CaseFile } from "../../../src/application/case-file.ts";
import type { Catalogue } from "../../../src/application/ports/catalogue.ts";
import type { Channel } from "../../../src/application/ports/channel.ts";
import type { MessageRecord } from "../../../src/application/ports/messages.ts";
import type { Definition } from "../../../src/engine/definition.ts";
import type { Directory } from "../../../src/engine/directory.ts";
import type { Instance } from "../../../src/engine/instance.ts";
import { boltLogger } from "../../../src/slack/bolt-logger.ts";
import { type ChannelOptions, createSlackChannel } from "../../../src/slack/channel.ts";
import { clientOptions } from "../../../src/slack/identify.ts";
import { createProfiles } from "../../../src/slack/profiles.ts";
import { createTokenGuard } from "../../../src/slack/token-guard.ts";
import type { SlackStandIn, SlackStandInOptions } from "../../../src/slack-stand-in/slack-stand-in.ts";
import { givenSlack } from "../../slack-stand-in/support/given.ts";
import { definition, directory, person, task } from "../../support/builders.ts";
import { given, INSTANCE } from "../../support/given.ts";
import { record } from "../../support/memory-messages.ts";
import { createRecordingLogger, type RecordingLogger } from "../../support/recording-logger.ts";

export const CASES = "CCASES";

export const PEOPLE: Directory = (() => {
  const known = directory({ people: [person("anna", { slackId: "UANNA" }), person("ben", { slackId: "UBEN" })] });
  return known;
})();

export const aDefinition = (): Definition => definition([task("one", { due: "2 working days" }), task("two", { needs: ["one"] })]);

/** A case that has just started, with its first step active and anna's. */
export const aCase = (whole: Definition = aDefinition(), people: Directory = PEOPLE): CaseFile => {
  const story = given({ definition: whole, directory: people }).start();
  return { definition: whole, instance: story.instance, directory: people, texts: new Map(), now: story.now };
};

export const withInstance = (file: CaseFile, change: Partial<Instance>): CaseFile => ({
  ...file,
  instance: { ...file.instance, ...change },
});

export const catalogueOf = (whole: Definition, people: Directory): Catalogue => ({
  current: (workflow) => (workflow === whole.workflow ? whole : undefined),
  all: () => [whole],
  version: async (hash) => (hash === whole.hash ? whole : undefined),
  directory: () => people,
});

const NO_PACE = { perChannelMs: 0, perMinute: 0 } as const;
/** Machine waits shrunk a thousandfold: what Slack calls a second is a millisecond here. */
const QUICK = { unreachableMs: 2, laterMs: 30, retryAfterUnitMs: 1 } as const;

export interface GivenChannel {
  readonly slack: SlackStandIn;
  readonly client: WebClient;
  readonly channel: Channel;
  readonly logger: RecordingLogger;
  readonly file: CaseFile;
}

export interface Given extends Partial<ChannelOptions> {
  readonly slack?: SlackStandIn;
  readonly standIn?: SlackStandInOptions;
  readonly client?: WebClientOptions;
  readonly definition?: Definition;
  readonly people?: Directory;
  readonly appId?: string;
  readonly machine?: { now(): number };
}

export const quietClient = (slack: Pick<SlackStandIn, "url" | "botToken">, options: WebClientOptions = {}): WebClient =>
  new WebClient(slack.botToken, { ...clientOptions(slack.url), timeout: 5_000, logger: boltLogger(createRecordingLogger()), ...options });

/** A channel of ours over the stand-in, with a channel `#cases`. */
export const givenChannel = async (setup: Given = {}): Promise<GivenChannel> => {
  const {
    client: clientSettings,
    definition: whole = aDefinition(),
    people = PEOPLE,
    machine = { now: () => Date.now() },
    ...rest
  } = setup;
  const slack = setup.slack ?? (await givenSlack(setup.standIn));
  slack.addChannel({ id: CASES, name: "cases", members: ["UANNA", "UBEN"] });
  const client = quietClient(slack, clientSettings);
  const logger = createRecordingLogger();
  const channel = createSlackChannel(
    {
      client,
      identity: { appId: setup.appId ?? slack.app.id },
      catalogue: catalogueOf(whole, people),
      profiles: createProfiles(client, machine),
      machine,
      token: createTokenGuard(logger),
      homeModel: async (id) => (id === "anna" ? { slackId: "UANNA", view: { type: "home", blocks: [{ type: "divider" }] } } : undefined),
    },
    { markerSecret: "a secret", pacing: NO_PACE, waits: QUICK, ...rest },
  );
  return { slack, client, channel, logger, file: aCase(whole, people) };
};

export const CASE_CARD: MessageRecord = record(`${INSTANCE}:case`, { audience: { to: "case" } });

export const toAnna = (key: string, overrides: Partial<MessageRecord> = {}): MessageRecord =>
  record(key, { audience: { to: "person", person: PEOPLE.addresses.get("anna")! }, ...overrides });

export const NOTHING_ELSE = { thread: undefined, also: [], repeat: false } as const;
