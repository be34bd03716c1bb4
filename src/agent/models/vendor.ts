import type { ModelMessage, ModelRequest, Purpose, Stop, ToolCall, Usage } from "../../application/ports/model.ts";
import type { JsonSchema } from "./json-schema.ts";

/** What is asked in one turn. */
export interface Ask {
  readonly request: ModelRequest;
  /** The request's, and what was said since. */
  readonly messages: readonly ModelMessage[];
  /** Of `request.shape`. */
  readonly schema: JsonSchema | undefined;
  readonly signal: AbortSignal;
  /** Machine milliseconds. */
  readonly leftMs: number;
  readonly onText: ((piece: string) => void) | undefined;
}

/** What came back. */
export interface Turn {
  readonly text: string;
  readonly calls: readonly ToolCall[];
  /** `paused`: stopped in the middle; goes on when it is asked again. */
  readonly stop: Stop | "paused";
  readonly usage: Usage;
  readonly model: string;
}

/** One turn with somebody's model: no deadline, no retry, its own errors. */
export type Vendor = (ask: Ask) => Promise<Turn>;

/** How much a model that thinks should think. */
export type Effort = "low" | "medium" | "high";

export const EFFORTS: Readonly<Record<Purpose, Effort>> = { classify: "low", draft: "low", act: "medium", analyse: "high" };

/** Tokens beside `maxTokens`, for models that think: vendors count what is thought as what is said, and cut the answer for it. */
export const ROOM_TO_THINK: Readonly<Record<Effort, number>> = { low: 1_024, medium: 4_096, high: 8_192 };

/** An SDK without a timeout has one of ten minutes, and refuses long answers for it. The deadline is ours: its fault comes first. */
export const sdkTimeout = (leftMs: number): number => Math.ceil(leftMs) + 1_000;

/** The same thing again at each call: a client is made when it is first asked for. */
export const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};
