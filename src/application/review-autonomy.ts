import { automationOf } from "../engine/autonomy/policy.ts";
import { asPercent } from "../engine/autonomy/verdict.ts";
import type { Definition } from "../engine/definition.ts";
import { CommandId, type WorkspaceId } from "../engine/ids.ts";
import { autonomyChanges, type Trust } from "../insights/trust.ts";
import type { HandleWorkspaceCommand } from "./handle-workspace-command.ts";
import type { Catalogue } from "./ports/catalogue.ts";
import type { Reads } from "./ports/reads.ts";
import type { Routine } from "./run-routines.ts";

interface Ports {
  readonly reads: Pick<Reads, "autonomy">;
  readonly catalogue: Catalogue;
  readonly handleWorkspace: HandleWorkspaceCommand;
}

/** `32 of 34 accepted, at least 81 % at 95 % confidence`. */
const figures = ({ accepted, edited, dismissed, acceptance, acted, undone }: Trust): string => {
  const answered = `${accepted} of ${accepted + edited + dismissed} accepted`;
  const share = acceptance === undefined ? "" : `, at least ${asPercent(acceptance.atLeast)}`;
  return `${answered}${share}${acted === 0 ? "" : `; ${acted} done alone, ${undone} undone`}`;
};

/** Hourly: what agents have earned is put to the process owner for their signature, and what they lost is said. */
export const createReviewAutonomy = ({ reads, catalogue, handleWorkspace }: Ports): Routine => {
  const review = async (workspace: WorkspaceId, definition: Definition): Promise<void> => {
    const rows = await reads.autonomy(workspace, definition.workflow);
    for (const { kind, change, trust } of autonomyChanges(automationOf(definition), rows)) {
      await handleWorkspace({
        // Named by what it is about and by how much was known: a repeat of the routine says nothing twice.
        id: CommandId.parse(`autonomy:${definition.workflow}:${kind}:${change}:${rows.at(-1)?.at}`),
        workspace,
        actor: { kind: "system", id: "autonomy" },
        via: "sweep",
        type: "ReviewAutonomy",
        workflow: definition.workflow,
        kind,
        change,
        figures: figures(trust),
      });
    }
  };
  return async (workspace) => {
    for (const definition of catalogue.all()) await review(workspace, definition);
  };
};
