import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";

/** What is asked of a readiness check: the name of what is not ready, or nothing. */
export type Readiness = () => Promise<readonly string[]>;

export interface Routes {
  /** Slack's own listener, which reads the raw body itself. */
  readonly slack: { readonly path: string; readonly listener: (request: IncomingMessage, response: ServerResponse) => void } | undefined;
  /** Signed events from outside; undefined without a secret. Answers status and body. */
  readonly events:
    | ((
        headers: Readonly<Record<string, string>>,
        body: string,
      ) => Promise<{ readonly status: 200 | 400 | 401 | 413 | 503; readonly body: unknown }>)
    | undefined;
  readonly notReady: Readiness;
}

/** Larger bodies are refused before they are read whole. */
const MAX_BODY = 1_000_000;

const readBody = async (request: Request): Promise<string | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const createRoutes = ({ events, notReady }: Routes): Hono => {
  const app = new Hono();
  app.get("/healthz", (context) => context.json({ ok: true }));
  app.get("/readyz", async (context) => {
    const missing = await notReady();
    return context.json({ ok: missing.length === 0, missing }, missing.length === 0 ? 200 : 503);
  });
  app.post("/events", async (context) => {
    if (events === undefined) return context.json({ ok: false, error: "WEBHOOK_SECRET is not set, so no event can be verified" }, 503);
    const body = await readBody(context.req.raw);
    if (body === undefined) return context.json({ ok: false, error: "the body is larger than 1 MB" }, 413);
    const answer = await events(context.req.header(), body);
    return context.json(answer.body as object, answer.status);
  });
  app.notFound((context) => context.json({ ok: false, error: "not found" }, 404));
  // No internals in answers; the route's owner has logged it.
  app.onError((_error, context) => context.json({ ok: false, error: "temporarily unavailable, send it again" }, 503));
  return app;
};

/** The one server on PORT. */
export const startServer = async (
  port: number,
  routes: Routes,
  host = "0.0.0.0",
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> => {
  const rest = getRequestListener(createRoutes(routes).fetch);
  const server: Server = createServer((request, response) => {
    // Anybody may ask for what is no address (`//`), and a throw here would end the process.
    const path = URL.parse(request.url ?? "/", "http://localhost")?.pathname;
    if (routes.slack !== undefined && path === routes.slack.path) routes.slack.listener(request, response);
    else void rest(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    close: async () => {
      server.closeIdleConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};
