import type { Logger } from "../application/ports/machine.ts";

/**
 * What nobody caught is logged, and the process goes on serving: what was committed is committed, and what was not was not acknowledged,
 * so its sender tries again.
 */
export const keepServing = (source: Pick<NodeJS.EventEmitter, "on">, logger: Logger): void => {
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    source.on(event, (error: unknown) => logger.error({ error, event }, "something failed that nobody had foreseen; going on"));
  }
};
