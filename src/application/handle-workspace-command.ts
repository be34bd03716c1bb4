import type { ActKind } from "../engine/autonomy/kinds.ts";
import { decideWorkspace } from "../engine/decide-workspace.ts";
import type { Effect } from "../engine/messages/effect.ts";
import type { WorkspaceCommand } from "../engine/messages/workspace-command.ts";
import type { WorkspaceDecision } from "../engine/workspace-decision.ts";
import { proposedKinds, signedKinds } from "../insights/trust.ts";
import { Conflict } from "./handle-command.ts";
import { jobsFor } from "./jobs-for.ts";
import { oneAfterTheOther } from "./one-after-the-other.ts";
import type { Catalogue } from "./ports/catalogue.ts";
import type { Clock, Ids } from "./ports/machine.ts";
import type { Reads } from "./ports/reads.ts";
import type { Answer, ChainPosition, NewText, Store, WorkspaceAppend } from "./ports/store.ts";
import { proposalInput, protectProposal } from "./proposal-input.ts";

/** Acts without an instance, on the workspace's own chain: absences, reloads, events, refusals. `texts`: those that the command refers to. */
export type HandleWorkspaceCommand = (command: WorkspaceCommand, texts?: readonly NewText[]) => Promise<Answer>;

interface Ports {
  readonly store: Pick<Store, "workspacePosition" | "appendToWorkspace" | "answerOf" | "loadOf" | "runsOf">;
  readonly reads: Pick<Reads, "standing" | "proposal" | "recent">;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly appended: (append: WorkspaceAppend) => void;
}

const ATTEMPTS = 5;

/** Only a signature asks what there is to sign, or to take back. */
const signaturesFor = async (
  reads: Ports["reads"],
  command: WorkspaceCommand,
): Promise<{ readonly proposed: ReadonlySet<ActKind>; readonly signed: ReadonlySet<ActKind> }> => {
  const isOne = command.type === "SignAutonomy" || command.type === "RevokeAutonomy";
  const rows = isOne ? await reads.standing(command.workspace, command.workflow) : [];
  return { proposed: proposedKinds(rows), signed: signedKinds(rows) };
};

const answerOf = (decision: WorkspaceDecision, position: ChainPosition): Answer => {
  if (!decision.ok) return { ok: false, rejection: decision.rejection };
  const { events, detail } = decision;
  return { ok: true, instance: undefined, seq: position.seq + events.length, ...(detail === undefined ? {} : { detail }) };
};

/** What is to be done outside, with the messages that say something else now. */
const outgoing = (decision: WorkspaceDecision): readonly Effect[] => {
  const keys = decision.ok ? (decision.redraw ?? []) : [];
  return keys.length === 0 ? decision.effects : [...decision.effects, { type: "refresh-messages", keys }];
};

export const createHandleWorkspaceCommand = ({ store, reads, catalogue, clock, ids, appended }: Ports): HandleWorkspaceCommand => {
  const attempt = async (asked: WorkspaceCommand, given: readonly NewText[]): Promise<Answer | undefined> => {
    const earlier = await store.answerOf(asked.workspace, asked.id);
    if (earlier !== undefined) return earlier;
    const position = await store.workspacePosition(asked.workspace);
    const directory = catalogue.directory();
    const now = clock.now();
    const definition = "workflow" in asked ? catalogue.current(asked.workflow) : undefined;
    const { command, texts } = protectProposal(asked, definition, ids);
    const signatures = await signaturesFor(reads, command);
    const about = await proposalInput({ store, reads }, command, definition, directory);
    const decision = decideWorkspace({ command, directory, now, seq: position.seq, definition, ...signatures, ...about });
    const answer = answerOf(decision, position);
    const append: WorkspaceAppend = {
      ...{ command, directory: directory.hash, position, events: decision.events, answer, now },
      ...jobsFor(command.workspace, undefined, outgoing(decision)),
      texts: decision.ok ? [...given, ...texts] : [],
    };
    if (!(await store.appendToWorkspace(append))) return undefined;
    appended(append);
    return answer;
  };
  // All append to one chain: at once they would only be in each other's way. Other replicas are met as conflicts.
  const inTurn = oneAfterTheOther();
  return async (command, texts = []) =>
    await inTurn(async () => {
      for (let tries = 0; tries < ATTEMPTS; tries++) {
        const answer = await attempt(command, texts);
        if (answer !== undefined) return answer;
      }
      throw new Conflict(command.id);
    });
};
