import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { watchConnection } from "../../src/playground/connection.ts";
import { createFaults } from "../../src/playground/faults.ts";
import { createSlackStandIn, type SlackStandIn } from "../../src/slack-stand-in/slack-stand-in.ts";

describe("a Slack that is made to misbehave", () => {
  let slack: SlackStandIn;
  let faults: ReturnType<typeof createFaults>;
  beforeAll(async () => {
    slack = await createSlackStandIn();
    faults = createFaults(slack);
  });
  afterAll(async () => await slack.stop());

  const call = async (): Promise<Response> => await fetch(`${slack.url}api.test`, { method: "POST" });
  const lineOf = (kind: string) => faults.state().faults.find((line) => line.kind === kind);

  it("says of each fault how many requests it waits for, and what it struck", async () => {
    faults.handle({ type: "serverError", times: 2 });
    faults.handle({ type: "serverError", times: 1 });
    expect(lineOf("serverError")).toEqual({ kind: "serverError", left: 3, struck: 0, last: undefined });
    expect((await call()).status).toBe(503);
    expect(lineOf("serverError")).toEqual({ kind: "serverError", left: 2, struck: 1, last: "api.test" });
  });

  it("takes back what has not struck yet: of one kind, or all", async () => {
    faults.handle({ type: "rateLimit", times: 3 });
    faults.handle({ type: "clear", kind: "serverError" });
    expect([lineOf("serverError")?.left, lineOf("rateLimit")?.left]).toEqual([0, 3]);
    faults.handle({ type: "clear" });
    expect(lineOf("rateLimit")).toMatchObject({ left: 0, struck: 0 });
    expect((await call()).status).toBe(200);
  });
});

describe("the app's connection to Slack", () => {
  it("is said to be lost, and for how long it was, once the app is back", () => {
    let [open, now] = [1, 0];
    let tell = (): void => undefined;
    const slack = {
      sockets: () => open,
      onChange: (listener: () => void) => {
        tell = listener;
        return () => undefined;
      },
    };
    const connection = watchConnection(slack, () => now);
    const at = (then: number, sockets: number) => {
      [now, open] = [then, sockets];
      tell();
      return connection();
    };
    expect(at(100, 2)).toEqual({ connected: true, awayMs: undefined });
    expect(at(1_000, 0)).toEqual({ connected: false, awayMs: undefined });
    expect(at(2_000, 0)).toMatchObject({ connected: false });
    expect(at(6_000, 1)).toEqual({ connected: true, awayMs: 5_000 });
    expect(at(7_000, 1)).toEqual({ connected: true, awayMs: 5_000 });
  });
});
