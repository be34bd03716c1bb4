import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { App } from "@slack/bolt";
import { boltLogger } from "../../../src/slack/bolt-logger.ts";
import { clientOptions } from "../../../src/slack/identify.ts";
import { createReceiver, SLACK_PATH, type SlackConnection } from "../../../src/slack/receiver.ts";
import type { SlackStandIn } from "../../../src/slack-stand-in/slack-stand-in.ts";
import { closing } from "../../slack-stand-in/support/given.ts";
import { createRecordingLogger } from "../../support/recording-logger.ts";

export type Mode = "http" | "socket";

export const connectionTo = (slack: SlackStandIn, mode: Mode): SlackConnection => ({
  botToken: slack.botToken,
  apiUrl: slack.url,
  delivery: mode === "socket" ? { mode, appToken: slack.appToken } : { mode, signingSecret: slack.signingSecret, port: 0 },
});

/** Mounts a listener on a server of the test's own, as `src/http/server.ts` does. */
export const mount = async (slack: SlackStandIn, listener: Parameters<typeof createServer>[1]): Promise<string> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${SLACK_PATH}`;
  slack.deliverTo({ url });
  return url;
};

/** A Bolt app behind our receiver and nothing else of ours. */
export const givenReception = async (
  slack: SlackStandIn,
  mode: Mode,
  listen: (app: App) => void,
  now = () => Date.now(),
): Promise<string> => {
  const logger = boltLogger(createRecordingLogger());
  const { receiver, listener } = createReceiver(connectionTo(slack, mode), logger, { now });
  const app = new App({
    receiver,
    logger,
    convoStore: false,
    clientOptions: clientOptions(slack.url),
    authorize: async () => ({ botToken: slack.botToken, botId: slack.app.botId, botUserId: slack.app.botUserId }),
  });
  app.error(async (error) => {
    throw error;
  });
  listen(app);
  if (mode === "http") return await mount(slack, listener);
  await app.start();
  closing(() => app.stop());
  await slack.waitFor(() => slack.sockets() > 0);
  return "";
};
