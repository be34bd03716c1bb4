/**
 * The stand-in with a door for other processes: a small JSON API under `/stand-in/` on the same port, by which a script, a test in any
 * language or `curl` adds people, acts as them, reads their screens and lets answers go wrong. `GET /stand-in/` describes it.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { isJson, type Json, parseJson } from "../json.ts";
import type { Handler } from "../server.ts";
import { createSlackStandIn, type SlackStandIn, type SlackStandInOptions } from "../slack-stand-in.ts";
import { readBody } from "../web-api/read-arguments.ts";
import { type Asked, Mistake } from "./asked.ts";
import { guideOf } from "./guide.ts";
import { ROUTES, type Route } from "./routes.ts";

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** A page of some web site in this machine's browser may not knock: neither by another host's name nor with a plain form. */
const refuseStrangers = (request: IncomingMessage): void => {
  if (!LOOPBACK.test(request.headers.host ?? "")) throw new Mistake("only to be asked at 127.0.0.1 or localhost");
  if (request.method === "POST" && !(request.headers["content-type"] ?? "").startsWith("application/json"))
    throw new Mistake('a body is JSON: send the header "content-type: application/json"');
};

const partsMatched = (pattern: string, path: string): Readonly<Record<string, string>> | undefined => {
  const [wanted, given] = [pattern.split("/"), path.replace(/\/$/, "").split("/")];
  const isSame = wanted.length === given.length && wanted.every((part, at) => part.startsWith(":") || part === given[at]);
  if (!isSame) return undefined;
  return Object.fromEntries(
    wanted.flatMap((part, at) => (part.startsWith(":") ? [[part.slice(1), decodeURIComponent(given[at] ?? "")]] : [])),
  );
};

const findRoute = (method: string, path: string): readonly [Route, Readonly<Record<string, string>>] => {
  for (const route of ROUTES) {
    const parts = partsMatched(route.path, path);
    if (parts && route.method === method) return [route, parts];
  }
  throw new Mistake(`there is no ${method} /stand-in/${path}; GET /stand-in/ says what there is`, 404);
};

const readGiven = async (request: IncomingMessage): Promise<Json> => {
  const { searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
  const body = await readBody(request);
  if (body === "") return Object.fromEntries(searchParams);
  const parsed = parseJson(body);
  if (isJson(parsed)) return parsed;
  throw new Mistake("the body is no JSON object");
};

const answerTo = async (slack: SlackStandIn, request: IncomingMessage, path: string): Promise<unknown> => {
  refuseStrangers(request);
  const method = request.method ?? "GET";
  if (method === "GET" && path === "") return guideOf(slack);
  const [route, parts] = findRoute(method, path);
  const asked: Asked = { path: parts, given: await readGiven(request) };
  return await route.answer(slack, asked);
};

const send = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(`${JSON.stringify(body, null, 2)}\n`);

/** People throw what a caller got wrong; a bug of the stand-in's own stays a bug. */
const isBug = (error: unknown): boolean => !(error instanceof Error) || error instanceof TypeError || error instanceof RangeError;

const createControl =
  (slack: () => SlackStandIn): Handler =>
  async (request, response, path) => {
    try {
      send(response, 200, await answerTo(slack(), request, path));
    } catch (error) {
      if (isBug(error)) throw error;
      send(response, error instanceof Mistake ? error.status : 400, { error: (error as Error).message });
    }
  };

export const createControlledStandIn = async (options: SlackStandInOptions = {}): Promise<SlackStandIn> => {
  const slack: SlackStandIn = await createSlackStandIn({ ...options, areas: { "stand-in": createControl(() => slack) } });
  return slack;
};
