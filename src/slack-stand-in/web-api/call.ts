import type { Outbox } from "../delivery/outbox.ts";
import type { Json } from "../json.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What a method needs to answer: who asks for what, the workspace, and the way back to the app. */
export interface Call {
  readonly args: Json;
  readonly token: string;
  readonly workspace: Workspace;
  readonly outbox: Outbox;
  /** The address of a new socket; it opens once. */
  readonly openSocket: () => string;
}

/** Answers without `ok`, which `answer-call.ts` adds; refuses by `refuse`. */
export type Method = (call: Call) => Json;

export interface MethodRules {
  readonly run: Method;
  /** Any one of these scopes will do; none is needed when it is left out. */
  readonly scopes?: readonly string[];
  /** `app` for an app-level token. */
  readonly token?: "app";
}
