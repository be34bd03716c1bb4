/** What somebody has to mend before it can work at all: configuration, tokens, definitions, arguments. */
const TO_MEND: ReadonlySet<string> = new Set(["ConfigError", "SlackStartError", "DefinitionsError", "BadInput"]);

/** Something on the command line that cannot be worked with: one line, what was expected. */
export class BadInput extends Error {
  override readonly name = "BadInput";
}

/** Says on standard error what went wrong, without a stack; answers the exit code: 2 for what is to be mended, 1 for a failure. */
export const reportFailure = (error: unknown): 1 | 2 => {
  const words = error instanceof Error && error.message !== "" ? error.message : String(error);
  console.error(words);
  return error instanceof Error && TO_MEND.has(error.name) ? 2 : 1;
};
