import { App } from "@slack/bolt";
import type { MachineClock } from "../application/ports/machine.ts";
import type { People, Profiles } from "../application/ports/people.ts";
import { WorkspaceId } from "../engine/ids.ts";
import { createBackground } from "./background.ts";
import { boltLogger, errorWords } from "./bolt-logger.ts";
import { clientOptions, namingVariable } from "./identify.ts";
import { listenToActions } from "./listeners/actions/listen.ts";
import { listenToCommands } from "./listeners/commands/listen.ts";
import { listenToEvents } from "./listeners/events/listen.ts";
import { readSpoken } from "./listeners/intake/read-spoken.ts";
import type { Listening } from "./listeners/listening.ts";
import { ReplyToUnderstand } from "./listeners/reply-to-understand.ts";
import { listenToShortcuts } from "./listeners/shortcuts/listen.ts";
import type { Attempt } from "./listeners/understanding.ts";
import { listenToViews } from "./listeners/views/listen.ts";
import { offerWords } from "./listeners/wording/offer-words.ts";
import { ToWord } from "./listeners/wording/to-word.ts";
import { wordUpdate } from "./listeners/wording/word-update.ts";
import { createMembership } from "./membership.ts";
import { createPane } from "./pane.ts";
import { createPeopleOfSlack } from "./people-of-slack.ts";
import { type Answering, createReceiver, type NodeListener, SLACK_PATH, type SlackConnection } from "./receiver.ts";

/** What the composition root hands over: see `Listening` for what each is for. */
export interface SlackAppPorts extends Omit<Listening, "workspace" | "people" | "membership" | "background" | "pane"> {
  readonly config: SlackConnection;
  readonly people: People;
  readonly profiles: Profiles;
  /** What is stored of people changed: the directory is built anew before this resolves. */
  readonly peopleChanged: () => Promise<void>;
  readonly machineClock: MachineClock;
  /** Around every request of Slack's: somebody waits for the answer. */
  readonly answering?: Answering;
}

export interface SlackApp {
  /** Opens the socket in Socket Mode; in HTTP mode the server that mounts `listener` is all there is to start. */
  start(): Promise<void>;
  /** Takes nothing new, and waits for what is being answered. */
  stop(): Promise<void>;
  /** Whether Slack can reach us: a socket is open. In HTTP mode that is the server's to know. */
  connected(): boolean;
  /** Resolves when every private answer and opened page that was set going is given. */
  answered(): Promise<void>;
  /** Has a model read a reply that was left to it, and shows its writer what that found. */
  understand(reply: unknown, attempt: Attempt): Promise<void>;
  /** Has a model word an update, a packet or other words for a draft, and shows them. */
  word(job: unknown, signal: AbortSignal): Promise<void>;
  readonly listener: NodeListener | undefined;
  /** Where `listener` belongs. */
  readonly path: string;
}

const createBolt = ({ config, identity, logger, machineClock, answering }: SlackAppPorts) => {
  const bolt = boltLogger(logger);
  const { receiver, listener, isConnected } = createReceiver(config, bolt, machineClock, answering);
  const { teamId, botId, botUserId } = identity;
  const app = new App({
    receiver,
    logger: bolt,
    convoStore: false,
    clientOptions: clientOptions(config.apiUrl),
    // Memory only: a throw here would be acknowledged in Socket Mode.
    authorize: async () => ({ teamId, botId, botUserId, botToken: config.botToken }),
  });
  app.error(async (error) => {
    logger.error({ error: errorWords(error) }, "a request of Slack's could not be carried out and is not acknowledged");
    throw error;
  });
  return { app, listener, isConnected };
};

/** Everything that Slack tells us, bound to what it asks for. */
export const createSlackApp = (ports: SlackAppPorts): SlackApp => {
  const { config, identity, catalogue, client, logger, machineClock, people, profiles, peopleChanged } = ports;
  const workspace = WorkspaceId.parse(identity.teamId);
  const background = createBackground(logger);
  const listening: Listening = {
    ...ports,
    workspace,
    background,
    pane: createPane(ports),
    people: createPeopleOfSlack({ workspace, catalogue, people, profiles, changed: peopleChanged }),
    membership: createMembership({ client, machineClock, logger }),
  };
  const { app, listener, isConnected } = createBolt(ports);
  listenToEvents(app, listening);
  listenToActions(app, listening);
  listenToCommands(app, listening);
  listenToViews(app, listening);
  listenToShortcuts(app, listening);
  const isSocket = config.delivery.mode === "socket";
  return {
    listener,
    path: SLACK_PATH,
    connected: isConnected,
    answered: background.drained,
    understand: async (reply, attempt) => await readSpoken(listening, ReplyToUnderstand.parse(reply), attempt),
    word: async (job, signal) => {
      const asked = ToWord.parse(job);
      if (asked.kind === "update") await wordUpdate(listening, asked, signal);
      else await offerWords(listening, asked, signal);
    },
    start: async () => {
      if (isSocket) await namingVariable("SLACK_APP_TOKEN", () => app.start());
    },
    stop: async () => {
      if (isSocket) await app.stop();
      await background.drained();
    },
  };
};
