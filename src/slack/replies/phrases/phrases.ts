/**
 * What people say in one language when they mean one thing only, as regular expressions without accents: `@` stands for a person who is
 * mentioned, `{when}` for a date. Whole clauses, unless it says otherwise: what is not in here is not recognised.
 */
export interface Phrases {
  /** Said before the point, it changes nothing. */
  readonly greeting: readonly string[];
  readonly done: readonly string[];
  /** The beginning of a clause; its reason is what follows, if anything does. */
  readonly blocked: readonly string[];
  /** The beginning of a clause that is its own reason: something follows. */
  readonly waiting: readonly string[];
  /** The beginning of a clause that is its own reason: something may follow, or stand before it. */
  readonly halted: readonly string[];
  /** What joins a block with its reason. */
  readonly because: readonly string[];
  readonly unblocked: readonly string[];
  readonly promise: readonly string[];
  readonly handOff: readonly string[];
  readonly notMine: readonly string[];
  readonly onIt: readonly string[];
  /** Words that take back, limit, postpone or pass on what stands beside them. */
  readonly hedge: readonly string[];
  /** What a condition begins with. */
  readonly condition: readonly string[];
  /** What was, or has been mended since: a block of which it is said is none any more. */
  readonly past: readonly string[];
  /** First words of a question. */
  readonly asking: readonly string[];
}
