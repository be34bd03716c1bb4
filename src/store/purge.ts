import type { Instant, WorkspaceId } from "../engine/ids.ts";
import { createEraseAgentTexts } from "./agent-record-purge.ts";
import type { Database } from "./open-database.ts";
import { purgeCommands } from "./purge-commands.ts";

const DAY_MS = 86_400_000;

/** Lets go of what is kept no longer: answers to commands, and texts of models after so many days of domain time. */
export const createPurge = (database: Pick<Database, "pool">, agentTextDays: number) => {
  const eraseAgentTexts = createEraseAgentTexts(database);
  return async (workspace: WorkspaceId, _since: Instant, now: Instant): Promise<void> => {
    await purgeCommands(database);
    await eraseAgentTexts(workspace, now - agentTextDays * DAY_MS, now);
  };
};
