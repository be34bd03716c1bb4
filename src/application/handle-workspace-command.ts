import type { ActKind } from "../engine/autonomy/kinds.ts";
import { decideWorkspace } from "../engine/decide-workspace.ts";
import type { WorkspaceCommand } from "../engine/messages/workspace-command.ts";
import { proposedKinds } from "../insights/trust.ts";
import { Conflict } from "./handle-command.ts";
import { jobsFor } from "./jobs-for.ts";
import type { Catalogue } from "./ports/catalogue.ts";
import type { Clock } from "./ports/machine.ts";
import type { Reads } from "./ports/reads.ts";
import type { Answer, NewText, Store, WorkspaceAppend } from "./ports/store.ts";

/** Acts without an instance, on the workspace's own chain: absences, reloads, events, refusals. `texts`: those that the command refers to. */
export type HandleWorkspaceCommand = (command: WorkspaceCommand, texts?: readonly NewText[]) => Promise<Answer>;

interface Ports {
  readonly store: Pick<Store, "workspacePosition" | "appendToWorkspace" | "answerOf">;
  readonly reads: Pick<Reads, "autonomy">;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly appended: (append: WorkspaceAppend) => void;
}

const ATTEMPTS = 5;

/** Only a signature asks what there is to sign. */
const proposedFor = async (reads: Ports["reads"], command: WorkspaceCommand): Promise<ReadonlySet<ActKind>> =>
  proposedKinds(command.type === "SignAutonomy" ? await reads.autonomy(command.workspace, command.workflow) : []);

export const createHandleWorkspaceCommand = ({ store, reads, catalogue, clock, appended }: Ports): HandleWorkspaceCommand => {
  const attempt = async (command: WorkspaceCommand, texts: readonly NewText[]): Promise<Answer | undefined> => {
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
      proposed: await proposedFor(reads, command),
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
    const { events } = decision;
    const append: WorkspaceAppend = { command, directory: directory.hash, position, events, jobs, messages, texts, answer, now };
    if (!(await store.appendToWorkspace(append))) return undefined;
    appended(append);
    return answer;
  };
  return async (command, texts = []) => {
    for (let tries = 0; tries < ATTEMPTS; tries++) {
      const answer = await attempt(command, texts);
      if (answer !== undefined) return answer;
    }
    throw new Conflict(command.id);
  };
};
