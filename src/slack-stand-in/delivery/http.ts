import { createHmac } from "node:crypto";
import { parseJson } from "../json.ts";
import type { Clock } from "../workspace/workspace.ts";
import type { Acknowledgement, Carrier, Outbound, Retry } from "./acknowledgement.ts";

/** Slack's v0 signature over the raw body. */
const sign = (secret: string, timestamp: number, body: string): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;

const encode = ({ kind, payload }: Outbound): { readonly contentType: string; readonly body: string } => {
  if (kind === "events_api") return { contentType: "application/json", body: JSON.stringify(payload) };
  const form = kind === "interactive" ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
  return { contentType: "application/x-www-form-urlencoded", body: new URLSearchParams(form).toString() };
};

const retryHeaders = (retry: Retry | undefined): Record<string, string> =>
  retry === undefined ? {} : { "x-slack-retry-num": String(retry.attempt), "x-slack-retry-reason": retry.reason };

const readAnswer = async (response: Response, tookMs: number): Promise<Acknowledgement> => {
  const text = await response.text();
  const body = text === "" ? undefined : (parseJson(text) ?? text);
  return {
    ok: response.ok,
    via: "http",
    status: response.status,
    tookMs,
    ...(body === undefined ? {} : { body }),
    ...(response.ok ? {} : { error: "http_error" }),
    ...(response.headers.get("x-slack-no-retry") === "1" ? { noRetry: true } : {}),
  };
};

export interface HttpSettings {
  /** Several are replicas, which take turns as behind a load balancer. */
  readonly urls: readonly [string, ...string[]];
  readonly signingSecret: string;
  readonly ackTimeoutMs: number;
  readonly machineClock: Clock;
}

export const createHttpCarrier = ({ urls, signingSecret, ackTimeoutMs, machineClock }: HttpSettings): Carrier => {
  let turn = 0;
  const nextUrl = (): string => {
    turn += 1;
    return urls[turn % urls.length] ?? urls[0];
  };
  const post = (outbound: Outbound, retry: Retry | undefined): Promise<Response> => {
    const { contentType, body } = encode(outbound);
    const timestamp = Math.floor(machineClock.now() / 1000);
    const headers = {
      "content-type": contentType,
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      "x-slack-request-timestamp": String(timestamp),
      "x-slack-signature": sign(signingSecret, timestamp, body),
      ...retryHeaders(retry),
    };
    return fetch(nextUrl(), { method: "POST", headers, body, redirect: "manual", signal: AbortSignal.timeout(ackTimeoutMs) });
  };
  return async (outbound, retry) => {
    const from = performance.now();
    try {
      const response = await post(outbound, retry);
      return await readAnswer(response, performance.now() - from);
    } catch (error) {
      const timedOut = error instanceof Error && error.name === "TimeoutError";
      return { ok: false, via: "http", error: timedOut ? "operation_timeout" : "connection_failed", tookMs: performance.now() - from };
    }
  };
};
