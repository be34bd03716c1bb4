import type { Archive } from "../application/ports/archive.ts";
import type { Definition } from "../engine/definition.ts";
import { refreshAuditView } from "./audit-view.ts";
import type { Database } from "./open-database.ts";

/** Stored JSON was normalised and checked before it was stored. */
const asDefinition = (normalised: unknown): Definition => normalised as Definition;

/** Versions of definitions and directories, whole, by content hash. */
export const createDefinitionArchive = ({ prisma, pool }: Pick<Database, "prisma" | "pool">): Archive => ({
  version: async (workspace, hash) => {
    const row = await prisma.definition.findUnique({ where: { workspace_hash: { workspace, hash } } });
    return row === null ? undefined : asDefinition(row.normalised);
  },
  current: async (workspace) => {
    const rows = await prisma.currentDefinition.findMany({ where: { workspace } });
    const definitions = await prisma.definition.findMany({ where: { workspace, hash: { in: rows.map((row) => row.hash) } } });
    return definitions.map((row) => asDefinition(row.normalised));
  },
  save: async (workspace, definitions, directory, now) => {
    for (const { definition, source, gitCommit } of definitions) {
      const { hash, workflow } = definition;
      const normalised = JSON.parse(JSON.stringify(definition)) as object;
      const row = { workspace, hash, workflow, source, normalised, gitCommit: gitCommit ?? null, loadedAt: new Date(now) };
      await prisma.definition.createMany({ data: [row], skipDuplicates: true });
      await prisma.currentDefinition.upsert({
        where: { workspace_workflow: { workspace, workflow } },
        create: { workspace, workflow, hash },
        update: { hash },
      });
    }
    const normalised = JSON.parse(JSON.stringify(directory.normalised)) as object;
    await prisma.directory.createMany({ data: [{ workspace, hash: directory.hash, normalised }], skipDuplicates: true });
    await refreshAuditView(
      pool,
      definitions.map(({ definition }) => ({ workflow: definition.workflow, key: definition.case.key })),
    );
  },
  retire: async (workspace, workflows) => {
    await prisma.currentDefinition.deleteMany({ where: { workspace, workflow: { in: [...workflows] } } });
  },
});
