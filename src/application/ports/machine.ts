import type { Instant } from "../../engine/ids.ts";

/** Domain time: what is due, silent, absent. May be virtual; never compared with machine time. */
export interface Clock {
  now(): Instant;
}

/** Machine time: leases, retries, timeouts, the attempt to post. */
export interface MachineClock {
  now(): number;
}

export interface Ids {
  uuid(): string;
}

export interface Logger {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
