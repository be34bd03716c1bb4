import type { SlackApp } from "./slack/app.ts";
import type { TokenGuard } from "./slack/token-guard.ts";
import type { Database } from "./store/open-database.ts";

/** The names of what is not ready. */
export const createReadiness =
  ({ pool }: Pick<Database, "pool">, app: Pick<SlackApp, "connected">, token: TokenGuard) =>
  async (): Promise<readonly string[]> => {
    const refused = token.refused();
    const missing = [...(app.connected() ? [] : ["slack"]), ...(refused === undefined ? [] : [`slack token (${refused})`])];
    try {
      await pool.query("SELECT 1");
      return missing;
    } catch {
      return ["database", ...missing];
    }
  };
