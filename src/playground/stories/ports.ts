import type { Catalogue } from "../../application/ports/catalogue.ts";
import type { Messages } from "../../application/ports/messages.ts";
import type { Reads } from "../../application/ports/reads.ts";
import type { Answer } from "../../application/ports/store.ts";
import type { IncomingEvent } from "../../application/start-by-event.ts";
import type { WorkspaceId } from "../../engine/ids.ts";
import type { Json, TimeRequest } from "../api.ts";

/** What a story is given: the people of a local Slack, the running product, and a way to let time pass. */

/** What came of something a person did. */
interface Acted {
  readonly response: { readonly ok: boolean; readonly error?: string };
  /** Field errors of a form, by block id. */
  readonly errors?: Readonly<Record<string, string>>;
}

export interface Seen {
  readonly ts: string;
  readonly channel: string;
  readonly thread_ts?: string;
  readonly blocks?: readonly Json[];
}

export interface StoryActor {
  /** Channel id of the direct message with the app. */
  readonly dm: string;
  clicks(
    name: string,
    options: { readonly in: { readonly ts: string; readonly channel: string }; readonly blockId?: string; readonly value?: string },
  ): Promise<Acted>;
  types(text: string, options: { readonly channel: string; readonly threadTs: string }): Promise<Acted>;
  submits(values: Readonly<Record<string, unknown>>): Promise<Acted>;
  closes(options: { readonly all: boolean }): Promise<unknown>;
  modal(): unknown;
  sees(channel: string, options?: { readonly thread?: string }): readonly Seen[];
}

export interface StorySlack {
  asUser(id: string): StoryActor;
  waitFor<T>(look: () => T, timeoutMs?: number, what?: string): Promise<NonNullable<T>>;
  settled(timeoutMs?: number): Promise<void>;
  readonly log: readonly unknown[];
}

export interface StoryProduct {
  readonly core: {
    readonly workspace: WorkspaceId;
    readonly reads: Pick<Reads, "byCase" | "instance">;
    readonly messages: Pick<Messages, "thread">;
    readonly catalogue: Pick<Catalogue, "current" | "directory">;
  };
  sweep(): Promise<unknown>;
  drain(): Promise<void>;
  waiting(): Promise<number>;
}

export interface StoryPorts {
  readonly slack: StorySlack;
  readonly product: StoryProduct;
  readonly clock: { now(): number };
  readonly jump: { pass(request: TimeRequest): Promise<unknown> };
  /** Another system tells the product something, past the webhook and its signature. */
  readonly receive: (event: IncomingEvent) => Promise<Answer>;
  /** Handle (`maria`) to Slack id. */
  readonly people: ReadonlyMap<string, string>;
  /** What is told survives a restart; `undefined` or an empty text: nothing is. */
  readonly keep: { read(): string | undefined; write(text: string): void };
}
