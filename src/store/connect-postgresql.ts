import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

/** What every session of ours starts with: a replica that stalls in a transaction is cut off, and nobody waits long for a lock. */
const SESSION = "-c TimeZone=UTC -c idle_in_transaction_session_timeout=5s -c lock_timeout=2s";

export type Retry = { readonly attempt: number; readonly waitMs: number; readonly error: Error };

export type ConnectOptions = {
  readonly databaseUrl: string;
  /** Connections of the pool; 16 unless told. */
  readonly max?: number;
  /** The server is down: another attempt follows after `waitMs`. */
  readonly onRetry?: (retry: Retry) => void;
  /** An idle connection broke (the server restarted): the pool replaces it. */
  readonly onIdleError?: (error: Error) => void;
  /** Waits between attempts to connect at start, in ms of machine time; after the last, connecting fails. */
  readonly retryWaitsMs?: readonly number[];
};

/** About a minute and a half in all. */
const RETRY_WAITS = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 15_000, 15_000];

/** A pool on a server that answers. Throws at once for what waiting does not mend (a wrong password, no such database). */
export const connectPostgresql = async (options: ConnectOptions): Promise<pg.Pool> => {
  const { connectionString, sessionOptions } = withSessionOptions(options.databaseUrl);
  const pool = new pg.Pool({ connectionString, options: sessionOptions, max: options.max ?? 16, connectionTimeoutMillis: 10_000 });
  // Without listeners a server restart would be an uncaught exception: for idle connections, and for those in somebody's hands, whose
  // next query then fails.
  pool.on("error", (error) => options.onIdleError?.(error));
  pool.on("connect", (client) => client.on("error", () => undefined));
  try {
    await untilItAnswers(pool, options);
    return pool;
  } catch (error) {
    await pool.end();
    throw error;
  }
};

const untilItAnswers = async (pool: pg.Pool, options: ConnectOptions): Promise<void> => {
  const waits = options.retryWaitsMs ?? RETRY_WAITS;
  for (let attempt = 1; ; attempt++) {
    try {
      await pool.query("SELECT 1");
      return;
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      const waitMs = waits[attempt - 1];
      if (waitMs === undefined || !mayPass(error)) throw new Error(`Cannot reach PostgreSQL: ${reasonOf(error)}`, { cause: error });
      options.onRetry?.({ attempt, waitMs, error });
      await pause(waitMs);
    }
  }
};

/** Authentication (class 28) and a missing database (class 3D) do not mend themselves. */
const mayPass = (error: Error): boolean => !("code" in error && /^(28|3D)/.test(String(error.code)));

/** A refused connection to several addresses is an AggregateError with an empty message. */
const reasonOf = (error: Error): string =>
  error.message || (error instanceof AggregateError ? error.errors.map(String).join("; ") : error.name);

/** The options of the URL would replace ours, so ours go before them. */
const withSessionOptions = (databaseUrl: string): { connectionString: string; sessionOptions: string } => {
  if (!URL.canParse(databaseUrl)) return { connectionString: databaseUrl, sessionOptions: SESSION };
  const url = new URL(databaseUrl);
  const own = url.searchParams.get("options");
  url.searchParams.delete("options");
  return { connectionString: url.href, sessionOptions: own ? `${SESSION} ${own}` : SESSION };
};
