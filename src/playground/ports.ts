import type { CaseFiles } from "../application/case-files.ts";
import type { Reloaded } from "../application/load-workflows.ts";
import type { AgentRecords } from "../application/ports/agent-records.ts";
import type { Catalogue } from "../application/ports/catalogue.ts";
import type { Messages } from "../application/ports/messages.ts";
import type { Reads } from "../application/ports/reads.ts";
import type { Store } from "../application/ports/store.ts";
import type { WorkspaceId } from "../engine/ids.ts";
import type { Envelope } from "../engine/messages/envelope.ts";
import type { Json, Message, View } from "./api.ts";

/**
 * What the playground is given: a local Slack, the running product, and a clock that can be moved. Their shapes, not their modules:
 * the playground knows the folder of none of them.
 */

/** Runs as the real one does, some way ahead of it. */
export interface MovableClock {
  now(): number;
  /** Never back: what has happened stays in the past. */
  moveTo(at: number): void;
}

/** What the app answered to something a person did. */
export interface AcknowledgementLike {
  readonly ok: boolean;
  readonly via: "http" | "socket" | "none" | "client";
  readonly status?: number;
  readonly body?: unknown;
  readonly error?: string;
  readonly tookMs: number;
}

export interface ActLike {
  readonly response: AcknowledgementLike;
  readonly message?: Json;
  /** Field errors of a form, by block id. */
  readonly errors?: Readonly<Record<string, string>>;
}

/** A message, or a view that is open (the home tab, too). */
export type InLike =
  | { readonly ts: string; readonly channel: string }
  | { readonly id: string; readonly blocks: readonly unknown[] }
  | string;

export interface UseLike {
  readonly in?: InLike;
  readonly blockId?: string;
  readonly value?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

export interface SayLike {
  readonly channel?: string;
  readonly threadTs?: string;
}

/** A person in the local Slack. Every act throws when Slack itself would not let them. */
export interface ActorLike {
  readonly id: string;
  /** Channel id of the direct message with the app. */
  readonly dm: string;
  clicks(name: string, options?: UseLike): Promise<ActLike>;
  selects(name: string, value: unknown, options?: UseLike): Promise<ActLike>;
  searches(name: string, typed: string, options?: UseLike): Promise<ActLike>;
  types(text: string, options?: SayLike): Promise<ActLike>;
  runs(command: string, options?: SayLike): Promise<ActLike>;
  submits(values?: Readonly<Record<string, unknown>>): Promise<ActLike>;
  closes(options?: { readonly all?: boolean }): Promise<ActLike>;
  shortcut(callbackId: string): Promise<ActLike>;
  messageShortcut(callbackId: string, message: { readonly ts: string; readonly channel: string }): Promise<ActLike>;
  opensHome(tab?: "home" | "messages"): Promise<ActLike>;
  /** Open modals, root first. */
  views(): readonly View[];
  modal(): View | undefined;
  home(): View | undefined;
  sees(channel: string, options?: { readonly thread?: string }): readonly Message[];
}

export interface UserLike {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly email: string;
  readonly tz: string;
  readonly isBot: boolean;
  readonly deleted: boolean;
}

export interface ChannelLike {
  readonly id: string;
  readonly name: string;
  readonly isIm: boolean;
  readonly isMpim: boolean;
  readonly isArchived: boolean;
  readonly members: readonly string[];
}

/** A message as it is stored. */
export interface PostedLike extends Json {
  readonly ts: string;
  readonly channel: string;
  readonly text: string;
  readonly user?: string;
  readonly blocks?: readonly Json[];
  readonly thread_ts?: string;
}

/** One request of the app to Slack. */
export interface RequestLike {
  readonly method: string;
  readonly args: Json;
  readonly response: Json;
  /** Machine time. */
  readonly at: number;
  readonly fault?: string;
}

/** One try of Slack to hand the app something. */
export interface DeliveryLike {
  readonly kind: "events_api" | "interactive" | "slash_commands";
  readonly payload: Json;
  readonly attempt: number;
  /** Machine time. */
  readonly at: number;
  readonly acknowledgement: AcknowledgementLike;
}

export interface FaultsLike {
  dropAnswer(method: string, times?: number): void;
  rateLimit(method: string, retryAfter: number, times?: number): void;
  serverError(method: string, times?: number): void;
  clear(name?: string): void;
  /** What has not struck yet, and what has. */
  readonly planned: readonly { readonly name: string; readonly left: number }[];
  readonly seen: readonly { readonly name: string; readonly method: string }[];
}

/** A local Slack, as far as it is looked at and acted in. */
export interface SlackLike {
  readonly app: { readonly name: string; readonly botId: string; readonly botUserId: string };
  readonly faults: FaultsLike;
  readonly log: readonly RequestLike[];
  readonly deliveries: readonly DeliveryLike[];
  asUser(id: string): ActorLike;
  users(): readonly UserLike[];
  channels(): readonly ChannelLike[];
  /** All that is stored in a channel, oldest first. */
  messages(channel: string, options?: { readonly thread?: string }): readonly PostedLike[];
  ephemerals(): readonly { readonly user: string; readonly message: PostedLike }[];
  /** Connections of the app that are open. */
  sockets(): number;
  disconnectSockets(reason: "abrupt"): void;
  /** Called at each change of anything in it; answers how to stop. */
  onChange(listener: () => void): () => void;
  waitFor<T>(look: () => T, timeoutMs?: number, what?: string): Promise<NonNullable<T>>;
  settled(timeoutMs?: number): Promise<void>;
}

/** The running product. */
export interface ProductLike {
  readonly core: {
    readonly workspace: WorkspaceId;
    readonly store: Store;
    readonly reads: Reads;
    readonly messages: Messages;
    readonly catalogue: Catalogue;
    readonly files: CaseFiles;
    readonly agentRecords: Pick<AgentRecords, "ofCase" | "runs" | "entries">;
    reload(envelope: Omit<Envelope, "workspace">): Promise<Reloaded>;
  };
  /** Sweeps cases and routines until nothing is due. */
  sweep(): Promise<unknown>;
  /** Resolves when no job runs and none that is due waits. */
  drain(): Promise<void>;
  /** Jobs that wait, those that were put off included. */
  waiting(): Promise<number>;
}
