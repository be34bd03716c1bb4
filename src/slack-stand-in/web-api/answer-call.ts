import type { IncomingMessage, ServerResponse } from "node:http";
import type { Outbox } from "../delivery/outbox.ts";
import type { FaultAnswer, FaultDesk } from "../faults.ts";
import type { Json } from "../json.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { authorise } from "./authorise.ts";
import type { MethodRules } from "./call.ts";
import type { RateGate } from "./rate-limit.ts";
import { readArguments, readBody, readToken } from "./read-arguments.ts";
import { Refusal, refuse } from "./refusal.ts";
import type { LoggedRequest } from "./request-log.ts";

export interface Desk {
  readonly workspace: Workspace;
  readonly outbox: Outbox;
  readonly faultDesk: FaultDesk;
  readonly rateGate: RateGate;
  readonly methods: Readonly<Record<string, MethodRules>>;
  readonly log: LoggedRequest[];
  readonly openSocket: () => string;
}

interface Asked {
  readonly method: string;
  readonly args: Json;
  readonly token: string | undefined;
}

const UNKNOWN: MethodRules = { run: () => refuse("unknown_method") };

const run = (desk: Desk, { method, args, token }: Asked): Json => {
  try {
    const rules = desk.methods[method] ?? UNKNOWN;
    const held = authorise(desk.workspace, rules, token);
    const { workspace, outbox, openSocket } = desk;
    return { ok: true, ...rules.run({ args, token: held, workspace, outbox, openSocket }) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.error, ...error.details };
    throw error;
  }
};

const send = (response: ServerResponse, status: number, contentType: string, body: string, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { "content-type": contentType, ...headers }).end(body);
};

const sendJson = (response: ServerResponse, body: Json): void =>
  send(response, 200, "application/json; charset=utf-8", JSON.stringify(body));

const LIMITED: FaultAnswer = {
  kind: "status",
  status: 429,
  contentType: "application/json",
  body: JSON.stringify({ ok: false, error: "ratelimited" }),
};

/** Answers badly, in the way that the fault says. */
export const sendFault = (response: ServerResponse, answer: FaultAnswer, good: Json): void => {
  switch (answer.kind) {
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "silence":
      return;
    case "status":
      send(
        response,
        answer.status,
        answer.contentType,
        answer.body,
        answer.retryAfter === undefined ? {} : { "retry-after": String(answer.retryAfter) },
      );
      return;
    case "error":
      sendJson(response, { ok: false, error: answer.error });
      return;
    case "late":
      setTimeout(() => sendJson(response, good), answer.ms).unref();
      return;
  }
};

const refusedBy = (answer: FaultAnswer): Json => ({ ok: false, error: answer.kind === "error" ? answer.error : `not_done_${answer.kind}` });

const tooFast = (desk: Desk, { method, args }: Asked): FaultAnswer | undefined => {
  const wait = method === "chat.postMessage" ? desk.rateGate(String(args.channel)) : undefined;
  return wait === undefined ? undefined : { ...LIMITED, retryAfter: wait };
};

const handle = (desk: Desk, asked: Asked, response: ServerResponse): void => {
  const { workspace, log, faultDesk } = desk;
  const fault = faultDesk.strike(asked.method);
  const limited = fault ? undefined : tooFast(desk, asked);
  const answer = fault?.answer ?? limited;
  const accepted = answer === undefined || fault?.accepted === true;
  const result = accepted ? run(desk, asked) : refusedBy(answer);
  const name = fault?.name ?? (limited ? "rateLimits" : undefined);
  log.push({ ...asked, response: result, at: workspace.machineClock.now(), ...(name === undefined ? {} : { fault: name }) });
  if (answer) sendFault(response, answer, result);
  else sendJson(response, result);
  workspace.changed();
};

/** One request to `/api/<method>`: read, perhaps struck by a fault, checked, done, logged, answered. */
export const answerCall = async (desk: Desk, method: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await readBody(request);
  try {
    const args = readArguments(request, body);
    const token = readToken(request, args);
    const { token: _token, ...rest } = args;
    handle(desk, { method, args: rest, token }, response);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    sendJson(response, { ok: false, error: error.error });
  }
};
