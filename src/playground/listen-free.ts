import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const TRIES = 50;

const isTaken = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EADDRINUSE";

/** Never beyond loopback: whoever reaches it acts as anybody. */
const listenOn = async (server: Server, port: number): Promise<void> => {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
};

/** On the port that was wished for, or the next that is free; 0 is any. */
export const listenFree = async (
  listener: RequestListener,
  wished: number,
): Promise<{ readonly server: Server; readonly port: number }> => {
  for (let port = wished; ; port += 1) {
    const server = createServer(listener);
    try {
      await listenOn(server, port);
      return { server, port: (server.address() as AddressInfo).port }; // it listens on TCP
    } catch (error) {
      if (!isTaken(error) || port >= Math.min(wished + TRIES, 65_535)) throw error;
    }
  }
};
