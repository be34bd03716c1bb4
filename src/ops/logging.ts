import { pino } from "pino";
import type { Logger } from "../application/ports/machine.ts";

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** Tokens and signing secrets in any shape they could reach a log line in. */
const SECRET = /xox[a-z]-[A-Za-z0-9-]+|xapp-[A-Za-z0-9-]+|whsec_[A-Za-z0-9+/=]+|sk-ant-[A-Za-z0-9_-]+|postgres(?:ql)?:\/\/[^\s"]+/g;

export const redact = (text: string): string => text.replaceAll(SECRET, "[redacted]");

/** JSON lines on standard error, so that a command's own output stays its own. Secrets never reach them. */
export const createLogger = (level: LogLevel, write: (line: string) => void = (line) => void process.stderr.write(line)): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write: (line: string) => write(redact(line)) });
