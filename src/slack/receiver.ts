import type { IncomingMessage, ServerResponse } from "node:http";
import { type App, HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from "@slack/bolt";
import type { MachineClock } from "../application/ports/machine.ts";

/** How Slack reaches this process, and how it reaches Slack. */
export interface SlackConnection {
  readonly botToken: string;
  readonly delivery:
    | { readonly mode: "socket"; readonly appToken: string }
    | { readonly mode: "http"; readonly signingSecret: string; readonly port: number };
  /** Undefined: Slack's own. */
  readonly apiUrl: string | undefined;
}

/** Runs what somebody waits for. */
export type Answering = <T>(work: () => Promise<T>) => Promise<T>;

export type NodeListener = (request: IncomingMessage, response: ServerResponse) => void;

export interface Reception {
  readonly receiver: Receiver;
  /** For the one server on PORT, in HTTP mode. */
  readonly listener: NodeListener | undefined;
  /** A socket is open; always so in HTTP mode. */
  isConnected(): boolean;
}

/** Where Slack's requests arrive in HTTP mode. */
export const SLACK_PATH = "/slack/events";

const REPLAY_WINDOW_S = 300;

/**
 * The acknowledgement leaves only after every listener is done, whatever it was asked for before: Bolt acknowledges events and functions in
 * Socket Mode on arrival, when nothing is committed yet. A listener that throws leaves it unsaid, so that Slack tries again.
 */
const acknowledgeAfterCommit = <R extends Receiver>(receiver: R, answering: Answering): R => {
  const init = receiver.init.bind(receiver);
  receiver.init = (app: App) => {
    const processEvent: App["processEvent"] = async (event) => {
      let said: { readonly answer: unknown } | undefined;
      const hold = async (answer: unknown): Promise<void> => {
        said ??= { answer };
      };
      await answering(() => app.processEvent({ ...event, ack: hold }));
      if (said !== undefined) await event.ack(said.answer);
    };
    // A receiver needs nothing else of the app.
    init({ processEvent } as App);
  };
  return receiver;
};

/** Bolt refuses what is old; a time in the future would keep a stolen request alive, so both are refused before anything is read. */
const withinWindow =
  (next: NodeListener, machineClock: MachineClock): NodeListener =>
  (request, response) => {
    const sent = Number(request.headers["x-slack-request-timestamp"]);
    // Written so that what is no number fails, too.
    if (Math.abs(machineClock.now() / 1000 - sent) <= REPLAY_WINDOW_S) next(request, response);
    else response.writeHead(401).end();
  };

/** The client reconnects by itself; in between, nothing of Slack's reaches us. */
const watchSocket = ({ client }: SocketModeReceiver): (() => boolean) => {
  let isOpen = false;
  client.on("connected", () => {
    isOpen = true;
  });
  for (const gone of ["disconnected", "reconnecting", "close"]) {
    client.on(gone, () => {
      isOpen = false;
    });
  }
  return () => isOpen;
};

/** Slack's way in: Socket Mode, or a listener for our own server. Both acknowledge after the commit. */
export const createReceiver = (
  connection: SlackConnection,
  logger: Logger,
  machineClock: MachineClock,
  answering: Answering = (work) => work(),
): Reception => {
  const { delivery, apiUrl } = connection;
  if (delivery.mode === "socket") {
    const clientOptions = apiUrl === undefined ? {} : { slackApiUrl: apiUrl };
    const receiver = new SocketModeReceiver({ appToken: delivery.appToken, logger, installerOptions: { clientOptions } });
    return { receiver: acknowledgeAfterCommit(receiver, answering), listener: undefined, isConnected: watchSocket(receiver) };
  }
  const receiver = new HTTPReceiver({
    signingSecret: delivery.signingSecret,
    endpoints: SLACK_PATH,
    processBeforeResponse: true,
    logger,
  });
  const mounted = acknowledgeAfterCommit(receiver, (work) => work());
  const answered: NodeListener = (request, response) => {
    // From its arrival on: reading and checking it is a part of the wait.
    void answering(() => new Promise<void>((resolve) => response.once("close", resolve)));
    mounted.requestListener(request, response);
  };
  const listener = withinWindow(answered, machineClock);
  return { receiver: mounted, listener, isConnected: () => true };
};
