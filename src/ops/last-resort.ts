import type { Logger } from "../application/ports/machine.ts";

/** Whoever read the log is gone: a line about it would fail as this one did, and so on without end. */
const isUnread = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EPIPE";

/**
 * What nobody caught is logged, and the process goes on serving: what was committed is committed, and what was not was not acknowledged,
 * so its sender tries again.
 */
export const keepServing = (source: Pick<NodeJS.EventEmitter, "on">, logger: Logger): void => {
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    source.on(event, (error: unknown) => {
      if (!isUnread(error)) logger.error({ error, event }, "something failed that nobody had foreseen; going on");
    });
  }
};
