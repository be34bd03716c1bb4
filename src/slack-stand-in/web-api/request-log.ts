import type { Json } from "../json.ts";

/** One request of the app, in the order in which Slack finished looking at it. */
export interface LoggedRequest {
  readonly method: string;
  readonly token: string | undefined;
  readonly args: Json;
  /** What the app was told, or would have been when `fault` kept it from hearing. */
  readonly response: Json;
  /** Machine time, epoch milliseconds. */
  readonly at: number;
  /** The fault that struck, by its name. */
  readonly fault?: string;
}
