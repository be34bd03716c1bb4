import { stripTypeScriptTypes } from "node:module";

/** TypeScript as a browser takes it: types become blanks, so that lines and columns stay where they are. */
export const stripTypes = (text: string): string => {
  // Node says once in each process that this is experimental, which is no news to whoever uses the playground.
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
};
