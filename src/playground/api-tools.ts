/** What the drawer's tools and the server say to each other, beside `api.ts`: the files of the workflows, and Slack's misbehaviour. */

/**
 * `GET /api/file?name=<file>`, and `PUT` with `{ name, text }`, which checks, writes what has no mistakes, and reloads. `POST` with
 * `{ name }` begins a file of that name with a small workflow that works.
 */
export interface WorkflowFile {
  readonly name: string;
  readonly text: string;
}

export interface FileSaved {
  readonly saved: boolean;
  /** `file:line:column mistake ...`; a warning does not keep it from being saved. */
  readonly problems: readonly string[];
  /** What changed and for whom, a line each. */
  readonly changes: readonly string[];
}

/** How Slack can answer badly. */
export type FaultKind = "drop" | "rateLimit" | "serverError";

/** `POST /api/fault`: Slack answers badly from now on, or well again. */
export type FaultRequest =
  | { readonly type: FaultKind; readonly times: number }
  | { readonly type: "disconnect" }
  /** Takes back what has not happened yet: all, or of one kind. */
  | { readonly type: "clear"; readonly kind?: FaultKind };

export interface FaultLine {
  readonly kind: FaultKind;
  /** Requests that it will strike yet. */
  readonly left: number;
  readonly struck: number;
  /** What the app asked when it struck last: `chat.postMessage`. */
  readonly last: string | undefined;
}

/** How it stands between Slack and the app. */
export interface SlackState {
  readonly connected: boolean;
  /** Machine milliseconds that the app was without Slack when it lost it last; undefined when it never did. */
  readonly awayMs: number | undefined;
  readonly faults: readonly FaultLine[];
}
