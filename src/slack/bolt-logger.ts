import { type Logger as BoltLogger, LogLevel } from "@slack/bolt";
import type { Logger } from "../application/ports/machine.ts";

/** An error's own words; never its request, which carries the token. */
export const errorWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const words = (parts: readonly unknown[]): string =>
  parts.map((part) => (typeof part === "object" ? errorWords(part) : String(part))).join(" ");

/** What Bolt has to say goes where everything else goes. Its debug lines hold whole payloads, so they are left out. */
export const boltLogger = (logger: Logger): BoltLogger => ({
  debug: () => {},
  info: (...parts) => logger.debug({ from: "slack" }, words(parts)),
  warn: (...parts) => logger.warn({ from: "slack" }, words(parts)),
  error: (...parts) => logger.error({ from: "slack" }, words(parts)),
  setLevel: () => {},
  getLevel: () => LogLevel.INFO,
  setName: () => {},
});
