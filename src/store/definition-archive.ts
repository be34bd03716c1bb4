import type { Archive } from "../application/ports/archive.ts";
import type { Definition } from "../engine/definition.ts";
import { refreshAuditView } from "./audit-view.ts";
import type { Database } from "./open-database.ts";
import { createQuery } from "./query.ts";

/** Stored JSON was normalised and checked before it was stored. */
const asDefinition = (normalised: unknown): Definition => normalised as Definition;

// A start asks these whatever has changed, and must not wait for Prisma to be read.
const CURRENT = `/*current_definitions*/ SELECT normalised FROM current_definition JOIN definition USING (workspace, workflow, hash)
  WHERE workspace = $1 ORDER BY workflow`;
const KEEP_DIRECTORY = `/*keep_directory*/ INSERT INTO directory (workspace, hash, normalised) VALUES ($1, $2, $3::jsonb)
  ON CONFLICT DO NOTHING`;

/** Versions of definitions and directories, whole, by content hash. */
export const createDefinitionArchive = (database: Pick<Database, "prisma" | "pool">): Archive => {
  const query = createQuery(database);
  return {
    version: async (workspace, hash) => {
      const row = await database.prisma.definition.findUnique({ where: { workspace_hash: { workspace, hash } } });
      return row === null ? undefined : asDefinition(row.normalised);
    },
    current: async (workspace) => {
      const rows = await query<{ readonly normalised: unknown }>(CURRENT, workspace);
      return rows.map((row) => asDefinition(row.normalised));
    },
    save: async (workspace, definitions, directory, now) => {
      // First, for a version that is current is not saved again.
      const caseKeys = definitions.map(({ definition }) => ({ workflow: definition.workflow, key: definition.case.key }));
      if (caseKeys.length > 0) await refreshAuditView(database.pool, caseKeys);
      for (const { definition, source, gitCommit } of definitions) {
        const { hash, workflow } = definition;
        const normalised = JSON.parse(JSON.stringify(definition)) as object;
        const row = { workspace, hash, workflow, source, normalised, gitCommit: gitCommit ?? null, loadedAt: new Date(now) };
        await database.prisma.definition.createMany({ data: [row], skipDuplicates: true });
        await database.prisma.currentDefinition.upsert({
          where: { workspace_workflow: { workspace, workflow } },
          create: { workspace, workflow, hash },
          update: { hash },
        });
      }
      await query(KEEP_DIRECTORY, workspace, directory.hash, JSON.stringify(directory.normalised));
    },
    retire: async (workspace, workflows) => {
      await database.prisma.currentDefinition.deleteMany({ where: { workspace, workflow: { in: [...workflows] } } });
    },
  };
};
