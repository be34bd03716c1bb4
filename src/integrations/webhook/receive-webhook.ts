import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { z } from "zod";
import type { Logger } from "../../application/ports/machine.ts";
import type { ReceiveEvent } from "../../application/receive-event.ts";
import type { IncomingEvent } from "../../application/start-by-event.ts";
import type { WorkspaceId } from "../../engine/ids.ts";

/** What a database keeps as it is: whole characters, and none that is NUL. */
const isKept = (text: string): boolean => text.isWellFormed() && !text.includes("\u0000");

const Body = z.looseObject({
  type: z.string().min(1).max(200).refine(isKept),
  data: z.record(z.string(), z.unknown()).default({}),
});

interface Answered {
  readonly status: 200 | 400 | 401 | 503;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Commands are named by it; of a longer one they would keep the beginning, which another event may share. */
const LONGEST_ID = 200;

const EXPECTED = `expected a JSON object with type (text) and data (an object), and a webhook-id of at most ${LONGEST_ID} characters`;

const parse = (id: string, body: unknown): IncomingEvent | undefined => {
  const parsed = Body.safeParse(body);
  return parsed.success && id.length <= LONGEST_ID ? { id, type: parsed.data.type, data: parsed.data.data } : undefined;
};

/** Verified before it is parsed; the window of five minutes holds in both directions (Standard Webhooks). */
const verify = (
  webhook: Webhook,
  headers: Readonly<Record<string, string>>,
  body: string,
): { readonly ok: boolean; readonly payload?: unknown } => {
  try {
    return { ok: true, payload: webhook.verify(body, { ...headers }) };
  } catch (error) {
    if (error instanceof WebhookVerificationError) return { ok: false };
    if (error instanceof SyntaxError) return { ok: true };
    throw error;
  }
};

/**
 * `POST /events`: a Standard Webhooks signature by `secret` (`whsec_…`), `{ type, data }` as the body, once per `webhook-id`; a repeat
 * gets the first answer.
 */
export const createReceiveWebhook = (secret: string, workspace: () => WorkspaceId, receive: ReceiveEvent, logger: Logger) => {
  const webhook = new Webhook(secret);
  return async (headers: Readonly<Record<string, string>>, body: string): Promise<Answered> => {
    const verified = verify(webhook, headers, body);
    if (!verified.ok)
      return { status: 401, body: { ok: false, error: "the signature does not match, or its time is off by more than 5 minutes" } };
    const event = parse(headers["webhook-id"] ?? "", verified.payload);
    if (event === undefined) return { status: 400, body: { ok: false, error: EXPECTED } };
    try {
      const answer = await receive(workspace(), event);
      return {
        status: 200,
        body: { success: answer.ok, event_type: event.type, ...(answer.ok ? (answer.detail ?? {}) : { error: answer.rejection.message }) },
      };
    } catch (error) {
      logger.error(
        { event: event.type, id: event.id, error: String(error) },
        "an event could not be committed; its sender will send it again",
      );
      return { status: 503, body: { ok: false, error: "temporarily unavailable, send it again" } };
    }
  };
};
