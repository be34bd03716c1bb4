import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Json } from "../../../src/slack-stand-in/json.ts";
import type { SlackStandIn } from "../../../src/slack-stand-in/slack-stand-in.ts";
import { ANNA, callWith, closing, givenSlack, OPS } from "../support/given.ts";

interface Client {
  readonly socket: WebSocket;
  readonly heard: Json[];
}

/** A Socket Mode client that acknowledges as it is told. */
const givenClient = async (slack: SlackStandIn, acknowledge: (envelope: Json) => unknown = () => ({})): Promise<Client> => {
  const { url } = await callWith(slack, slack.appToken, "apps.connections.open");
  const before = slack.sockets();
  const socket = new WebSocket(String(url));
  const heard: Json[] = [];
  socket.on("message", (data) => {
    const envelope = JSON.parse(String(data)) as Json;
    heard.push(envelope);
    const payload = envelope.envelope_id === undefined ? undefined : acknowledge(envelope);
    if (payload !== undefined) socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload }));
  });
  closing(async () => socket.terminate());
  await once(socket, "open");
  await slack.waitFor(() => slack.sockets() > before);
  return { socket, heard };
};

const envelopes = ({ heard }: Client): Json[] => heard.filter(({ envelope_id }) => envelope_id !== undefined);

describe("Socket Mode", () => {
  it("says hello, then wraps events, interactions and commands", async () => {
    const slack = await givenSlack();
    const client = await givenClient(slack);
    const anna = slack.asUser(ANNA);
    await anna.types("hello", { channel: OPS });
    await anna.shortcut("start");
    await anna.runs("/workflow", { channel: OPS });
    expect(client.heard).toMatchObject([
      { type: "hello", num_connections: 1, connection_info: { app_id: slack.app.id } },
      { type: "events_api", accepts_response_payload: false, retry_attempt: 0, payload: { type: "event_callback" } },
      { type: "interactive", accepts_response_payload: true, payload: { type: "shortcut" } },
      { type: "slash_commands", accepts_response_payload: true, payload: { command: "/workflow" } },
    ]);
  });

  it("opens a socket once with each ticket", async () => {
    const slack = await givenSlack();
    const { url } = await callWith(slack, slack.appToken, "apps.connections.open");
    const first = new WebSocket(String(url));
    closing(async () => first.terminate());
    await once(first, "open");
    const [error] = (await once(new WebSocket(String(url)), "error")) as [Error];
    expect(error).toBeInstanceOf(Error);
  });

  it("takes the payload of the acknowledgement as the answer", async () => {
    const slack = await givenSlack();
    await givenClient(slack, () => ({ text: "hello Anna" }));
    const { response } = await slack.asUser(ANNA).runs("/workflow", { channel: OPS });
    expect(response).toMatchObject({ ok: true, via: "socket", body: { text: "hello Anna" } });
    expect(slack.asUser(ANNA).sees(OPS)).toMatchObject([{ text: "hello Anna", isEphemeral: true }]);
  });

  it("hands each event to one of the open sockets, not always the same", async () => {
    const slack = await givenSlack();
    const [one, two] = [await givenClient(slack), await givenClient(slack)];
    const anna = slack.asUser(ANNA);
    for (const text of ["a", "b", "c", "d"]) await anna.types(text, { channel: OPS });
    expect([envelopes(one).length, envelopes(two).length]).toEqual([2, 2]);
  });

  it("delivers an event again that nobody acknowledged, with its attempt and reason", async () => {
    const slack = await givenSlack({ ackTimeoutMs: 20, redeliverAfterMs: [0, 0, 0] });
    const client = await givenClient(slack, ({ retry_attempt }) => (retry_attempt === 2 ? {} : undefined));
    expect((await slack.asUser(ANNA).types("hello", { channel: OPS })).response).toMatchObject({ ok: false, error: "operation_timeout" });
    await slack.settled();
    expect(envelopes(client).map(({ retry_attempt, retry_reason }) => [retry_attempt, retry_reason])).toEqual([
      [0, ""],
      [1, "timeout"],
      [2, "timeout"],
    ]);
  });

  it("delivers again on another socket what a lost one did not acknowledge", async () => {
    const slack = await givenSlack({ redeliverAfterMs: [0, 0, 0] });
    const lost = await givenClient(slack, () => {
      lost.socket.terminate();
      return undefined;
    });
    const { response } = await slack.asUser(ANNA).types("hello", { channel: OPS });
    expect(response).toMatchObject({ ok: false, error: "socket_closed" });
    await slack.settled();
    expect(slack.deliveries.at(-1)).toMatchObject({ attempt: 3, acknowledgement: { error: "connection_failed" } });
  });

  it("asks for a refresh before it closes, or cuts the line without a word", async () => {
    const slack = await givenSlack();
    const polite = await givenClient(slack);
    slack.disconnectSockets();
    await once(polite.socket, "message");
    expect(polite.heard.at(-1)).toMatchObject({ type: "disconnect", reason: "refresh_requested" });
    slack.disconnectSockets("abrupt");
    await slack.waitFor(() => slack.sockets() === 0);
    expect(slack.sockets()).toBe(0);
  });

  it("pings", async () => {
    const slack = await givenSlack({ pingIntervalMs: 5 });
    const { socket } = await givenClient(slack);
    const [data] = (await once(socket, "ping")) as [Buffer];
    expect(String(data)).toBe("Ping from Slack");
  });
});
