import type { Trigger } from "./definition.ts";
import type { Instant, PersonId } from "./ids.ts";

/** A time in which a step asked for help: why, who was asked, and what comes next. */
export interface Episode {
  readonly n: number;
  /** What holds it open; the first decides the ladder while it lasts. */
  readonly causes: readonly { readonly trigger: Trigger; readonly since: Instant }[];
  /** Levels fired or skipped so far. 0: none. */
  readonly level: number;
  /** Who was asked at which level, with what was offered. */
  readonly asked: readonly Asked[];
  /** Levels that reached nobody, why not, and when each had been planned for. */
  readonly skipped?: readonly { readonly level: number; readonly why: string; readonly plannedAt: Instant | undefined }[];
  /** When the next level fires; undefined after the last. */
  readonly nextAt: Instant | undefined;
  readonly raised?: Raised;
}

/** An agent's word, taken up by policy or by a person, that this level should not wait for its clock. */
export interface Raised {
  /** The level that it brings forward, and those after it that are reached at once. */
  readonly level: number;
  /** The agent. */
  readonly by: string;
  readonly why: string;
  /** It began the episode: no clock had. */
  readonly opened: boolean;
  /** As they stood before. */
  readonly nextAt: Instant | undefined;
  readonly silentAt: Instant | undefined;
}

export interface Asked {
  readonly level: number;
  readonly people: readonly PersonId[];
  readonly offered: readonly string[];
  readonly at: Instant;
  /** Warned in private about their own step: not asked to pick anything. */
  readonly warned: boolean;
}
