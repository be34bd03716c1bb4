import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../../src/application/ports/store.ts";
import type { IncomingEvent } from "../../../src/application/start-by-event.ts";
import { WorkspaceId } from "../../../src/engine/ids.ts";
import { createReceiveWebhook } from "../../../src/integrations/webhook/receive-webhook.ts";
import { createRecordingLogger } from "../../support/recording-logger.ts";

const SECRET = "whsec_c2VjcmV0IGZvciB0ZXN0cyBvbmx5";
const BODY = JSON.stringify({ type: "contract.signed", data: { id: "4711" } });
const TAKEN: Answer = { ok: true, instance: undefined, seq: 1, detail: { started: ["a"], delivered: [] } };

const signed = (body: string, at = new Date(), id = "evt_1"): Record<string, string> => ({
  "webhook-id": id,
  "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
  "webhook-signature": new Webhook(SECRET).sign(id, at, body),
});

const receiving = (answer: () => Promise<Answer> = async () => TAKEN) => {
  const received: IncomingEvent[] = [];
  const receive = createReceiveWebhook(
    SECRET,
    () => WorkspaceId.parse("T1"),
    async (_workspace, event) => {
      received.push(event);
      return await answer();
    },
    createRecordingLogger(),
  );
  return { receive, received };
};

describe("POST /events", () => {
  it("takes a signed event and says what it did", async () => {
    const { receive, received } = receiving();
    expect(await receive(signed(BODY), BODY)).toEqual({
      status: 200,
      body: { success: true, event_type: "contract.signed", started: ["a"], delivered: [] },
    });
    expect(received).toEqual([{ id: "evt_1", type: "contract.signed", data: { id: "4711" } }]);
  });

  it.each([
    ["without a signature", {}],
    ["with somebody else's signature", { ...signed(BODY), "webhook-signature": "v1,AAAA" }],
    ["that is older than five minutes", signed(BODY, new Date(Date.now() - 400_000))],
    ["from more than five minutes ahead", signed(BODY, new Date(Date.now() + 400_000))],
    ["whose body was changed", signed(BODY.replace("4711", "4712"))],
  ])("refuses an event %s before looking into it", async (_how, headers) => {
    const { receive, received } = receiving();
    expect([(await receive(headers, BODY)).status, received]).toEqual([401, []]);
  });

  it.each(["{", "[]", '{"data":{}}', '{"type":"x","data":3}', '{"type":"x\\u0000y"}', '{"type":"\\ud800"}'])(
    "refuses a signed body that is no event: %s",
    async (body) => {
      const { receive, received } = receiving();
      expect([(await receive(signed(body), body)).status, received]).toEqual([400, []]);
    },
  );

  it("refuses an id so long that another event's could begin with it", async () => {
    const { receive, received } = receiving();
    expect([(await receive(signed(BODY, new Date(), "e".repeat(600)), BODY)).status, received]).toEqual([400, []]);
  });

  it("asks the sender to come again when nothing could be committed", async () => {
    const { receive } = receiving(async () => Promise.reject(new Error("database down")));
    expect((await receive(signed(BODY), BODY)).status).toBe(503);
  });
});
