import { Webhook } from "standardwebhooks";
import type { Delivery } from "../../../src/slack-stand-in/delivery/outbox.ts";
import type { SlackStandIn } from "../../../src/slack-stand-in/slack-stand-in.ts";
import type { Message } from "../../../src/slack-stand-in/workspace/state.ts";
import { WEBHOOK_SECRET } from "../../support/stage.ts";

/** Wednesday morning in Milan, when everybody is at work. */
export const MORNING = Date.parse("2026-11-25T09:30:00+01:00");

export const claimEvent = (claim: string) => ({
  type: "fnol.received",
  data: { claim, type: "property", region: "south", reserve: 1_000, name: "Ada Lovelace" },
});

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** A signed event from another system; the connection may be lost, which throws. */
export const sendEvent = async (port: number, id: string, event: object, at = new Date()): Promise<Answered> => {
  const body = JSON.stringify(event);
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": new Webhook(WEBHOOK_SECRET).sign(id, at, body),
  };
  const response = await fetch(`http://127.0.0.1:${port}/events`, { method: "POST", headers, body });
  return { status: response.status, body: await response.json() };
};

const buttonsIn = (part: unknown): Readonly<Record<string, unknown>>[] => {
  if (Array.isArray(part)) return part.flatMap(buttonsIn);
  if (typeof part !== "object" || part === null) return [];
  if ("type" in part && part.type === "button") return [{ ...part }];
  return Object.values(part).flatMap(buttonsIn);
};

const says = (button: Readonly<Record<string, unknown>>, label: string): boolean => JSON.stringify(button.text).includes(label);

/** The newest message about a case that has such a button. */
export const messageWith = (slack: SlackStandIn, label: string, instance: string): Message | undefined =>
  slack
    .messages("claims")
    .findLast((message) => buttonsIn(message.blocks).some((button) => says(button, label) && JSON.stringify(button).includes(instance)));

let pressed = 1_900_000_000;

/** A click on a message, ready to be delivered as often as one likes. */
export const clickOf = (slack: SlackStandIn, user: string, message: Message, label: string): Delivery => {
  const button = buttonsIn(message.blocks).find((each) => says(each, label));
  if (button === undefined) throw new Error(`the message has no "${label}"`);
  pressed += 1;
  const { ts, channel, thread_ts } = message;
  const payload = {
    type: "block_actions",
    team: { id: slack.team.id },
    user: { id: user },
    trigger_id: `expired.${pressed}`,
    container: { type: "message", message_ts: ts, channel_id: channel, is_ephemeral: false },
    channel: { id: channel },
    message: { ts, ...(thread_ts === undefined ? {} : { thread_ts }) },
    actions: [{ ...button, action_ts: `${pressed}.000000` }],
  };
  return { kind: "interactive", payload, attempt: 0, at: 0, acknowledgement: { ok: true, via: "http", tookMs: 0 } };
};

/** Numbers in [0, 1) by a seed: a failing run can be had again. */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

export const shuffled = <T>(items: readonly T[], random: () => number): readonly T[] =>
  items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
