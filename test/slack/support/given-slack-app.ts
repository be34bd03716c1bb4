import type { MessageRecord } from "../../../src/application/ports/messages.ts";
import type { Definition } from "../../../src/engine/definition.ts";
import type { Directory, Person } from "../../../src/engine/directory.ts";
import { type InstanceId, PersonId } from "../../../src/engine/ids.ts";
import type { Audience, MessageContent } from "../../../src/engine/messages/effect.ts";
import { createSlackApp } from "../../../src/slack/app.ts";
import { createSlackClient, identify } from "../../../src/slack/identify.ts";
import type { Listening, ReloadOutcome } from "../../../src/slack/listeners/listening.ts";
import { createProfiles } from "../../../src/slack/profiles.ts";
import { renderMessage } from "../../../src/slack/views/render-message.ts";
import type { SlackStandIn } from "../../../src/slack-stand-in/slack-stand-in.ts";
import { closing, givenSlack } from "../../slack-stand-in/support/given.ts";
import { directory as aDirectory, definition, person, task, team } from "../../support/builders.ts";
import { INSTANCE, WORKSPACE } from "../../support/given.ts";
import { createRecordingLogger } from "../../support/recording-logger.ts";
import { connectionTo, type Mode, mount } from "./given-reception.ts";
import { createMemoryCore, type MemoryCore } from "./memory-core.ts";

const NOW = Date.UTC(2026, 2, 2, 9);
export const CASES = "CCASES";
const NAMES = ["anna", "ben", "maria", "cora", "xavier", "lea"] as const;
export type Name = (typeof NAMES)[number];

const slackIdOf = (name: string): string => `U${name.toUpperCase()}`;

const withSlack = (whole: Directory): Directory => ({
  ...whole,
  addresses: new Map([
    ...whole.addresses,
    ...[...whole.people.values()].flatMap(({ slackId, id }): [string, PersonId][] => (slackId === undefined ? [] : [[slackId, id]])),
  ]),
});

/** Anna owns, Ben is somebody, Maria is the process owner, Cora compliance, Xavier admin, Lea leads. Each has a Slack id. */
export const people = (overrides: Partial<Record<Name, Partial<Person>>> = {}): Directory =>
  withSlack(
    aDirectory({
      people: NAMES.map((name) => person(name, { slackId: slackIdOf(name), zone: "Europe/Rome", ...overrides[name] })),
      teams: [team("crew", ["anna", "ben"], { lead: "lea" })],
    }),
  );

export interface GivenApp {
  readonly slack: SlackStandIn;
  readonly core: MemoryCore;
  readonly refreshed: string[];
  readonly homes: string[];
  readonly reloads: ReloadOutcome[];
  readonly logger: ReturnType<typeof createRecordingLogger>;
  as(name: Name): ReturnType<SlackStandIn["asUser"]>;
  /** Starts the case C-1 without Slack; its card is posted. */
  start(inputs?: Readonly<Record<string, string | number>>): Promise<InstanceId>;
  /** The clock's own command: what is due now happens. */
  tick(): Promise<void>;
  /** Posts a card of the case as the channel would: in its thread, or to a person. */
  post(content: MessageContent, audience?: Audience): Promise<{ readonly channel: string; readonly ts: string }>;
  step(
    key: string,
  ): MemoryCore["instances"] extends Map<unknown, infer I> ? (I extends { steps: Readonly<Record<string, infer S>> } ? S : never) : never;
  /** The newest private answer to somebody, wherever it is. */
  told(name: Name): string;
  /** Resolves when every answer that was set going is given. */
  answered(): Promise<void>;
}

export interface AppSetup {
  readonly definition?: Definition;
  readonly people?: Directory;
  readonly mode?: Mode;
  readonly understanding?: Listening["understanding"];
}

const textOf = (blocks: unknown): string =>
  JSON.stringify(blocks ?? [], (_key, value) => value).replaceAll(/"(?:type|block_id|action_id|value|style)":"(?:[^"\\]|\\.)*",?/g, "");

export const givenSlackApp = async (setup: AppSetup = {}): Promise<GivenApp> => {
  const whole = setup.definition ?? definition([task("sso"), task("report")]);
  const core = createMemoryCore(whole, setup.people ?? people(), NOW);
  const slack = await givenSlack({
    team: { id: WORKSPACE, domain: "stand-in" },
    ackTimeoutMs: 1000,
    redeliverAfterMs: [60_000, 60_000, 60_000],
  });
  for (const name of NAMES) {
    slack.addUser({
      id: slackIdOf(name),
      realName: core.directory().people.get(PersonId.parse(name))?.name ?? name,
      email: `${name}@example.com`,
      tz: "Europe/Rome",
    });
  }
  slack.addChannel({ id: CASES, name: "cases", members: ["UANNA", "UBEN", "UMARIA", "UCORA", "ULEA"] });
  const logger = createRecordingLogger();
  const mode = setup.mode ?? "socket";
  const config = connectionTo(slack, mode);
  const client = createSlackClient(config);
  const identity = await identify(client);
  const refreshed: string[] = [];
  const homes: string[] = [];
  const reloads: ReloadOutcome[] = [];
  const app = createSlackApp({
    ...core.ports,
    config,
    identity,
    client,
    logger,
    machineClock: { now: () => Date.now() },
    profiles: createProfiles(client, { now: () => core.now }),
    peopleChanged: async () => {
      const known = core.saved.map((each) => person(each.id, { ...each, name: each.name }));
      const before = core.directory();
      core.setDirectory(withSlack({ ...before, people: new Map([...before.people, ...known.map((each) => [each.id, each] as const)]) }));
    },
    reload: async () => reloads.at(-1) ?? { answer: { ok: true, instance: undefined, seq: 1 }, changes: [], problems: [] },
    refresh: async (instance) => void refreshed.push(instance),
    refreshHome: async (who) => void homes.push(who),
    ...(setup.understanding === undefined ? {} : { understanding: setup.understanding }),
  });
  if (app.listener !== undefined) await mount(slack, app.listener);
  await app.start();
  closing(() => app.stop());
  if (mode === "socket") await slack.waitFor(() => slack.sockets() > 0);

  const post: GivenApp["post"] = async (content, audience = { to: "thread" }) => {
    const file = await core.ports.files.of(WORKSPACE, INSTANCE);
    if (file === undefined) throw new Error("the case has not started");
    const { text, blocks } = renderMessage(content, audience, file, { plan: false });
    const root = core.messages.find((each) => each.content.kind === "case")?.ts;
    const to = audience.to === "person" ? slackIdOf(audience.person) : CASES;
    const thread = audience.to === "thread" && root !== undefined ? { thread_ts: root } : {};
    const answer = await client.chat.postMessage({ channel: to, text, blocks: [...blocks], ...thread });
    const place = { channel: answer.channel ?? to, ts: answer.ts ?? "" };
    const message = { workspace: WORKSPACE, key: `${INSTANCE}:${core.messages.length}`, instance: INSTANCE, content, ...place };
    core.messages.push(message as MessageRecord); // What listeners read of it.
    return place;
  };
  return {
    slack,
    core,
    refreshed,
    homes,
    reloads,
    logger,
    as: (name) => slack.asUser(slackIdOf(name)),
    start: async (inputs = {}) => {
      const answer = await core.ports.handle({
        id: `start-${core.commands.length}`,
        workspace: WORKSPACE,
        actor: { kind: "person", id: PersonId.parse("maria") },
        via: "cli",
        type: "StartWorkflow",
        workflow: whole.workflow,
        newInstance: INSTANCE,
        inputs: { case_id: "C-1", ...inputs },
        inChannel: true,
      } as never);
      if (!answer.ok) throw new Error(answer.rejection.message);
      await post({ kind: "case" }, { to: "case" });
      return INSTANCE;
    },
    post,
    answered: app.answered,
    tick: async () => {
      const id = `tick-${core.commands.length}`;
      const actor = { kind: "system", id: "clock" };
      await core.ports.handle({ id, workspace: WORKSPACE, actor, via: "sweep", type: "Tick", instance: INSTANCE } as never);
    },
    step: (key) => core.instances.get(INSTANCE)?.steps[key as never] as never,
    told: (name) => {
      const actor = slack.asUser(slackIdOf(name));
      const places = [CASES, actor.dm].flatMap((channel) => {
        try {
          const all = actor.sees(channel);
          return [...all, ...all.flatMap(({ ts }) => actor.sees(channel, { thread: ts }))];
        } catch {
          return [];
        }
      });
      const whispered = places.filter((each) => each.isEphemeral || each.channel === actor.dm).sort((a, b) => Number(a.ts) - Number(b.ts));
      const last = whispered.at(-1);
      return last === undefined ? "" : `${last.text} ${textOf(last.blocks)}`;
    },
  };
};
