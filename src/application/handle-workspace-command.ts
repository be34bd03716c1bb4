import type { ActKind } from "../engine/autonomy/kinds.ts";
import { decideWorkspace } from "../engine/decide-workspace.ts";
import type { WorkspaceCommand } from "../engine/messages/workspace-command.ts";
import { proposedKinds, signedKinds } from "../insights/trust.ts";
import { Conflict } from "./handle-command.ts";
import { jobsFor } from "./jobs-for.ts";
import type { Catalogue } from "./ports/catalogue.ts";
import type { Clock } from "./ports/machine.ts";
import type { Reads } from "./ports/reads.ts";
import type { Answer, Store, WorkspaceAppend } from "./ports/store.ts";

/** Acts without an instance, on the workspace's own chain: absences, reloads, events, refusals. */
export type HandleWorkspaceCommand = (command: WorkspaceCommand) => Promise<Answer>;

interface Ports {
  readonly store: Pick<Store, "workspacePosition" | "appendToWorkspace" | "answerOf">;
  readonly reads: Pick<Reads, "standing">;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
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

export const createHandleWorkspaceCommand = ({ store, reads, catalogue, clock, appended }: Ports): HandleWorkspaceCommand => {
  const attempt = async (command: WorkspaceCommand): Promise<Answer | undefined> => {
    const earlier = await store.answerOf(command.workspace, command.id);
    if (earlier !== undefined) return earlier;
    const position = await store.workspacePosition(command.workspace);
    const directory = catalogue.directory();
    const now = clock.now();
    const definition = "workflow" in command ? catalogue.current(command.workflow) : undefined;
    const decision = decideWorkspace({
      command,
      directory,
      now,
      seq: position.seq,
      definition,
      ...(await signaturesFor(reads, command)),
    });
    const { jobs, messages } = jobsFor(command.workspace, undefined, decision.effects);
    const answer: Answer = decision.ok
      ? {
          ok: true,
          instance: undefined,
          seq: position.seq + decision.events.length,
          ...(decision.detail === undefined ? {} : { detail: decision.detail }),
        }
      : { ok: false, rejection: decision.rejection };
    const append: WorkspaceAppend = { command, directory: directory.hash, position, events: decision.events, jobs, messages, answer, now };
    if (!(await store.appendToWorkspace(append))) return undefined;
    appended(append);
    return answer;
  };
  return async (command) => {
    for (let tries = 0; tries < ATTEMPTS; tries++) {
      const answer = await attempt(command);
      if (answer !== undefined) return answer;
    }
    throw new Conflict(command.id);
  };
};
