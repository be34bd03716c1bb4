import type { IncomingMessage, ServerResponse } from "node:http";
import { isJson, isTrue, type Json, parseJson, textOf } from "../json.ts";
import { messagesOf } from "../workspace/find.ts";
import { addMessage } from "../workspace/messages.ts";
import type { Message, ResponseUrl } from "../workspace/state.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type Desk, sendFault } from "./answer-call.ts";
import { removeMessage } from "./chat.ts";
import { appAuthor, readContent } from "./content.ts";
import { readBody } from "./read-arguments.ts";
import { Refusal, refuse } from "./refusal.ts";

const USES = 5;

const take = (workspace: Workspace, id: string): ResponseUrl => {
  const place = workspace.state.responseUrls.get(id) ?? refuse("expired_url");
  if (workspace.machineClock.now() > place.expiresAt) refuse("expired_url");
  if (place.uses >= USES) refuse("used_url");
  place.uses += 1;
  return place;
};

const ephemeralAt = (workspace: Workspace, { user, messageTs }: ResponseUrl): number =>
  workspace.state.ephemerals.findIndex((each) => each.user === user && each.message.ts === messageTs);

const removeOriginal = (workspace: Workspace, place: ResponseUrl): void => {
  const at = ephemeralAt(workspace, place);
  if (at >= 0) workspace.state.ephemerals.splice(at, 1);
  const message = messagesOf(workspace, place.channel).get(place.messageTs ?? "");
  if (message) removeMessage(workspace, message);
};

const replaceOriginal = (workspace: Workspace, place: ResponseUrl, content: Json): void => {
  const ephemeral = workspace.state.ephemerals[ephemeralAt(workspace, place)]?.message;
  const message = ephemeral ?? messagesOf(workspace, place.channel).get(place.messageTs ?? "") ?? refuse("message_not_found");
  // What replaces is the whole message: no block of the old one stays.
  message.blocks = [];
  Object.assign(message, { text: "" }, content, ephemeral ? {} : { edited: { user: workspace.app.botUserId, ts: workspace.nextTs() } });
};

const threadOf = (place: ResponseUrl, args: Json): Json => {
  const thread = textOf(args.thread_ts) ?? place.threadTs;
  return thread === undefined ? {} : { thread_ts: thread };
};

/** Says something where a person acted: to that person alone unless `response_type` is `in_channel`. */
export const respond = (workspace: Workspace, place: Pick<ResponseUrl, "user" | "channel" | "threadTs">, args: Json): void => {
  const content = { ...appAuthor(workspace), ...readContent(workspace, args, 40_000), ...threadOf(place as ResponseUrl, args) };
  const channel = workspace.state.channels.get(place.channel) ?? refuse("channel_not_found");
  if (args.response_type === "in_channel") return void addMessage(workspace, channel, content);
  const message = { text: "", ...content, type: "message", ts: workspace.nextTs(), channel: channel.id } as Message;
  workspace.state.ephemerals.push({ user: place.user, message });
  workspace.changed();
};

const act = (workspace: Workspace, id: string, args: Json): void => {
  const place = take(workspace, id);
  if (isTrue(args.delete_original)) removeOriginal(workspace, place);
  else if (isTrue(args.replace_original)) replaceOriginal(workspace, place, readContent(workspace, args, 40_000));
  else respond(workspace, place, args);
};

const outcome = (workspace: Workspace, id: string, args: unknown): Json => {
  try {
    act(workspace, id, isJson(args) ? args : refuse("invalid_payload"));
    return { ok: true };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.error, ...error.details };
    throw error;
  }
};

/** A POST to a `response_url`: five times, for thirty minutes, without a token. */
export const answerResponseUrl = async (desk: Desk, id: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { workspace, log, faultDesk } = desk;
  const args = parseJson(await readBody(request));
  const fault = faultDesk.strike("response_url");
  const done: Json = fault && !fault.accepted ? { ok: false, error: fault.name } : outcome(workspace, id, args);
  log.push({
    method: "response_url",
    token: undefined,
    args: isJson(args) ? args : {},
    response: done,
    at: workspace.machineClock.now(),
    ...(fault ? { fault: fault.name } : {}),
  });
  if (fault) sendFault(response, fault.answer, done);
  else response.writeHead(done.ok === true ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(done));
  workspace.changed();
};
