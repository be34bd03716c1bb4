import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { NotThere } from "../../src/playground/not-there.ts";
import type { Desk } from "../../src/playground/routes.ts";
import { createScreenEvents } from "../../src/playground/screen-events.ts";
import { type ServedPage, servePage } from "../../src/playground/serve.ts";
import { policyFor } from "../../src/playground/static-files.ts";

const unasked = (): never => {
  throw new Error("nobody asked for this");
};

/** Answers what was done, and nothing else. */
const givenDesk = (done: unknown[]): Desk => ({
  world: async (person) => {
    throw new NotThere(`there is nobody ${person} here`);
  },
  messages: unasked,
  act: async (person, act) => {
    done.push([person, act]);
    return { ok: true };
  },
  time: unasked,
  story: unasked,
  caseView: async () => undefined,
  agent: async () => undefined,
  requests: () => ({ last: 0, lines: [] }),
  file: () => undefined,
  begin: unasked,
  save: unasked,
  fault: unasked,
  unknownBlock: (type) => void done.push(type),
  failed: () => undefined,
});

const open: ServedPage[] = [];
afterEach(async () => {
  for (const page of open.splice(0)) await page.close();
});

const givenPage = async ({ port = 0, done = [] as unknown[], events = createScreenEvents() } = {}): Promise<ServedPage> => {
  const page = await servePage(givenDesk(done), events, port);
  open.push(page);
  return page;
};

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** As it stands on the wire: `fetch` mends paths and keeps `Host` to itself. */
const ask = async ({ port }: ServedPage, path: string, { method = "GET", headers = {}, body }: Asked = {}) => {
  const sent = request({ host: "127.0.0.1", port, path, method, headers: { host: `localhost:${port}`, ...headers } });
  sent.end(body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body));
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  const chunks = await answer.toArray();
  return { status: answer.statusCode, headers: answer.headers, text: Buffer.concat(chunks as Buffer[]).toString("utf8") };
};

const ACT = { as: "UTINA", act: { type: "home" } };

describe("the playground's server", () => {
  it("serves the page's modules without their types, and the vendors that its import map names", async () => {
    const page = await givenPage();
    const module = await ask(page, "/page/html.ts");
    expect(module.headers["content-type"]).toContain("text/javascript");
    expect(module.text).toContain("export const html");
    expect(module.text).not.toContain("TemplateStringsArray");
    for (const name of ["preact", "preact-hooks", "htm"]) {
      const vendor = await ask(page, `/vendor/${name}.js`);
      expect(vendor).toMatchObject({ status: 200, headers: { "content-type": "text/javascript; charset=utf-8" } });
    }
  });

  it("names ahead every module that the page will ask for, so that no module waits for another", async () => {
    const page = await givenPage();
    const { text } = await ask(page, "/");
    const named = new Set([...text.matchAll(/<link rel="modulepreload" href="([^"]+)"/g)].map(([, href = ""]) => href));
    expect(named).toContain("/page/app.ts");
    for (const href of named) {
      const module = await ask(page, href);
      expect([href, module.status]).toEqual([href, 200]);
      const wanted = [...module.text.matchAll(/(?:from|import) "(\.[^"]+)"/g)].map(
        ([, path = ""]) => new URL(path, `http://x${href}`).pathname,
      );
      expect(wanted.filter((path) => !named.has(path))).toEqual([]);
    }
  });

  it("sends a file once for each time that it changed", async () => {
    const page = await givenPage();
    const { headers } = await ask(page, "/page/html.ts");
    const again = await ask(page, "/page/html.ts", { headers: { "if-none-match": String(headers.etag) } });
    expect(again).toMatchObject({ status: 304, text: "" });
  });

  it.each([
    "/page/../serve.ts",
    "/page/%2e%2e/serve.ts",
    "/page/..%2fserve.ts",
    "/page/..%5cserve.ts",
    "/page//etc/passwd",
    "/vendor/..%2f..%2fpackage.json",
    "/vendor/__proto__",
    "/page/html.ts%00.css",
  ])("gives nothing that is not the page's: %s", async (path) => {
    expect(await ask(await givenPage(), path)).toMatchObject({ status: 404 });
  });

  it.each(["example.com", "localhost.example.com", "10.0.0.1:4444", "127.0.0.1.nip.io"])(
    "refuses whoever reached it by the name %s",
    async (host) => {
      expect(await ask(await givenPage(), "/vendor/htm.js", { headers: { host } })).toMatchObject({
        status: 403,
        text: JSON.stringify({ error: "the playground answers on localhost only" }),
      });
    },
  );

  it("does nothing for a page of another origin, and does it for its own", async () => {
    const done: unknown[] = [];
    const page = await givenPage({ done });
    for (const origin of ["http://example.com", "null", `https://localhost:${page.port}`, "http://localhost:1"]) {
      const refused = await ask(page, "/api/act", { method: "POST", headers: { origin }, body: ACT });
      expect(refused.status).toBe(403);
    }
    expect(done).toEqual([]);
    const own = await ask(page, "/api/act", { method: "POST", headers: { origin: `http://localhost:${page.port}` }, body: ACT });
    expect(own).toMatchObject({ status: 200, text: JSON.stringify({ ok: true }) });
    expect(done).toEqual([["UTINA", { type: "home" }]]);
  });

  it("says what is wrong with a request that makes no sense", async () => {
    const page = await givenPage();
    const post = async (path: string, body: unknown) => (await ask(page, path, { method: "POST", body })).text;
    expect(await post("/api/act", "{")).toBe(JSON.stringify({ error: "the body is no JSON" }));
    expect(await post("/api/act", { as: "UTINA", act: { type: "fly" } })).toContain("act.type: ");
    expect(await post("/api/time", { type: "end", days: -1 })).toContain("days: ");
    expect((await ask(page, "/api/messages")).text).toBe(JSON.stringify({ error: "as: missing" }));
    expect(await ask(page, "/api/world?as=UNOBODY")).toMatchObject({ status: 404, text: '{"error":"there is nobody UNOBODY here"}' });
    expect(await ask(page, "/api/case?instance=i")).toMatchObject({ status: 404, text: '{"error":"there is no case i"}' });
    expect(await ask(page, "/api/nothing")).toMatchObject({ status: 404 });
  });

  it("takes the next port when the one that was wished for is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    const page = await givenPage({ port });
    expect(page.port).toBeGreaterThan(port);
    expect(page.url).toBe(`http://localhost:${page.port}/`);
    taken.close();
  });

  it("tells an open page of many changes at once, and of none after it is gone", async () => {
    const events = createScreenEvents();
    const page = await givenPage({ events });
    const gone = new AbortController();
    const stream = await fetch(`http://127.0.0.1:${page.port}/api/stream`, { signal: gone.signal });
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('data: {"type":"hello"}\n\n');
    for (let change = 0; change < 50; change += 1) events.changed();
    expect((await reader.read()).value).toBe('data: {"type":"changed"}\n\n');
    events.tell({ type: "hello" });
    expect((await reader.read()).value).toBe('data: {"type":"hello"}\n\n');
    gone.abort();
  });

  it("lets only what stands in the page itself run inline", () => {
    const policy = policyFor('<script type="importmap">{"imports":{}}</script><script type="module" src="/page/main.ts"></script>');
    expect(policy).toContain("default-src 'self'");
    expect(policy.match(/'sha256-[^']+'/g)).toEqual(["'sha256-URrTy+Il/Nz0lHojVUx275hWqAWhkSF0VsHbUM4/6Hw='"]);
  });
});
