import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Handler = (request: IncomingMessage, response: ServerResponse, rest: string) => Promise<void>;

export interface Listening {
  readonly server: Server;
  /** Ends in `/`. */
  readonly url: string;
  close(): Promise<void>;
}

const route = (handlers: Readonly<Record<string, Handler>>, request: IncomingMessage): [Handler, string] | undefined => {
  const { pathname = "" } = URL.parse(request.url ?? "/", "http://127.0.0.1") ?? {};
  const [, area = "", ...rest] = pathname.split("/");
  const handler = handlers[area];
  return handler ? [handler, rest.join("/")] : undefined;
};

/** Loopback only: a stand-in accepts any tenant's token and must not be reachable from elsewhere. */
export const listen = async (handlers: Readonly<Record<string, Handler>>, port: number): Promise<Listening> => {
  const server = createHttpServer((request, response) => {
    const found = route(handlers, request);
    if (!found) return void response.writeHead(404).end();
    const [handler, rest] = found;
    handler(request, response, rest).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { "content-type": "text/plain" }).end(`Slack stand-in: ${String(error)}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
