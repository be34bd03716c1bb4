import { getRequestListener } from "@hono/node-server";
import { listenFree } from "./listen-free.ts";
import { createRoutes, type Desk } from "./routes.ts";
import type { ScreenEvents } from "./screen-events.ts";

/** A page that is being served. */
export interface ServedPage {
  readonly port: number;
  /** Where a browser finds it. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the page on loopback, on the wished port or the next that is free. */
export const servePage = async (desk: Desk, events: ScreenEvents, wishedPort: number): Promise<ServedPage> => {
  const listener = getRequestListener(createRoutes(desk, events).fetch, { overrideGlobalObjects: false });
  const { server, port } = await listenFree((request, response) => void listener(request, response), wishedPort);
  return {
    port,
    url: `http://localhost:${port}/`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // An open page holds its stream for ever.
      server.closeAllConnections();
      await closed;
    },
  };
};
