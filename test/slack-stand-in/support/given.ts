import { afterEach } from "vitest";
import type { Json } from "../../../src/slack-stand-in/json.ts";
import { createSlackStandIn, type SlackStandIn, type SlackStandInOptions } from "../../../src/slack-stand-in/slack-stand-in.ts";

const open: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Closed when the test ends, the newest first. */
export const closing = (close: () => Promise<unknown>): void => {
  open.push(close);
};

export const ANNA = "UANNA";
export const BEN = "UBEN";
export const OPS = "COPS";

export const givenSlack = async (options: SlackStandInOptions = {}): Promise<SlackStandIn> => {
  const slack = await createSlackStandIn(options);
  closing(() => slack.stop());
  slack.addUser({
    id: ANNA,
    realName: "Anna Berg",
    email: "anna@acme.example",
    tz: "Europe/Berlin",
    status: { text: "In Rome", emoji: ":palm_tree:" },
  });
  slack.addUser({ id: BEN, realName: "Ben Ode", tz: "America/New_York" });
  slack.addChannel({ id: OPS, name: "ops", members: [ANNA, BEN] });
  return slack;
};

export type Answer = Json & { ok: boolean; error?: string };

export const callWith = async (slack: SlackStandIn, token: string | undefined, method: string, args: Json = {}): Promise<Answer> => {
  const headers = { "content-type": "application/json", ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${slack.url}${method}`, { method: "POST", headers, body: JSON.stringify(args) });
  return (await response.json()) as Answer;
};

/** Calls a method of the Web API with the bot's token. */
export const caller =
  (slack: SlackStandIn) =>
  (method: string, args: Json = {}): Promise<Answer> =>
    callWith(slack, slack.botToken, method, args);

/** A clock that stands until it is moved. */
export const standingClock = (at = Date.UTC(2026, 0, 5, 9)): { now(): number; pass(ms: number): void } => {
  let now = at;
  return {
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
  };
};
