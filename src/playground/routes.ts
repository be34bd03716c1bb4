import { type Context, Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { Act, Acted, CaseView, Failed, Messages, Requests, StoryRequest, TimePassed, TimeRequest, World } from "./api.ts";
import type { AgentView } from "./api-agent.ts";
import type { FaultRequest, FileSaved, WorkflowFile } from "./api-tools.ts";
import { refusalOf } from "./guard.ts";
import { NotThere } from "./not-there.ts";
import { BadRequest, REQUESTED, readRequested } from "./requested.ts";
import type { ScreenEvents } from "./screen-events.ts";
import { createStaticFiles, policyFor, type Served } from "./static-files.ts";

/** What the page can ask for, each in a function. */
export interface Desk {
  world(person: string | undefined): Promise<World>;
  messages(person: string, channel: string, thread: string | undefined): Messages;
  act(person: string, act: Act): Promise<Acted>;
  time(request: TimeRequest): Promise<TimePassed>;
  story(request: StoryRequest): Promise<void>;
  caseView(instance: string): Promise<CaseView | undefined>;
  agent(instance: string): Promise<AgentView | undefined>;
  requests(after: number): Requests;
  file(name: string): WorkflowFile | undefined;
  begin(name: string): Promise<FileSaved>;
  save(file: WorkflowFile): Promise<FileSaved>;
  fault(request: FaultRequest): void;
  unknownBlock(type: string): void;
  /** Something went wrong that is nobody's request. */
  failed(path: string, error: unknown): void;
}

const asked = (context: Context, name: string): string => {
  const value = context.req.query(name);
  if (value === undefined || value === "") throw new BadRequest(`${name}: missing`);
  return value;
};

const number = (context: Context, name: string): number => {
  const value = Number(context.req.query(name) ?? 0);
  if (!Number.isFinite(value)) throw new BadRequest(`${name}: expected a number`);
  return value;
};

const there = <T>(found: T | undefined, what: string): T => {
  if (found === undefined) throw new NotThere(`there is no ${what}`);
  return found;
};

const looking = (app: Hono, desk: Desk): void => {
  app.get("/api/world", async (context) => context.json(await desk.world(context.req.query("as") || undefined)));
  app.get("/api/messages", (context) =>
    context.json(desk.messages(asked(context, "as"), asked(context, "channel"), context.req.query("thread"))),
  );
  app.get("/api/case", async (context) => {
    const instance = asked(context, "instance");
    return context.json(there(await desk.caseView(instance), `case ${instance}`));
  });
  app.get("/api/agent", async (context) => {
    const instance = asked(context, "instance");
    return context.json(there(await desk.agent(instance), `case ${instance}`));
  });
  app.get("/api/requests", (context) => context.json(desk.requests(number(context, "after"))));
  app.get("/api/file", (context) => {
    const name = asked(context, "name");
    return context.json(there(desk.file(name), `file ${name} among the workflows`));
  });
};

const acting = (app: Hono, desk: Desk): void => {
  app.post("/api/act", async (context) => {
    const { as, act } = await readRequested(REQUESTED.act, () => context.req.json());
    return context.json(await desk.act(as, act));
  });
  app.post("/api/time", async (context) => context.json(await desk.time(await readRequested(REQUESTED.time, () => context.req.json()))));
  app.post("/api/story", async (context) => {
    await desk.story(await readRequested(REQUESTED.story, () => context.req.json()));
    return context.json({});
  });
  app.put("/api/file", async (context) => context.json(await desk.save(await readRequested(REQUESTED.file, () => context.req.json()))));
  app.post("/api/file", async (context) => {
    const { name } = await readRequested(REQUESTED.newFile, () => context.req.json());
    return context.json(await desk.begin(name));
  });
  app.post("/api/fault", async (context) => {
    desk.fault(await readRequested(REQUESTED.fault, () => context.req.json()));
    return context.json({});
  });
  app.post("/api/unknown-block", async (context) => {
    desk.unknownBlock((await readRequested(REQUESTED.unknownBlock, () => context.req.json())).type);
    return context.json({});
  });
};

const streaming = (app: Hono, events: ScreenEvents): void => {
  app.get("/api/stream", (context) =>
    streamSSE(context, async (stream) => {
      const say = (event: unknown): void => void stream.writeSSE({ data: JSON.stringify(event) });
      await stream.writeSSE({ data: JSON.stringify({ type: "hello" }) });
      await new Promise<void>((resolve) => {
        const stop = events.listen(say);
        stream.onAbort(() => {
          stop();
          resolve();
        });
      });
    }),
  );
};

const serveFile = (context: Context, file: Served | undefined, headers: Readonly<Record<string, string>> = {}): Response => {
  const { type, text, tag } = there(file, `file ${context.req.path}`);
  const all = { "content-type": type, etag: tag, "cache-control": "no-cache", ...headers };
  if (context.req.header("if-none-match") === tag) return context.body(null, 304, all);
  return context.body(text, 200, all);
};

const serving = (app: Hono): void => {
  const files = createStaticFiles();
  app.get("/", (context) => {
    const index = files.index();
    return serveFile(context, index, { "content-security-policy": policyFor(index?.text ?? "") });
  });
  app.get("/page/*", (context) => serveFile(context, files.page(context.req.path.slice("/page/".length))));
  app.get("/vendor/:name", (context) => serveFile(context, files.vendor(context.req.param("name"))));
  app.get("/favicon.ico", (context) => context.body(null, 204));
};

const failed = (error: string): Failed => ({ error });

const answerError = (error: Error, desk: Desk, context: Context): Response => {
  if (error instanceof BadRequest) return context.json(failed(error.message), 400);
  if (error instanceof NotThere) return context.json(failed(error.message), 404);
  desk.failed(context.req.path, error);
  return context.json(failed(`That failed: ${error.message}`), 500);
};

/** All that the page's server answers. */
export const createRoutes = (desk: Desk, events: ScreenEvents): Hono => {
  const app = new Hono();
  app.use(async (context, next) => {
    const { method } = context.req;
    const refusal = refusalOf({ method, host: context.req.header("host"), origin: context.req.header("origin") });
    if (refusal !== undefined) return context.json(failed(refusal), 403);
    await next();
    context.header("x-content-type-options", "nosniff");
    context.header("referrer-policy", "no-referrer");
    return undefined;
  });
  looking(app, desk);
  acting(app, desk);
  streaming(app, events);
  serving(app);
  app.notFound((context) => context.json(failed(`there is nothing at ${context.req.path}`), 404));
  app.onError((error, context) => answerError(error, desk, context));
  return app;
};
