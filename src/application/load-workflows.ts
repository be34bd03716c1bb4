import type { Definition } from "../engine/definition.ts";
import { CommandId, type VersionHash, type WorkspaceId } from "../engine/ids.ts";
import type { Instance } from "../engine/instance.ts";
import type { InstanceCommand } from "../engine/messages/command.ts";
import type { Envelope } from "../engine/messages/envelope.ts";
import type { LiveCatalogue } from "./catalogue.ts";
import type { HandleCommand } from "./handle-command.ts";
import type { HandleWorkspaceCommand } from "./handle-workspace-command.ts";
import type { DirectoryKeeper } from "./keep-directory.ts";
import type { Archive } from "./ports/archive.ts";
import type { Clock, Logger } from "./ports/machine.ts";
import type { Answer, Store } from "./ports/store.ts";
import type { FolderReading, WorkflowFolder } from "./ports/workflow-folder.ts";

interface Ports {
  readonly folder: WorkflowFolder;
  readonly archive: Archive;
  readonly catalogue: LiveCatalogue;
  readonly directory: DirectoryKeeper;
  readonly store: Pick<Store, "openInstances">;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly workspace: () => WorkspaceId;
}

interface Hands {
  readonly handle: HandleCommand;
  readonly handleWorkspace: HandleWorkspaceCommand;
}

/** What a reload did, for the admin who asked. */
export interface Reloaded {
  readonly answer: Answer;
  readonly changes: readonly string[];
  readonly problems: readonly string[];
}

/** Takes over what was read: versions are stored before anything can run on them. */
export const createTakeOver = ({ archive, catalogue, directory, clock, workspace }: Omit<Ports, "folder" | "store" | "logger">) => {
  return async ({ definitions, team, agents, gitCommit }: FolderReading): Promise<void> => {
    if (team === undefined) return;
    const before = await archive.current(workspace());
    const now = new Set(definitions.map(({ definition }) => definition.workflow));
    const retired = before.map((definition) => definition.workflow).filter((workflow) => !now.has(workflow));
    const stored = new Set(before.map(({ hash }) => hash));
    const unknown = definitions.filter(({ definition }) => !stored.has(definition.hash));
    await archive.save(
      workspace(),
      unknown.map(({ definition, source }) => ({ definition, source, gitCommit })),
      team,
      clock.now(),
    );
    if (retired.length > 0) await archive.retire(workspace(), retired);
    catalogue.replaceDefinitions(definitions.map(({ definition }) => definition));
    catalogue.replaceSpecialists(agents);
    await directory.use(team);
  };
};

/** Moves the cases whose workflow says so to its current version, each as an act of its own; those that cannot move stay where they are. */
export const createMoveCases = (
  { catalogue, store, logger, workspace }: Pick<Ports, "catalogue" | "store" | "logger" | "workspace">,
  handle: HandleCommand,
) => {
  const migrate = async (instance: Instance, to: Definition): Promise<void> => {
    const from = await catalogue.version(instance.version);
    if (from === undefined || to.hash === instance.version) return;
    const command: InstanceCommand = {
      // A case that could not move yesterday may today, and one that moved may move back.
      id: CommandId.parse(`migrate:${instance.id}:${instance.rev}:${to.hash}`),
      workspace: instance.workspace,
      actor: { kind: "system", id: "reload" },
      via: "queue",
      type: "MigrateInstance",
      instance: instance.id,
      from,
      to: to.hash,
    };
    // A case that cannot move keeps its version; a reload says so and why.
    await handle(command);
  };

  return async (): Promise<void> => {
    for (const to of catalogue.all().filter((definition) => definition.running === "migrate")) {
      for (const instance of await store.openInstances(workspace(), to.workflow)) {
        // One case that everybody is at work on must not keep the others, or the start, from going on.
        await migrate(instance, to).catch((error: unknown) =>
          logger.error({ instance: instance.id, error: String(error) }, "a case could not move"),
        );
      }
    }
  };
};

/** `/workflow reload`: keeps the last good version of what is broken, moves the cases that may move, and says what changed and for whom. */
export const createReload = (ports: Ports, { handle, handleWorkspace }: Hands) => {
  const { folder, catalogue, store, workspace } = ports;
  const takeOver = createTakeOver(ports);
  const moveCases = createMoveCases(ports, handle);

  const reload = async (envelope: Omit<Envelope, "workspace">): Promise<Reloaded> => {
    const record = async (changes: readonly string[], directory: VersionHash): Promise<Answer> =>
      await handleWorkspace({ ...envelope, workspace: workspace(), type: "RecordReload", changes, directory });
    const { admins, hash } = catalogue.directory();
    // Judged before the folder is read: a refused reload must not swallow what the next one has to say.
    if (envelope.actor.kind !== "person" || !admins.includes(envelope.actor.id))
      return { answer: await record([], hash), changes: [], problems: [] };
    const reading = await folder.read();
    const open = await store.openInstances(workspace(), undefined);
    const changes = reading.describeChanges(open);
    const answer = await record(changes, reading.team?.hash ?? hash);
    if (!answer.ok) return { answer, changes: [], problems: reading.problems };
    await takeOver(reading);
    await moveCases();
    return { answer, changes, problems: reading.problems };
  };

  let turn: Promise<unknown> = Promise.resolve();
  // One after the other: what was read last is what counts at the end.
  return async (envelope: Omit<Envelope, "workspace">): Promise<Reloaded> => {
    const reloaded = turn.then(async () => await reload(envelope));
    turn = reloaded.catch(() => undefined);
    return await reloaded;
  };
};
