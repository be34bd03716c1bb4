import type { Definition } from "../engine/definition.ts";
import type { Directory } from "../engine/directory.ts";
import type { VersionHash, WorkflowId, WorkspaceId } from "../engine/ids.ts";
import { invariant } from "../engine/invariant.ts";
import type { Archive } from "./ports/archive.ts";
import type { Catalogue } from "./ports/catalogue.ts";
import type { Specialist, Specialists } from "./ports/specialists.ts";

/** The catalogue with the pens that only loading holds. */
export interface LiveCatalogue extends Catalogue {
  replaceDefinitions(definitions: readonly Definition[]): void;
  replaceDirectory(directory: Directory): void;
  replaceSpecialists(specialists: readonly Specialist[]): void;
  readonly specialists: Specialists;
}

/** Versions in memory, older ones from the archive, once each. */
export const createCatalogue = (archive: Pick<Archive, "version">, workspace: () => WorkspaceId): LiveCatalogue => {
  const versions = new Map<VersionHash, Definition>();
  let current = new Map<WorkflowId, Definition>();
  let directory: Directory | undefined;
  let specialists: readonly Specialist[] = [];
  const remember = (definition: Definition): Definition => {
    versions.set(definition.hash, definition);
    return definition;
  };
  return {
    current: (workflow) => current.get(workflow),
    all: () => [...current.values()],
    version: async (hash) => {
      const known = versions.get(hash);
      if (known !== undefined) return known;
      const archived = await archive.version(workspace(), hash);
      return archived === undefined ? undefined : remember(archived);
    },
    directory: () => {
      invariant(directory !== undefined, "the directory is loaded before anything is decided");
      return directory;
    },
    replaceDefinitions: (definitions) => {
      current = new Map(definitions.map((definition) => [definition.workflow, remember(definition)]));
    },
    replaceDirectory: (next) => {
      directory = next;
    },
    specialists: () => specialists,
    replaceSpecialists: (next) => {
      specialists = next;
    },
  };
};
