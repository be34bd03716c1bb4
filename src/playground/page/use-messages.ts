import { useEffect, useRef, useState } from "preact/hooks";
import type { Message, Messages } from "../api.ts";
import { getJson, sayFailure } from "./ask.ts";
import { keepSame } from "./same-messages.ts";

export interface Shown {
  /** Whose screen and which channel or thread this is. */
  readonly key: string;
  readonly messages: readonly Message[];
  /** The first that was not read when the place was opened. */
  readonly firstUnread: string | undefined;
  readonly trouble: string | undefined;
  readonly loaded: boolean;
}

export interface Conversation {
  readonly as: string;
  readonly channel: string;
  readonly thread: string | undefined;
}

const queryOf = ({ as, channel, thread }: Conversation): string =>
  new URLSearchParams({ as, channel, ...(thread === undefined ? {} : { thread }) }).toString();

const empty = (key: string): Shown => ({ key, messages: [], firstUnread: undefined, trouble: undefined, loaded: false });

const taking =
  (key: string, answer: Messages) =>
  (before: Shown): Shown => {
    const old = before.key === key ? before : empty(key);
    // What is read while it is open gets no line above it.
    const firstUnread = old.loaded ? old.firstUnread : answer.firstUnread;
    const messages = keepSame(old.messages, answer.messages);
    const isSame = old.loaded && messages === old.messages && old.trouble === undefined;
    return isSame ? old : { key, messages, firstUnread, trouble: undefined, loaded: true };
  };

/** A channel or a thread as a person has it, fetched again with every change. */
export const useMessages = (conversation: Conversation, version: number): Shown => {
  const key = queryOf(conversation);
  const [shown, setShown] = useState<Shown>(() => empty(key));
  const newest = useRef(0);
  useEffect(() => {
    newest.current += 1;
    const turn = newest.current;
    const isNewest = (): boolean => newest.current === turn;
    getJson<Messages>(`/api/messages?${key}`).then(
      (answer) => isNewest() && setShown(taking(key, answer)),
      (error) => isNewest() && setShown((before) => ({ ...(before.key === key ? before : empty(key)), trouble: sayFailure(error) })),
    );
  }, [key, version]);
  return shown.key === key ? shown : empty(key);
};
