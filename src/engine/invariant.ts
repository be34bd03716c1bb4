/** Raised by {@link invariant}: a bug of ours, never a mistake of a person's. */
export class InvariantBroken extends Error {
  override readonly name = "InvariantBroken";
}

/** The one place for what cannot happen. An expected refusal is a `Rejection`, not this. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantBroken(message);
}
