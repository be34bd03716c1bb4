import { createHmac } from "node:crypto";
import type { MessageMetadata } from "@slack/types";

/** Names our metadata among that of other apps. */
export const EVENT_TYPE = "coxswain_message";

/** What is read of a message when a post is looked for. */
export interface FoundMessage {
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly app_id?: string;
  readonly bot_profile?: { readonly app_id?: string };
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: unknown };
}

/**
 * Marks posts so that one whose answer was lost is known again: anyone may read the mark, and nobody can forge it. It holds for one
 * channel only, so it cannot be copied from another.
 */
export interface Marker {
  /** `also`: keys of what else is said in the same message. */
  metadata(channel: string, key: string, also: readonly string[]): MessageMetadata;
  /** Whether our own app posted this under that key. */
  isOurs(message: FoundMessage, channel: string, key: string): boolean;
}

const membersOf = (payload: unknown): Readonly<Record<string, unknown>> =>
  typeof payload === "object" && payload !== null ? { ...payload } : {};

/** Slack's metadata holds lists of objects only. */
const alsoOf = (payload: Readonly<Record<string, unknown>>): readonly unknown[] =>
  Array.isArray(payload.also) ? payload.also.map((entry) => membersOf(entry).k) : [];

export const createMarker = (secret: string, appId: string): Marker => {
  const mark = (channel: string, key: string): string =>
    createHmac("sha256", secret)
      .update(JSON.stringify([key, channel]))
      .digest("hex");
  return {
    metadata: (channel, key, also) => ({
      event_type: EVENT_TYPE,
      event_payload: {
        k: mark(channel, key),
        ...(also.length === 0 ? {} : { also: also.map((other) => ({ k: mark(channel, other) })) }),
      },
    }),
    isOurs: (message, channel, key) => {
      if ((message.app_id ?? message.bot_profile?.app_id) !== appId || message.metadata?.event_type !== EVENT_TYPE) return false;
      const payload = membersOf(message.metadata.event_payload);
      return [payload.k, ...alsoOf(payload)].includes(mark(channel, key));
    },
  };
};
