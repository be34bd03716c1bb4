import type { Json } from "../json.ts";

export interface User {
  readonly id: string;
  name: string;
  realName: string;
  email: string;
  /** IANA name. */
  tz: string;
  status: { text: string; emoji: string; expiration: number };
  isBot: boolean;
  deleted: boolean;
}

export interface Channel {
  readonly id: string;
  name: string;
  isPrivate: boolean;
  isArchived: boolean;
  /** A direct message of two; `isMpim` of more. */
  readonly isIm: boolean;
  readonly isMpim: boolean;
  members: string[];
  /** Epoch seconds, as Slack has it. */
  readonly created: number;
}

/** A message in Slack's own shape, as the Web API gives it; what Slack keeps to itself stays in `metadata` until it is asked for. */
export interface Message extends Json {
  type: "message";
  ts: string;
  text: string;
  channel: string;
  user?: string;
  bot_id?: string;
  blocks?: Json[];
  thread_ts?: string;
  metadata?: Json;
}

export interface Ephemeral {
  readonly user: string;
  message: Message;
}

export interface View extends Json {
  id: string;
  type: "modal" | "home";
  hash: string;
  blocks: Json[];
  state: { values: Record<string, Record<string, Json>> };
}

export interface Trigger {
  readonly user: string;
  /** Machine time. */
  readonly expiresAt: number;
  used: boolean;
  /** The modal from which the trigger came, which `views.push` needs. */
  readonly viewId?: string;
  /** The conversation that the person was looking at. */
  readonly channel?: string;
}

export interface ResponseUrl {
  readonly user: string;
  readonly channel: string;
  readonly messageTs?: string;
  readonly threadTs?: string;
  readonly expiresAt: number;
  uses: number;
}

export interface FunctionExecution {
  readonly id: string;
  readonly callbackId: string;
  readonly token: string;
  status: "running" | "completed" | "failed";
  outputs?: Json;
  error?: string;
}

/** Everything that a workspace is. Plain data and maps, so that it survives a restart as one file. */
export interface State {
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
  /** By channel, then by `ts`, oldest first. */
  readonly messages: Map<string, Map<string, Message>>;
  /** By `channel:thread_ts`, the `ts` of the replies, so that a thread is read without reading its channel. */
  readonly replies: Map<string, string[]>;
  readonly ephemerals: Ephemeral[];
  /** By user, the open modals, root first. */
  readonly modals: Map<string, View[]>;
  readonly homes: Map<string, View>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly functions: Map<string, FunctionExecution>;
  /** By `channel:thread_ts`: what the agent pane shows. */
  readonly assistantThreads: Map<string, Json>;
  /** Ids of messages that are still being streamed. */
  readonly streaming: Map<string, true>;
  lastMicros: number;
  counter: number;
}

export const emptyState = (): State => ({
  users: new Map(),
  channels: new Map(),
  messages: new Map(),
  replies: new Map(),
  ephemerals: [],
  modals: new Map(),
  homes: new Map(),
  triggers: new Map(),
  responseUrls: new Map(),
  functions: new Map(),
  assistantThreads: new Map(),
  streaming: new Map(),
  lastMicros: 0,
  counter: 0,
});
