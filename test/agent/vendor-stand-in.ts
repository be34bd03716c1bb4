import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { LLMock } from "@copilotkit/aimock";
import { z } from "zod";
import { awsFrame } from "./aws-frames.ts";

/** A request as it left us. */
export interface Sent {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into what was sent, whatever it is.
  readonly body: any;
}

export type Reply = (response: ServerResponse, request: IncomingMessage) => void | Promise<void>;

/** aimock with a front that keeps what was really sent (aimock itself keeps its translation), and that can be told to answer otherwise. */
export interface VendorStandIn {
  readonly url: string;
  readonly mock: LLMock;
  readonly sent: Sent[];
  /** Answers the next requests, one each; the rest goes to aimock. */
  readonly next: (...replies: readonly Reply[]) => void;
  /** What was to be answered, and was not asked for. */
  readonly forget: () => void;
  readonly close: () => Promise<void>;
}

const read = async (request: IncomingMessage): Promise<string> => {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
};

const POST = { method: "POST", headers: { "content-type": "application/json" } };

const gone = (response: ServerResponse): AbortSignal => {
  const controller = new AbortController();
  response.on("close", () => controller.abort());
  return controller.signal;
};

const forwarded = async (url: string, path: string, body: string, response: ServerResponse): Promise<void> => {
  const answer = await fetch(url + path, { ...POST, body, signal: gone(response) });
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" });
  for await (const chunk of answer.body ?? []) response.write(chunk);
  response.end();
};

const BEDROCK_STREAM = /^\/model\/(.+)\/invoke-with-response-stream$/;

/** aimock's Bedrock streams are not framed as AWS frames them: its Anthropic streams are, here. */
const framed = async (url: string, model: string, body: string, response: ServerResponse): Promise<void> => {
  const asked = JSON.stringify({ ...JSON.parse(body), model, stream: true });
  const answer = await fetch(`${url}/v1/messages`, { ...POST, body: asked, signal: gone(response) });
  response.writeHead(answer.status, { "content-type": "application/vnd.amazon.eventstream" });
  const lines = createInterface({ input: Readable.from(answer.body ?? []) });
  for await (const line of lines) if (line.startsWith("data: ")) response.write(awsFrame(line.slice("data: ".length)));
  response.end();
};

export const openVendorStandIn = async (): Promise<VendorStandIn> => {
  const mock = new LLMock({ port: 0 });
  const mockUrl = await mock.start();
  const sent: Sent[] = [];
  const replies: Reply[] = [];
  const server = createServer(async (request, response) => {
    const text = await read(request);
    sent.push({ path: request.url ?? "", headers: request.headers, body: z.json().parse(JSON.parse(text)) });
    const reply = replies.shift();
    const streamed = BEDROCK_STREAM.exec(request.url ?? "")?.[1];
    if (reply !== undefined) await reply(response, request);
    // Whoever asked may have hung up.
    else if (streamed !== undefined) await framed(mockUrl, decodeURIComponent(streamed), text, response).catch(() => response.destroy());
    else await forwarded(mockUrl, request.url ?? "", text, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    mock,
    sent,
    next: (...added) => void replies.push(...added),
    forget: () => {
      replies.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await mock.stop();
    },
  };
};

export const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };

/** Takes the request and says nothing. */
export const silence: Reply = () => undefined;

/** Breaks the connection without an answer. */
export const hangUp: Reply = (_response, request) => void request.socket.destroy();

/** Events of a stream; `cut`: the connection breaks after them. */
export const events =
  (lines: readonly object[], { cut }: { readonly cut: boolean }): Reply =>
  (response, request) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const line of lines) {
      const event = "type" in line ? `event: ${line.type}\n` : "";
      response.write(`${event}data: ${JSON.stringify(line)}\n\n`);
    }
    if (cut) setImmediate(() => request.socket.destroy());
    else response.end();
  };
