import type { Instant, PersonId } from "./ids.ts";

/** What a built-in alternative asks for at the click. */
export interface AlternativeArgs {
  readonly to?: PersonId;
  readonly until?: Instant;
  readonly reason?: string;
}
