import type { z } from "zod";

/** What a model is asked for: small models do small work. */
export type Purpose = "classify" | "draft" | "analyse" | "act";

export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** Strict: what does not fit is answered to the model as an error of its call. */
  readonly input: z.ZodType;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** As the model wrote it; not checked yet. */
  readonly input: unknown;
}

export interface ToolResult {
  /** Of its call. */
  readonly id: string;
  readonly text: string;
  readonly isError: boolean;
}

export type ModelMessage =
  | { readonly role: "user"; readonly text: string }
  /** `calls`: the very array of the answer, so that what its model thought beside them goes back with them. */
  | { readonly role: "assistant"; readonly text: string; readonly calls: readonly ToolCall[] }
  | { readonly role: "tools"; readonly results: readonly ToolResult[] };

export interface ModelRequest {
  readonly purpose: Purpose;
  /** The same for every request of its kind: kept by the vendor's cache where it has one. */
  readonly system: string;
  /** What is known of the case: the same for some requests in a row, so cached as well. */
  readonly context?: string;
  readonly messages: readonly ModelMessage[];
  readonly tools?: readonly ToolSpec[];
  /** The answer is of this shape, checked; `value` has it. Not together with `tools`. No maps with free keys: vendors cannot hold a model to them. */
  readonly shape?: z.ZodType;
  /** Of the answer; a model that thinks has some thousands more for that. */
  readonly maxTokens: number;
  /** Machine milliseconds for the whole answer, retries included; then it is a `ModelFault`. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
  /** Given each piece of text as it comes; nothing of a `shape`. */
  readonly onText?: (piece: string) => void;
}

/** Tokens. */
export interface Usage {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
}

/** `end`: all is said. `tools`: it waits for results. `length`: cut at `maxTokens`. `refused`: it would not. `too-long`: it has no room for what it was asked. */
export const STOPS = ["end", "tools", "length", "refused", "too-long"] as const;
export type Stop = (typeof STOPS)[number];

export interface Spent {
  readonly usage: Usage;
  /** Which one answered, as its vendor names it. */
  readonly model: string;
  /** What it cost, in US cents; undefined where its price is not known. */
  readonly cents: number | undefined;
}

export interface ModelAnswer extends Spent {
  readonly text: string;
  /** Of the asked shape; undefined without one, and where it stopped with `refused` or `too-long`. */
  readonly value: unknown;
  /** None unless it stopped with `tools`. */
  readonly calls: readonly ToolCall[];
  readonly stop: Stop;
}

/** `unusable`: an answer that is not what was asked for. `misconfigured`: nobody but an operator can mend it. */
export type ModelFaultKind = "timeout" | "rate-limited" | "overloaded" | "unreachable" | "unusable" | "misconfigured" | "stopped";

/** A model that gave no answer that can be used. Coordination goes on without it. */
export class ModelFault extends Error {
  override readonly name = "ModelFault";
  readonly kind: ModelFaultKind;
  /** What it cost all the same, where that is known. */
  readonly spent: Spent | undefined;
  constructor(kind: ModelFaultKind, message: string, spent?: Spent) {
    super(message);
    this.kind = kind;
    this.spent = spent;
  }
}

/** A language model of somebody's choice. Throws `ModelFault` and nothing else. */
export interface Model {
  answer(request: ModelRequest): Promise<ModelAnswer>;
  /** What so much costs, in US cents; undefined where its price is not known. */
  cost?(usage: Usage): number | undefined;
}

/** The model for a purpose; undefined where none is configured: then there are templates. */
export type Models = (purpose: Purpose) => Model | undefined;
