import { randomUUID } from "node:crypto";
import { type CaseFiles, createCaseFiles } from "./application/case-files.ts";
import { createCatalogue, type LiveCatalogue } from "./application/catalogue.ts";
import { createHandleCommand, type HandleCommand } from "./application/handle-command.ts";
import { createHandleWorkspaceCommand, type HandleWorkspaceCommand } from "./application/handle-workspace-command.ts";
import { createDirectoryKeeper, type DirectoryKeeper } from "./application/keep-directory.ts";
import { createMoveCases, createReload, createTakeOver } from "./application/load-workflows.ts";
import type { AgentRecords } from "./application/ports/agent-records.ts";
import type { Clock, Logger } from "./application/ports/machine.ts";
import type { Messages } from "./application/ports/messages.ts";
import type { People, Profiles } from "./application/ports/people.ts";
import type { Reads } from "./application/ports/reads.ts";
import type { Store } from "./application/ports/store.ts";
import type { WorkflowFolder } from "./application/ports/workflow-folder.ts";
import { createSweep, type Sweep, type SweepOptions } from "./application/sweep.ts";
import type { WakeUp } from "./application/wake-up.ts";
import { CommandId, type WorkspaceId } from "./engine/ids.ts";
import { enqueueSql } from "./jobs/enqueue.ts";
import { createAgentRecords } from "./store/agent-records.ts";
import { createDefinitionArchive } from "./store/definition-archive.ts";
import { createInstanceStore } from "./store/instance-store.ts";
import { createMessageStore } from "./store/message-store.ts";
import type { Database } from "./store/open-database.ts";
import { createPeopleStore } from "./store/people-store.ts";
import { createReadStore } from "./store/read-store.ts";

export interface CoreOptions {
  readonly database: Database;
  readonly workspace: WorkspaceId;
  readonly folder: WorkflowFolder;
  readonly profiles: Profiles;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly wakeUp: WakeUp;
  readonly sweep: SweepOptions;
  /** Starts with the definitions that are good; otherwise mistakes keep it from starting. */
  readonly leaveOutBroken?: boolean;
}

/** Definitions with mistakes do not start: the list, a line each. */
export class DefinitionsError extends Error {
  override readonly name = "DefinitionsError";
}

/** Everything between the edges and the database: what acts on cases, and what reads them. */
export interface Core {
  readonly workspace: WorkspaceId;
  readonly store: Store;
  readonly reads: Reads;
  readonly agentRecords: AgentRecords;
  readonly messages: Messages;
  readonly people: People;
  readonly catalogue: LiveCatalogue;
  readonly directory: DirectoryKeeper;
  readonly files: CaseFiles;
  readonly handle: HandleCommand;
  readonly handleWorkspace: HandleWorkspaceCommand;
  readonly reload: ReturnType<typeof createReload>;
  readonly sweep: Sweep;
}

const createHands = (options: CoreOptions, store: Store, reads: Reads, catalogue: LiveCatalogue, directory: DirectoryKeeper) => {
  const { clock, wakeUp } = options;
  const ids = { uuid: randomUUID };
  const workspaceHand = createHandleWorkspaceCommand({ store, reads, catalogue, clock, ids, appended: wakeUp.committed });
  const handleWorkspace: HandleWorkspaceCommand = async (command) => {
    const answer = await workspaceHand(command);
    if (answer.ok && command.type === "DeclareAbsence") await directory.absent(command.person, command.absence);
    if (answer.ok && command.type === "EndAbsence") await directory.back(command.person, command.at);
    return answer;
  };
  const handle = createHandleCommand({
    store,
    reads,
    catalogue,
    clock,
    ids,
    committed: wakeUp.committed,
    refused: async ({ id, workspace, actor, via, type }, rejection) => {
      const refusal = { id: CommandId.parse(`refused:${id}`.slice(0, 500)), workspace, actor, via };
      await handleWorkspace({ ...refusal, type: "RecordRefusal", act: type, reason: rejection.message });
    },
  });
  return { handle, handleWorkspace };
};

/** Builds the core over an open, migrated database and loads the definitions; throws `DefinitionsError` when they have mistakes. */
export const buildCore = async (options: CoreOptions): Promise<Core> => {
  const { database, workspace, folder, profiles, clock, logger, wakeUp } = options;
  const here = (): WorkspaceId => workspace;
  const store = createInstanceStore(database, enqueueSql);
  const reads = createReadStore(database);
  const people = createPeopleStore(database);
  const archive = createDefinitionArchive(database);
  const catalogue = createCatalogue(archive, here);
  const directory = createDirectoryKeeper({ people, profiles, catalogue, store, clock, logger, workspace: here });
  const loading = { folder, archive, catalogue, directory, store, clock, logger, workspace: here };

  const reading = await folder.read();
  if (reading.mistakes > 0 && !(options.leaveOutBroken === true && reading.team !== undefined))
    throw new DefinitionsError(reading.problems.join("\n"));
  await createTakeOver(loading)(reading);

  const hands = createHands(options, store, reads, catalogue, directory);
  // What changed while we were stopped, or before a crash in the middle of a reload.
  await createMoveCases(loading, hands.handle)();
  return {
    workspace,
    store,
    reads,
    agentRecords: createAgentRecords(database),
    messages: createMessageStore(database),
    people,
    catalogue,
    directory,
    files: createCaseFiles({ reads, catalogue, clock }),
    ...hands,
    reload: createReload(loading, hands),
    sweep: createSweep({ store, catalogue, clock, logger, committed: wakeUp.committed }, options.sweep),
  };
};
