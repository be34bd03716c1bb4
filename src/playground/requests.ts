import type { Json, RequestLine, Requests } from "./api.ts";
import type { DeliveryLike, RequestLike, SlackLike } from "./ports.ts";

/** What one payload may take of the page, in characters. */
const MOST_CHARACTERS = 20_000;
/** A page shows no more at once, and asks for the rest. */
const MOST_LINES = 500;

const SECRET = /^(token|bot_access_token|authorization|client_secret|signing_secret|trigger_id|response_url|verification_token)$/i;
const TOKEN = /\bx(?:ox[a-z]|app)-[\w-]+/g;

/** Nothing in it that lets anybody act in another's name. */
const harmless = (part: unknown): unknown => {
  if (typeof part === "string") return part.replaceAll(TOKEN, "(hidden)");
  if (Array.isArray(part)) return part.map(harmless);
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, SECRET.test(key) ? "(hidden)" : harmless(value)]));
};

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** As it is shown: without secrets, and cut where it is long. */
const shown = (payload: unknown): Json => {
  const safe = harmless(payload);
  const text = JSON.stringify(safe) ?? "";
  if (text.length > MOST_CHARACTERS) return { cut: true, characters: text.length, beginning: text.slice(0, MOST_CHARACTERS) };
  if (isJson(safe)) return safe;
  return safe === undefined || safe === "" ? {} : { body: safe };
};

type Line = Omit<RequestLine, "n">;

const asked = ({ method, args, response, at, fault }: RequestLike): Line => ({
  at,
  direction: "to Slack",
  what: method,
  ok: response.ok === true && fault === undefined,
  tookMs: undefined,
  fault,
  sent: shown(args),
  answered: shown(response),
});

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const nameOf = ({ kind, payload }: DeliveryLike): string => {
  if (kind === "slash_commands") return `${textOf(payload.command)} ${textOf(payload.text)}`.trim();
  if (kind === "interactive") return textOf(payload.type);
  return `event: ${isJson(payload.event) ? textOf(payload.event.type) : ""}`;
};

const handed = (delivery: DeliveryLike): Line => {
  const { acknowledgement, at, attempt, payload } = delivery;
  return {
    at,
    direction: "to the app",
    what: attempt === 0 ? nameOf(delivery) : `${nameOf(delivery)} (try ${attempt + 1})`,
    ok: acknowledgement.ok,
    tookMs: acknowledgement.tookMs,
    fault: acknowledgement.error,
    sent: shown(payload),
    answered: shown(acknowledgement.body),
  };
};

/** What went between Slack and the app, in the order in which it ended, numbered from 1; a number once given stays. */
export const createRequests = (slack: Pick<SlackLike, "log" | "deliveries">): ((after: number) => Requests) => {
  const lines: (() => RequestLine)[] = [];
  let [ofLog, ofDeliveries] = [0, 0];

  const catchUp = (): void => {
    const requests = slack.log.slice(ofLog).map((request) => ({ at: request.at, line: () => asked(request) }));
    const tries = slack.deliveries.slice(ofDeliveries).map((delivery) => ({ at: delivery.at, line: () => handed(delivery) }));
    [ofLog, ofDeliveries] = [slack.log.length, slack.deliveries.length];
    for (const { line } of [...requests, ...tries].sort((one, other) => one.at - other.at)) {
      const n = lines.length + 1;
      lines.push(() => ({ n, ...line() }));
    }
  };

  return (after) => {
    catchUp();
    const from = Math.max(0, Number.isFinite(after) ? Math.trunc(after) : 0, lines.length - MOST_LINES);
    return { last: lines.length, lines: lines.slice(from).map((line) => line()) };
  };
};
