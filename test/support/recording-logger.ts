import type { Logger } from "../../src/application/ports/machine.ts";

/** Keeps what was logged, for tests that ask. */
export type RecordingLogger = Logger & { readonly lines: { readonly level: string; readonly message: string }[] };

export const createRecordingLogger = (): RecordingLogger => {
  const lines: { level: string; message: string }[] = [];
  const at = (level: string) => (_fields: Readonly<Record<string, unknown>>, message: string) => {
    lines.push({ level, message });
  };
  return { lines, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
};
