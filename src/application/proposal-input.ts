import { caseIdOf, caseKeyOf } from "../engine/case-key.ts";
import type { Definition } from "../engine/definition.ts";
import type { Directory } from "../engine/directory.ts";
import type { History } from "../engine/first-owner.ts";
import type { PersonId, StepKey } from "../engine/ids.ts";
import type { Instance } from "../engine/instance.ts";
import type { WorkspaceCommand } from "../engine/messages/workspace-command.ts";
import type { WorkspaceInput } from "../engine/workspace-decision.ts";
import { loadFor } from "./context-for.ts";
import type { Ids } from "./ports/machine.ts";
import type { Reads } from "./ports/reads.ts";
import type { NewText, Store } from "./ports/store.ts";
import { protectInputs } from "./protect-personal.ts";

interface Ports {
  readonly store: Pick<Store, "loadOf" | "runsOf">;
  readonly reads: Pick<Reads, "proposal" | "recent">;
}

/** Personal values of a proposed start stay out of the chain, as in a case. */
export const protectProposal = (
  asked: WorkspaceCommand,
  definition: Definition | undefined,
  ids: Ids,
): { readonly command: WorkspaceCommand; readonly texts: readonly NewText[] } => {
  if ((asked.type !== "ProposeStart" && asked.type !== "FillProposal") || definition === undefined) return { command: asked, texts: [] };
  const { stored, plain, texts } = protectInputs(definition, asked.inputs, ids);
  return { command: { ...asked, inputs: stored, personal: { ...asked.personal, ...plain } }, texts };
};

const LOOKED_AT = 200;

/** Who has done each step of a workflow how often, in its last cases that are over. */
const historyOf = (recent: readonly Instance[], { workflow }: Definition): History => {
  const history = new Map<StepKey, Map<PersonId, number>>();
  for (const { steps } of recent.filter((instance) => instance.workflow === workflow && instance.endedAt !== undefined)) {
    for (const step of Object.values(steps)) {
      const by = step.status === "done" ? step.by : undefined;
      const counts = history.get(step.key) ?? new Map<PersonId, number>();
      history.set(step.key, counts);
      if (by !== undefined) counts.set(by, (counts.get(by) ?? 0) + 1);
    }
  }
  return history;
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
  if (definition === undefined || !("inputs" in command)) return { proposal };
  const inputs = { ...proposal?.suggestion.act.inputs, ...command.inputs };
  const caseId = caseIdOf(definition, { ...command, inputs });
  if (caseId === undefined) return { proposal };
  const load = await loadFor(store, command.workspace, [definition], directory);
  const previous = await store.runsOf(command.workspace, definition.workflow, caseKeyOf(caseId));
  return { proposal, starting: { load, previous, history: historyOf(await reads.recent(command.workspace, LOOKED_AT), definition) } };
};
