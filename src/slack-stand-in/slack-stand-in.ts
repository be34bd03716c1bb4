/**
 * A local Slack, against which any app can be developed and tested: the Web API with Slack's rules, signed HTTP delivery and Socket
 * Mode, faults on request, and people who act. It knows nothing of the app that talks to it.
 *
 * ```ts
 * const slack = await createSlackStandIn();
 * slack.addUser({ id: "UANNA", realName: "Anna Berg", tz: "Europe/Berlin" });
 * slack.addChannel({ id: "COPS", name: "ops", members: ["UANNA"] });
 *
 * // the app: slackApiUrl = slack.url, token = slack.botToken, and either
 * slack.deliverTo({ url: "http://127.0.0.1:3000/slack/events" }); // HTTP, signed with slack.signingSecret
 * // or Socket Mode with slack.appToken: a socket that the app opens goes before HTTP
 *
 * const anna = slack.asUser("UANNA");
 * const { response } = await anna.runs("/workflow status", { channel: "COPS" });
 * await anna.submits({ "Due date": "2026-03-01" });
 * await anna.clicks("Done", { in: "COPS" });
 * await slack.waitFor(() => anna.sees("COPS").find(({ text }) => text.includes("done")));
 *
 * slack.faults.dropAnswer("chat.postMessage", 2); // does it, and the answer is lost
 * await slack.stop();
 * ```
 *
 * Two clocks: `clock` dates messages and may be virtual; lives of triggers, signatures and rate limits follow `machineClock`.
 */
import type { Acknowledgement, Carrier, Retry } from "./delivery/acknowledgement.ts";
import { createHttpCarrier } from "./delivery/http.ts";
import { createOutbox, type Delivery, type Outbox } from "./delivery/outbox.ts";
import { createSockets, type Sockets } from "./delivery/socket.ts";
import { createFaults, type Faults } from "./faults.ts";
import type { Json } from "./json.ts";
import { type Actor, createActor } from "./people/actor.ts";
import { type FunctionRun, runFunction } from "./people/run-function.ts";
import { type Handler, type Listening, listen } from "./server.ts";
import { answerCall, type Desk } from "./web-api/answer-call.ts";
import { methods } from "./web-api/methods.ts";
import { createRateGate, type RateLimits } from "./web-api/rate-limit.ts";
import type { LoggedRequest } from "./web-api/request-log.ts";
import { answerResponseUrl } from "./web-api/response-url.ts";
import { lookUpChannel, messagesOf } from "./workspace/find.ts";
import { addChannel, addUser, type NewChannel, type NewUser } from "./workspace/populate.ts";
import type { Channel, Ephemeral, Message, User } from "./workspace/state.ts";
import { type AppSettings, type Clock, createWorkspace, type Workspace } from "./workspace/workspace.ts";

export interface SlackStandInOptions {
  readonly team?: { readonly id: string; readonly domain: string };
  readonly botToken?: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  readonly app?: Partial<AppSettings>;
  readonly clock?: Clock;
  readonly machineClock?: Clock;
  /** A JSON file: the workspace survives a restart. */
  readonly persistTo?: string;
  /** 0 for any free port. */
  readonly port?: number;
  /** Slack's three further tries of an event; at once, after a minute, after five. */
  readonly redeliverAfterMs?: readonly [number, number, number];
  readonly triggerLifeMs?: number;
  readonly ackTimeoutMs?: number;
  readonly pingIntervalMs?: number;
  /** Off unless given. Slack's own: one a second in a channel, several hundred a minute. */
  readonly enforceRateLimits?: RateLimits;
  /** Block types that this workspace does not take (yet), such as `plan` and `task_card`. */
  readonly refusedBlocks?: readonly string[];
  /** What else is answered on the same port, by the first part of the path. */
  readonly areas?: Readonly<Record<string, Handler>>;
}

export interface SlackStandIn {
  /** For `slackApiUrl`; ends in `/api/`. */
  readonly url: string;
  readonly team: { readonly id: string; readonly domain: string };
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly app: AppSettings;
  addUser(user: NewUser): User;
  /** Changes a person: a new status, a new zone, gone (`deleted`). */
  changeUser(id: string, change: Partial<Omit<User, "id">>): User;
  /** The app's bot is in the channel, too, unless `bot: false`. */
  addChannel(channel: NewChannel & { readonly bot?: boolean }): Channel;
  changeChannel(id: string, change: Partial<Pick<Channel, "isArchived" | "members" | "name">>): Channel;
  /** Where the app listens (its replicas take turns); nothing when it listens no more. */
  deliverTo(target: { readonly url: string } | undefined, ...replicas: readonly { readonly url: string }[]): void;
  /** Open Socket Mode connections. */
  sockets(): number;
  disconnectSockets(reason?: Parameters<Sockets["disconnect"]>[0]): void;
  readonly faults: Faults;
  readonly log: readonly LoggedRequest[];
  /** Every try to hand the app something. */
  readonly deliveries: readonly Delivery[];
  asUser(id: string): Actor;
  /** Any event at all, as it stands. */
  fireEvent(event: Json): Promise<Acknowledgement>;
  /** Once more what was delivered: an event by its id, as when Slack lost the acknowledgement, or anything out of `deliveries`. */
  redeliver(what: string | Delivery, retry?: Retry): Promise<Acknowledgement>;
  /** Workflow Builder reaches one of the app's steps. */
  runFunction(callbackId: string, inputs?: Json): Promise<FunctionRun>;
  /** All that is stored in a channel (by id or name), metadata included, oldest first; with `thread`, that thread. */
  messages(channel: string, options?: { readonly thread?: string }): readonly Message[];
  /** All that was shown to one person alone, by whom. */
  ephemerals(): readonly Ephemeral[];
  /** Everybody, the bot and those who left included. */
  users(): readonly User[];
  /** Every channel and direct message. */
  channels(): readonly Channel[];
  /** Calls the listener at each change of anything, until what is answered is called. */
  onChange(listener: () => void): () => void;
  /** Resolves with the first truthy answer of `look`, asked again at each change. */
  waitFor<T>(look: () => T, timeoutMs?: number, what?: string): Promise<NonNullable<T>>;
  /** Nothing is under way: no delivery, no retry that waits, no request being answered. */
  settled(timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
}

const realClock: Clock = { now: () => Date.now() };

const APP: AppSettings = { id: "A000000001", name: "Standin", botId: "B000000001", botUserId: "U00000BOT" };

const settingsFrom = (options: SlackStandInOptions) => ({
  team: options.team ?? { id: "T000000001", domain: "stand-in" },
  botToken: options.botToken ?? "xoxb-stand-in",
  appToken: options.appToken ?? "xapp-stand-in",
  signingSecret: options.signingSecret ?? "stand-in-secret",
  app: { ...APP, ...options.app },
  triggerLifeMs: options.triggerLifeMs ?? 3000,
  refusedBlocks: options.refusedBlocks ?? [],
  clock: options.clock ?? realClock,
  machineClock: options.machineClock ?? realClock,
});

interface Room {
  readonly workspace: Workspace;
  readonly outbox: Outbox;
  readonly sockets: Sockets;
  readonly listening: Listening;
  readonly ackTimeoutMs: number;
  readonly carrier: { http: Carrier | undefined };
  readonly busy: () => number;
}

const populating = ({ workspace }: Room): Pick<SlackStandIn, "addUser" | "changeUser" | "addChannel" | "changeChannel"> => ({
  addUser: (user) => addUser(workspace, user),
  changeUser: (id, change) => {
    const user = workspace.state.users.get(id);
    if (!user) throw new Error(`Slack stand-in: there is no user ${id}`);
    Object.assign(user, change);
    workspace.changed();
    return user;
  },
  addChannel: ({ bot = true, members = [], ...channel }) =>
    addChannel(workspace, { ...channel, members: bot ? [...members, workspace.app.botUserId] : members }),
  changeChannel: (id, change) => {
    const channel = lookUpChannel(workspace, id);
    if (!channel) throw new Error(`Slack stand-in: there is no channel ${id}`);
    Object.assign(channel, change);
    workspace.changed();
    return channel;
  },
});

const delivering = (
  room: Room,
): Pick<SlackStandIn, "deliverTo" | "sockets" | "disconnectSockets" | "deliveries" | "fireEvent" | "redeliver"> => {
  const { workspace, outbox, sockets, ackTimeoutMs } = room;
  const { signingSecret, machineClock } = workspace;
  return {
    deliverTo: (target, ...replicas) => {
      const urls = [target?.url ?? "", ...replicas.map(({ url }) => url)] as const;
      room.carrier.http = target && createHttpCarrier({ urls, signingSecret, ackTimeoutMs, machineClock });
    },
    sockets: () => sockets.count(),
    disconnectSockets: (reason = "refresh_requested") => sockets.disconnect(reason),
    deliveries: outbox.deliveries,
    fireEvent: (event) => outbox.event({ event_ts: workspace.nextTs(), ...event }),
    redeliver: (what, retry = { attempt: 1, reason: "http_timeout" }) => outbox.redeliver(what, retry),
  };
};

type Watching = Pick<SlackStandIn, "messages" | "ephemerals" | "users" | "channels" | "onChange" | "waitFor" | "settled">;

const watching = ({ workspace, outbox, busy }: Room): Watching => ({
  messages: (idOrName, { thread } = {}) => {
    const channel = lookUpChannel(workspace, idOrName);
    const all = channel ? [...messagesOf(workspace, channel.id).values()].map((message) => ({ ...message })) : [];
    return thread === undefined ? all : all.filter(({ ts, thread_ts }) => ts === thread || thread_ts === thread);
  },
  ephemerals: () => workspace.state.ephemerals.map(({ user, message }) => ({ user, message: { ...message } })),
  users: () => [...workspace.state.users.values()].map((user) => ({ ...user })),
  channels: () => [...workspace.state.channels.values()].map((channel) => ({ ...channel, members: [...channel.members] })),
  onChange: (listener) => workspace.signal.onChange(listener),
  waitFor: (look, timeoutMs = 25_000, what) => workspace.signal.waitFor(look, timeoutMs, what),
  settled: async (timeoutMs = 25_000) => {
    await workspace.signal.waitFor(() => outbox.outstanding() + busy() === 0, timeoutMs, "a moment with nothing under way");
  },
});

const acting = ({ workspace, outbox, listening }: Room): Pick<SlackStandIn, "asUser" | "runFunction"> => ({
  asUser: (id) => createActor({ id, workspace, outbox, responseUrl: (token) => `${listening.url}response/${token}` }),
  runFunction: (callbackId, inputs = {}) => runFunction(workspace, outbox, callbackId, inputs),
});

/** Counts what is being answered, so that `settled` can wait for it. */
const counting = (workspace: Workspace) => {
  let busy = 0;
  const counted =
    (handler: Handler): Handler =>
    async (request, response, rest) => {
      busy += 1;
      try {
        await handler(request, response, rest);
      } finally {
        busy -= 1;
        workspace.signal.changed();
      }
    };
  return { busy: () => busy, counted };
};

export const createSlackStandIn = async (options: SlackStandInOptions = {}): Promise<SlackStandIn> => {
  const workspace = createWorkspace(settingsFrom(options), options.persistTo);
  const { app, team, botToken, appToken, signingSecret, machineClock } = workspace;
  const ackTimeoutMs = options.ackTimeoutMs ?? 3000;
  const faultDesk = createFaults(machineClock);
  const log: LoggedRequest[] = [];
  const carrier: Room["carrier"] = { http: undefined };
  const outbox = createOutbox({
    workspace,
    carrier: () => (sockets.count() > 0 ? sockets.carry : carrier.http),
    redeliverAfterMs: options.redeliverAfterMs ?? [0, 60_000, 300_000],
  });
  const rateGate = createRateGate(options.enforceRateLimits, machineClock);
  const openSocket = (): string => `${listening.url.replace(/^http/, "ws")}${sockets.ticket()}`;
  const desk: Desk = { workspace, outbox, faultDesk, rateGate, methods, log, openSocket };
  const { busy, counted } = counting(workspace);
  const listening = await listen(
    {
      ...options.areas,
      api: counted((request, response, method) => answerCall(desk, method, request, response)),
      response: counted((request, response, id) => answerResponseUrl(desk, id, request, response)),
    },
    options.port ?? 0,
  );
  const changed = (): void => workspace.signal.changed();
  const sockets = createSockets({
    server: listening.server,
    appId: app.id,
    ackTimeoutMs,
    pingIntervalMs: options.pingIntervalMs ?? 10_000,
    changed,
  });
  const room: Room = { workspace, outbox, sockets, listening, ackTimeoutMs, carrier, busy };
  addUser(workspace, { id: app.botUserId, name: app.name.toLowerCase(), realName: app.name, isBot: true });

  return {
    url: `${listening.url}api/`,
    team,
    botToken,
    appToken,
    signingSecret,
    app,
    faults: faultDesk.faults,
    log,
    ...populating(room),
    ...delivering(room),
    ...watching(room),
    ...acting(room),
    stop: async () => {
      outbox.stop();
      await sockets.close();
      await listening.close();
      workspace.close();
    },
  };
};
