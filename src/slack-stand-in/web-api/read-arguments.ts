import type { IncomingMessage } from "node:http";
import { isJson, type Json, parseJson } from "../json.ts";
import { refuse } from "./refusal.ts";

export const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
};

/** In a form, `blocks`, `view`, `metadata` and the like are JSON in text. */
const STRUCTURED = new Set(["attachments", "blocks", "chunks", "metadata", "outputs", "prompts", "view"]);

const unpack = ([name, value]: [string, unknown]): [string, unknown] => {
  if (typeof value !== "string" || !STRUCTURED.has(name)) return [name, value];
  return [name, parseJson(value) ?? refuse(name === "blocks" ? "invalid_blocks_format" : "invalid_arguments")];
};

const readForm = (form: URLSearchParams): Json => Object.fromEntries(form.entries());

const readJson = (body: string): Json => {
  const parsed = parseJson(body);
  return isJson(parsed) ? parsed : refuse("invalid_json");
};

/** Both of Slack's encodings, and the query of a GET. */
export const readArguments = (request: IncomingMessage, body: string): Json => {
  const query = readForm(new URL(request.url ?? "/", "http://127.0.0.1").searchParams);
  const isJsonBody = (request.headers["content-type"] ?? "").startsWith("application/json");
  const sent = body === "" ? {} : isJsonBody ? readJson(body) : readForm(new URLSearchParams(body));
  return Object.fromEntries(Object.entries({ ...query, ...sent }).map(unpack));
};

export const readToken = (request: IncomingMessage, args: Json): string | undefined => {
  const header = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  return header ?? (typeof args.token === "string" && args.token !== "" ? args.token : undefined);
};
