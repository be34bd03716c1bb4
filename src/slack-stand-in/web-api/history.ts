import { isTrue, type Json } from "../json.ts";
import { channelWithApp, messagesOf } from "../workspace/find.ts";
import { presentMessage, repliesOf } from "../workspace/messages.ts";
import type { Message } from "../workspace/state.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Method, MethodRules } from "./call.ts";
import { pageOf } from "./page.ts";
import { refuse } from "./refusal.ts";

const micros = (ts: unknown, otherwise: number): number => {
  if (ts === undefined || ts === "") return otherwise;
  const value = Number(ts);
  return Number.isFinite(value) ? Math.round(value * 1e6) : refuse("invalid_ts_latest");
};

const between = (args: Json): ((message: Message) => boolean) => {
  const oldest = micros(args.oldest, 0);
  const latest = micros(args.latest, Number.POSITIVE_INFINITY);
  const inclusive = isTrue(args.inclusive);
  return ({ ts }) => {
    const at = micros(ts, 0);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  };
};

const present = (workspace: Workspace, args: Json, messages: readonly Message[]): Json[] =>
  messages.map((message) => presentMessage(workspace, message, isTrue(args.include_all_metadata)));

const isTopLevel = ({ thread_ts, ts, subtype }: Message): boolean =>
  thread_ts === undefined || thread_ts === ts || subtype === "thread_broadcast";

/** Newest first; replies are not in it. */
const history: Method = ({ workspace, args }) => {
  const channel = channelWithApp(workspace, args.channel);
  const all = [...messagesOf(workspace, channel.id).values()].filter(isTopLevel).filter(between(args)).reverse();
  const page = pageOf(all, args);
  return { messages: present(workspace, args, page.items), has_more: page.hasMore, pin_count: 0, response_metadata: page.metadata };
};

/** Oldest first; the root stands at the head of the first page whatever the bounds are. */
const replies: Method = ({ workspace, args }) => {
  const channel = channelWithApp(workspace, args.channel);
  const asked = messagesOf(workspace, channel.id).get(String(args.ts)) ?? refuse("thread_not_found");
  const root = messagesOf(workspace, channel.id).get(asked.thread_ts ?? asked.ts) ?? asked;
  const page = pageOf([root, ...repliesOf(workspace, channel.id, root.ts).filter(between(args))], args, 1000);
  return { messages: present(workspace, args, page.items), has_more: page.hasMore, response_metadata: page.metadata };
};

const scopes = ["channels:history", "groups:history", "im:history", "mpim:history"];

export const historyMethods: Readonly<Record<string, MethodRules>> = {
  "conversations.history": { run: history, scopes },
  "conversations.replies": { run: replies, scopes },
};
