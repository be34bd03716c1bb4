import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import type { TestDatabase } from "../../support/databases.ts";

/** A way to a server that can be cut: what goes through it breaks at once, and nothing new gets through until it is mended. */
export interface Cuttable {
  /** Of the database behind it. */
  readonly url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

const serverOf = (url: URL): Socket => {
  const folder = url.searchParams.get("host");
  const port = Number(url.port || 5432);
  return folder === null ? connect(port, url.hostname) : connect(`${folder}/.s.PGSQL.${port}`);
};

/** Begins cut when `mended` is false. */
export const openCuttable = async ({ databaseUrl }: Pick<TestDatabase, "databaseUrl">, mended = true): Promise<Cuttable> => {
  if (databaseUrl === undefined) throw new Error("PGlite cannot be cut off: it lives in this process");
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => socket.destroy());
    return socket;
  };
  const server = createServer((client) => {
    const behind = keep(serverOf(target));
    keep(client).pipe(behind).pipe(client);
    client.on("close", () => behind.destroy());
    behind.on("close", () => client.destroy());
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  const stop = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the way has no port");
  if (!mended) await stop();
  const url = new URL(`postgresql://${target.username || "postgres"}@127.0.0.1:${address.port}${target.pathname}`);
  return { url: url.href, cut: stop, mend: async () => await listen(address.port), close: stop };
};
