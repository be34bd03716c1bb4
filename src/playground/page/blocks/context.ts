import type { Json } from "../../api.ts";

export interface NamedId {
  readonly id: string;
  readonly name: string;
}

/** What blocks are drawn with, and what they tell. Nothing here fetches anything. */
export interface Context {
  /** Epoch milliseconds of domain time. */
  readonly now: number;
  /** Who reads. */
  readonly me: string;
  /** IANA name of the reader's zone. */
  readonly zone: string;
  /** "Iris Berg", "claims": without a sigil. An unknown id answers itself. */
  readonly nameOf: (id: string) => string;
  readonly people: readonly NamedId[];
  readonly channels: readonly NamedId[];
  /** Buttons, menus, and inputs that dispatch. Resolves when the app has answered. */
  readonly use: (what: Use) => Promise<void>;
  /** What an external select offers for what was typed. */
  readonly search: (what: { actionId: string; blockId: string; typed: string }) => Promise<readonly Json[]>;
  /** Field errors by block id, in a modal. */
  readonly errors: Readonly<Record<string, string>>;
  /** Current values of a view: Slack's own state objects, by block id and action id. */
  readonly values: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** With every change of an input block in a view; `given` as the stand-in takes it, null when emptied. */
  readonly change: (blockId: string, actionId: string, given: unknown) => void;
  /** A kind of block or element that is not known. */
  readonly unknown: (type: string) => void;
}

export interface Use {
  readonly actionId: string;
  readonly blockId: string;
  readonly value?: string;
  readonly given?: unknown;
}
