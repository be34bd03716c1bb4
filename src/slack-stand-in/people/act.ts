import type { Acknowledgement } from "../delivery/acknowledgement.ts";
import type { Outbox } from "../delivery/outbox.ts";
import type { Message, View } from "../workspace/state.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What came of something a person did. */
export interface Act {
  /** What the app answered, or why it did not (`operation_timeout` after three seconds). */
  readonly response: Acknowledgement;
  /** What the person posted. */
  readonly message?: Message;
  /** Field errors of a form, by `block_id`: the app's, or Slack's own when a required field is empty (`via: "client"`). */
  readonly errors?: Readonly<Record<string, string>>;
  /** The modal that is open afterwards. */
  readonly view?: View;
}

/** A person, the workspace they are in, and the way to the app. */
export interface Person {
  readonly id: string;
  readonly workspace: Workspace;
  readonly outbox: Outbox;
  /** Makes a `response_url` out of its id. */
  readonly responseUrl: (id: string) => string;
}
