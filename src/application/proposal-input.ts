import { caseIdOf, caseKeyOf } from "../engine/case-key.ts";
import type { Definition } from "../engine/definition.ts";
import type { Directory } from "../engine/directory.ts";
import type { WorkspaceCommand } from "../engine/messages/workspace-command.ts";
import type { WorkspaceInput } from "../engine/workspace-decision.ts";
import { loadFor } from "./context-for.ts";
import type { Ids } from "./ports/machine.ts";
import type { Reads } from "./ports/reads.ts";
import type { NewText, Store } from "./ports/store.ts";
import { protectInputs } from "./protect-personal.ts";

interface Ports {
  readonly store: Pick<Store, "loadOf" | "runsOf">;
  readonly reads: Pick<Reads, "proposal">;
}

/** Personal values of a proposed start stay out of the chain, as in a case. */
export const protectProposal = (
  asked: WorkspaceCommand,
  definition: Definition | undefined,
  ids: Ids,
): { readonly command: WorkspaceCommand; readonly texts: readonly NewText[] } => {
  if (asked.type !== "ProposeStart" || definition === undefined) return { command: asked, texts: [] };
  const { stored, plain, texts } = protectInputs(definition, asked.inputs, ids);
  return { command: { ...asked, inputs: stored, personal: { ...asked.personal, ...plain } }, texts };
};

/** What an act on a proposed start is decided on: the proposal as it stands, and what its start would be decided on. */
export const proposalInput = async (
  { store, reads }: Ports,
  command: WorkspaceCommand,
  definition: Definition | undefined,
  directory: Directory,
): Promise<Pick<WorkspaceInput, "proposal" | "starting">> => {
  if (!("newInstance" in command)) return {};
  const proposal = await reads.proposal(command.workspace, command.newInstance);
  const caseId = command.type === "ProposeStart" && definition !== undefined ? caseIdOf(definition, command) : undefined;
  if (definition === undefined || caseId === undefined) return { proposal };
  const load = await loadFor(store, command.workspace, [definition], directory);
  const previous = await store.runsOf(command.workspace, definition.workflow, caseKeyOf(caseId));
  return { proposal, starting: { load, previous } };
};
