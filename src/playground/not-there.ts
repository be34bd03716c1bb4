/** What was asked for does not exist: answered with 404 and these words. */
export class NotThere extends Error {
  override readonly name = "NotThere";
}
