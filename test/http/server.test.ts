import { afterEach, describe, expect, it } from "vitest";
import { type Routes, startServer } from "../../src/http/server.ts";

const ROUTES: Routes = { slack: undefined, events: undefined, notReady: async () => [] };
let close: (() => Promise<void>) | undefined;

const serve = async (routes: Partial<Routes> = {}): Promise<string> => {
  const server = await startServer(0, { ...ROUTES, ...routes }, "127.0.0.1");
  close = server.close;
  return `http://127.0.0.1:${server.port}`;
};

afterEach(async () => {
  await close?.();
});

describe("the one server", () => {
  it("says that the process lives, whatever else is missing", async () => {
    const url = await serve({ notReady: async () => ["database"] });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it("says what is missing while it is not ready", async () => {
    const url = await serve({ notReady: async () => ["database", "slack"] });
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([503, { ok: false, missing: ["database", "slack"] }]);
  });

  it("is ready when nothing is missing", async () => {
    expect((await fetch(`${await serve()}/readyz`)).status).toBe(200);
  });

  it("hands Slack's path to Slack's own listener, body unread", async () => {
    const url = await serve({ slack: { path: "/slack/events", listener: (request, response) => void request.pipe(response) } });
    const answer = await fetch(`${url}/slack/events`, { method: "POST", body: "raw" });
    expect(await answer.text()).toBe("raw");
  });

  it("refuses events while no secret could verify them", async () => {
    const answer = await fetch(`${await serve()}/events`, { method: "POST", body: "{}" });
    expect([answer.status, String(((await answer.json()) as { error: string }).error)]).toEqual([
      503,
      expect.stringContaining("WEBHOOK_SECRET"),
    ]);
  });

  it("refuses a body over a megabyte before reading it whole", async () => {
    const url = await serve({ events: async () => ({ status: 200, body: {} }) });
    const answer = await fetch(`${url}/events`, { method: "POST", body: "x".repeat(1_000_001) });
    expect(answer.status).toBe(413);
  });

  it("shows nothing of itself when a route fails", async () => {
    const url = await serve({ events: async () => Promise.reject(new Error("password is hunter2")) });
    const answer = await fetch(`${url}/events`, { method: "POST", body: "{}" });
    expect([answer.status, await answer.text()]).toEqual([503, expect.not.stringContaining("hunter2")]);
  });

  it.each(["//", "///x", "//@", "/%"])("lives on when it is asked for %s", async (path) => {
    const url = await serve();
    expect((await fetch(`${url}${path}`)).status).toBe(404);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it("knows no other path", async () => {
    expect((await fetch(`${await serve()}/admin`)).status).toBe(404);
  });
});
