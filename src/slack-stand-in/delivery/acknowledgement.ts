/** What the app answered to one delivery. */
export interface Acknowledgement {
  /** Answered with 2xx, or by the envelope's id, in time. */
  readonly ok: boolean;
  /** `client`: Slack's own client held it back (a required field is empty) and the app heard nothing. */
  readonly via: "http" | "socket" | "none" | "client";
  readonly status?: number;
  /** The answer's payload: JSON where it was JSON, else text; undefined when it was empty. */
  readonly body?: unknown;
  /** `operation_timeout` (three seconds), `http_error`, `connection_failed`, `socket_closed`, `held_back`. */
  readonly error?: string;
  /** The app asked not to be tried again (`x-slack-no-retry: 1`). */
  readonly noRetry?: true;
  readonly tookMs: number;
}

/** Ready for the wire; each kind has its own encoding over HTTP. */
export interface Outbound {
  readonly kind: "events_api" | "interactive" | "slash_commands";
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Slack's second, third and fourth try. */
export interface Retry {
  readonly attempt: number;
  readonly reason: string;
}

export type Carrier = (outbound: Outbound, retry: Retry | undefined) => Promise<Acknowledgement>;
