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

/** `POST /api/fault`: Slack answers badly from now on. */
export type FaultRequest =
  | { readonly type: "drop" | "rateLimit" | "serverError"; readonly times: number }
  | { readonly type: "disconnect" }
  | { readonly type: "clear" };
