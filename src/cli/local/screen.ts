import type { Json } from "../../slack-stand-in/json.ts";
import type { Reader } from "./plain-text.ts";
import { messageLines, nameOfThread, type Placed, printEdit, printNew } from "./printed-message.ts";
import type { LocalWorkspace } from "./workspace.ts";

/** All that anybody sees, printed as it comes. */
export interface Screen {
  readonly reader: Reader;
  /** Prints what came and what was edited since the last time, under a heading if anything did. */
  printChanges(heading?: string): void;
  /** What is there is taken as read; answers how many messages. */
  takeAsRead(): number;
  /** Prints what stands in a channel, or in somebody's direct messages. */
  printAll(where: string): void;
}

const idOf = (message: Json): string => `${message.channel} ${message.ts}`;

const threadRoot = (message: Json, all: ReadonlyMap<string, Json>): Json | undefined =>
  message.thread_ts === undefined || message.thread_ts === message.ts ? undefined : all.get(`${message.channel} ${message.thread_ts}`);

/** By channel id, what it is called: `#claims`, `to @tina`. */
const roomsOf = ({ slack, people, channels }: LocalWorkspace): ReadonlyMap<string, string> =>
  new Map([
    ...[...channels].map(([name, id]) => [id, name] as const),
    ...[...people].map(([handle, id]) => [slack.asUser(id).dm, `to @${handle}`] as const),
  ]);

export const createScreen = (local: LocalWorkspace, say: (text: string) => void): Screen => {
  const { slack, people, zone } = local;
  const handles = new Map([...people].map(([handle, id]) => [id, handle]));
  const rooms = roomsOf(local);
  const reader: Reader = {
    personOf: (id) => (id === slack.app.botUserId ? "Coxswain" : (handles.get(id) ?? id)),
    channelOf: (id) => rooms.get(id) ?? id,
    zone,
  };
  const shown = new Map<string, readonly string[]>();

  const everything = (): readonly Placed[] => {
    const found = [...rooms.keys()].flatMap((id) => slack.messages(id));
    const byId = new Map(found.map((message) => [idOf(message), message as Json]));
    const place = (message: Json, only?: string): Placed => {
      const root = threadRoot(message, byId);
      const { user } = message;
      return {
        message,
        where: rooms.get(String(message.channel)) ?? String(message.channel),
        only,
        thread: root === undefined ? undefined : nameOfThread(root, reader),
        author: handles.has(String(user)) ? `@${handles.get(String(user))}` : "Coxswain",
      };
    };
    const whispered = slack.ephemerals().map(({ user, message }) => place(message, handles.get(user)));
    return [...found.map((message) => place(message)), ...whispered].sort((a, b) => Number(a.message.ts) - Number(b.message.ts));
  };

  /** Undefined when it reads as before. */
  const news = (placed: Placed): string | undefined => {
    const key = idOf(placed.message);
    const before = shown.get(key);
    const lines = messageLines(placed.message, reader);
    shown.set(key, lines);
    return before === undefined ? printNew(placed, lines) : printEdit(placed, before, lines);
  };

  return {
    reader,
    printChanges: (heading) => {
      const texts = everything()
        .map(news)
        .filter((text) => text !== undefined);
      if (heading !== undefined && texts.length > 0) say(heading);
      for (const text of texts) say(text);
    },
    takeAsRead: () => {
      const all = everything();
      for (const { message } of all) shown.set(idOf(message), messageLines(message, reader));
      return all.length;
    },
    printAll: (where) => {
      const all = everything().filter((placed) => placed.where === where);
      for (const placed of all) say(printNew(placed, messageLines(placed.message, reader)));
      if (all.length === 0) say("  Nothing yet.");
    },
  };
};
