import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Json, parseJson } from "../../../src/slack-stand-in/json.ts";
import type { SlackStandIn } from "../../../src/slack-stand-in/slack-stand-in.ts";
import { closing } from "./given.ts";

export interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  /** The event's envelope, the interaction's payload, or the command's fields. */
  readonly payload: Json;
}

type AnswerWith = (response: ServerResponse, heard: Heard, count: number) => void;

const payloadOf = (raw: string, contentType = ""): Json => {
  if (contentType.startsWith("application/json")) return parseJson(raw) as Json;
  const form = Object.fromEntries(new URLSearchParams(raw));
  return form.payload === undefined ? form : (parseJson(form.payload) as Json);
};

export const ok: AnswerWith = (response) => void response.end();

export const json =
  (body: unknown): AnswerWith =>
  (response) =>
    void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));

/** An app without any framework: it keeps what Slack sent and answers as it is told. */
export const givenApp = async (
  slack: SlackStandIn,
  answer: AnswerWith = ok,
): Promise<{ url: string; heard: Heard[]; answers(next: AnswerWith): void }> => {
  const heard: Heard[] = [];
  let answering = answer;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks).toString();
      const one: Heard = { headers: request.headers, raw, payload: payloadOf(raw, request.headers["content-type"]) };
      heard.push(one);
      answering(response, one, heard.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  slack.deliverTo({ url });
  return {
    url,
    heard,
    answers: (next) => {
      answering = next;
    },
  };
};
