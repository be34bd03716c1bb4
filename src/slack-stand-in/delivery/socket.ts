import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { isJson, parseJson } from "../json.ts";
import type { Acknowledgement, Carrier, Outbound, Retry } from "./acknowledgement.ts";

export interface SocketSettings {
  readonly server: Server;
  readonly appId: string;
  readonly ackTimeoutMs: number;
  readonly pingIntervalMs: number;
  /** Called when a socket comes or goes. */
  readonly changed: () => void;
}

export interface Sockets {
  readonly carry: Carrier;
  count(): number;
  /** The path and ticket for `apps.connections.open`; a ticket opens one socket. */
  ticket(): string;
  /** As Slack does: `refresh_requested` and `warning` are said first, `abrupt` cuts the line. */
  disconnect(reason: "refresh_requested" | "warning" | "link_disabled" | "abrupt"): void;
  close(): Promise<void>;
}

interface Waiting {
  readonly socket: WebSocket;
  readonly from: number;
  readonly answer: (acknowledgement: Acknowledgement) => void;
}

const envelopeOf = ({ kind, payload }: Outbound, id: string, retry: Retry | undefined): string =>
  JSON.stringify({
    type: kind,
    envelope_id: id,
    payload,
    accepts_response_payload: kind !== "events_api",
    ...(kind === "events_api" ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? "" } : {}),
  });

const isEmpty = (body: unknown): boolean => body === undefined || (isJson(body) && Object.keys(body).length === 0);

/** Envelopes that wait for their acknowledgement. */
const createPending = (ackTimeoutMs: number) => {
  const pending = new Map<string, Waiting>();
  const end = (id: string, outcome: { ok: boolean; body?: unknown; error?: string }): void => {
    const waiting = pending.get(id);
    pending.delete(id);
    waiting?.answer({ via: "socket", tookMs: performance.now() - waiting.from, ...outcome });
  };
  return {
    end,
    send: (socket: WebSocket, id: string, envelope: string): Promise<Acknowledgement> =>
      new Promise((resolve) => {
        const timeout = setTimeout(() => end(id, { ok: false, error: "operation_timeout" }), ackTimeoutMs);
        const answer = (acknowledgement: Acknowledgement): void => {
          clearTimeout(timeout);
          resolve(acknowledgement);
        };
        pending.set(id, { socket, from: performance.now(), answer });
        socket.send(envelope);
      }),
    lost: (socket: WebSocket): void => {
      for (const [id, waiting] of [...pending]) if (waiting.socket === socket) end(id, { ok: false, error: "socket_closed" });
    },
  };
};

export const createSockets = ({ server, appId, ackTimeoutMs, pingIntervalMs, changed }: SocketSettings): Sockets => {
  const listener = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const open: WebSocket[] = [];
  const pending = createPending(ackTimeoutMs);
  let turn = 0;

  const hear = (data: unknown): void => {
    const message = parseJson(String(data));
    if (!isJson(message) || typeof message.envelope_id !== "string") return;
    pending.end(message.envelope_id, { ok: true, ...(isEmpty(message.payload) ? {} : { body: message.payload }) });
  };
  const welcome = (socket: WebSocket): void => {
    open.push(socket);
    const ping = setInterval(() => socket.ping("Ping from Slack"), pingIntervalMs);
    socket.on("message", hear);
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      clearInterval(ping);
      open.splice(open.indexOf(socket), 1);
      pending.lost(socket);
      changed();
    });
    const connection = { type: "hello", num_connections: open.length, connection_info: { app_id: appId } };
    socket.send(JSON.stringify({ ...connection, debug_info: { host: "stand-in", approximate_connection_time: 18_060 } }));
    changed();
  };
  server.on("upgrade", (request, stream, head) => {
    const ticket = URL.parse(request.url ?? "/", "http://127.0.0.1")?.searchParams.get("ticket") ?? "";
    if (!tickets.delete(ticket)) return void stream.destroy();
    listener.handleUpgrade(request, stream, head, welcome);
  });

  return {
    count: () => open.length,
    ticket: () => {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `link/?ticket=${ticket}&app_id=${appId}`;
    },
    carry: async (outbound, retry) => {
      const ready = open.filter((socket) => socket.readyState === socket.OPEN);
      turn += 1;
      const socket = ready[turn % Math.max(1, ready.length)];
      if (!socket) return { ok: false, via: "socket", error: "connection_failed", tookMs: 0 };
      const id = randomUUID();
      return pending.send(socket, id, envelopeOf(outbound, id, retry));
    },
    disconnect: (reason) => {
      for (const socket of [...open]) {
        if (reason === "abrupt") socket.terminate();
        else socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "stand-in" } }));
      }
    },
    close: () => {
      for (const socket of [...open]) socket.terminate();
      return new Promise((resolve) => listener.close(() => resolve()));
    },
  };
};
