import type { InstanceId, WorkspaceId } from "../engine/ids.ts";
import { isTextRef } from "../engine/value.ts";
import type { Messages, StandingProposal } from "./ports/messages.ts";
import type { Reads } from "./ports/reads.ts";

type ReadsOfProposals = Pick<Reads, "proposal" | "instance" | "texts">;

/** A proposed start as it stands now; undefined where nothing was proposed. */
export const standingProposal = async (
  reads: ReadsOfProposals,
  workspace: WorkspaceId,
  id: InstanceId,
): Promise<StandingProposal | undefined> => {
  const proposed = await reads.proposal(workspace, id);
  if (proposed === undefined) return undefined;
  const instance = await reads.instance(workspace, id);
  const refs = Object.values(proposed.suggestion.act.inputs).flatMap((value) => (isTextRef(value) ? [value.text] : []));
  return {
    proposed,
    started: instance && { by: instance.starter, at: instance.startedAt },
    texts: refs.length === 0 ? new Map() : await reads.texts(workspace, refs),
  };
};

/** Messages with what they ask about, where that is a proposed start: they are rendered from it. */
export const withProposals = ({ messages, reads }: { readonly messages: Messages; readonly reads: ReadsOfProposals }): Messages => ({
  ...messages,
  find: async (workspace, key) => {
    const message = await messages.find(workspace, key);
    if (message?.content.kind !== "proposed-start" && message?.content.kind !== "request") return message;
    const proposal = await standingProposal(reads, workspace, message.content.proposal);
    return { ...message, ...(proposal === undefined ? {} : { proposal }) };
  },
});
