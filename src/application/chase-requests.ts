import { CommandId, type WorkspaceId } from "../engine/ids.ts";
import { chaseDue, type ProposedStart } from "../engine/proposed-start.ts";
import type { HandleWorkspaceCommand } from "./handle-workspace-command.ts";
import type { Catalogue } from "./ports/catalogue.ts";
import type { Reads } from "./ports/reads.ts";
import type { Routine } from "./run-routines.ts";

interface Ports {
  readonly reads: Pick<Reads, "proposals" | "instance">;
  readonly catalogue: Catalogue;
  readonly handleWorkspace: HandleWorkspaceCommand;
}

/** What is older was chased to its end long ago, or is forgotten. */
const LOOKS_BACK_MS = 60 * 24 * 3_600_000;

/** Hourly: whoever left a request unfinished is reminded, then the process owner is asked. */
export const createChaseRequests = ({ reads, catalogue, handleWorkspace }: Ports): Routine => {
  const chase = async (workspace: WorkspaceId, { workflow, suggestion, askedAt, reminders }: ProposedStart): Promise<void> => {
    const { newInstance } = suggestion.act;
    // What was started after all, from the form, is no request any more.
    if ((await reads.instance(workspace, newInstance)) !== undefined) return;
    await handleWorkspace({
      // Named by the question that waits: a repeat of the routine asks nothing twice, and one that was just answered is not the next.
      id: CommandId.parse(`chase:${newInstance}:${reminders}:${askedAt}`),
      workspace,
      actor: { kind: "system", id: "intake" },
      via: "sweep",
      type: "ChaseProposal",
      workflow,
      newInstance,
    });
  };
  return async (workspace, _, now) => {
    const directory = catalogue.directory();
    for (const proposed of await reads.proposals(workspace, now - LOOKS_BACK_MS)) {
      const definition = catalogue.current(proposed.workflow);
      if (definition !== undefined && chaseDue(proposed, definition, directory, now) !== undefined) await chase(workspace, proposed);
    }
  };
};
