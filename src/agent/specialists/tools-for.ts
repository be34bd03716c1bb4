import type { CaseFile } from "../../application/case-file.ts";
import type { HandleWorkspaceCommand } from "../../application/handle-workspace-command.ts";
import type { AgentRecords } from "../../application/ports/agent-records.ts";
import type { Catalogue } from "../../application/ports/catalogue.ts";
import type { Reads } from "../../application/ports/reads.ts";
import type { Specialist } from "../../application/ports/specialists.ts";
import { runOfAgent } from "../../application/wake-agents.ts";
import type { Waking } from "../../engine/messages/agent-record.ts";
import { isThisCase } from "../scope.ts";
import { TOOLS } from "../tools/all.ts";
import type { Tool } from "../tools/tool.ts";
import { decideStartTool } from "./decide-start.ts";
import { giveTaskTool, type Task, taskWords } from "./give-task.ts";
import type { RunLog, Waked } from "./run-log.ts";

/** After so many tasks and results no further task is given. */
const DEEPEST = 4;

interface Around {
  readonly team: readonly Specialist[];
  /** Whether there is somebody whom it acts for. */
  readonly mayAct: (member: Specialist) => boolean;
}

/** What a run is given: what its agent may use, as far as it makes sense there. */
export type ToolsFor = (waked: Waked, file: CaseFile | undefined, around: Around) => readonly Tool[];

interface Ports {
  readonly log: RunLog;
  readonly records: Pick<AgentRecords, "keep">;
  readonly catalogue: Catalogue;
  readonly handleWorkspace: HandleWorkspaceCommand;
  readonly reads: Pick<Reads, "texts">;
}

/** Outside any case there is nothing to write into. */
const sharedTools = ({ tools }: Specialist, file: CaseFile | undefined): readonly Tool[] => {
  const named: ReadonlySet<string> = new Set(tools);
  return TOOLS.filter(({ kind, spec }) => named.has(spec.name) && (file !== undefined || kind === "read"));
};

const isCaseOf = (file: CaseFile | undefined, named: string): boolean => (file === undefined ? named === "none" : isThisCase(file, named));

export const createToolsFor = ({ log, records, catalogue, handleWorkspace, reads }: Ports): ToolsFor => {
  const giving =
    (waked: Waked, { team, mayAct }: Around) =>
    async (task: Task): Promise<string | undefined> => {
      const { workspace, waking, specialist } = waked;
      const member = team.find(({ name }) => name === task.to);
      if (member === undefined || !mayAct(member)) return `${task.to} has nobody to act for here.`;
      const run = runOfAgent(task.to, waking.run, JSON.stringify(task));
      const { instance, depth } = waking;
      const text = `${run}:task`;
      await records.keep(workspace, instance, text, taskWords(task));
      const wakes: Waking = { agent: task.to, run, event: "agent.task", instance, text, depth: depth + 1, lead: specialist.name };
      await log.say(waked, { type: "agent.task", run: waking.run, wakes: [wakes] }, `:${run}`);
      return undefined;
    };

  return (waked, file, around) => {
    const { specialist, waking } = waked;
    const leads = around.team.length > 0 && waking.depth < DEEPEST;
    const give = giveTaskTool({ team: around.team, isCase: (named) => isCaseOf(file, named), give: giving(waked, around) });
    const decides = specialist.tools.includes("decide_start") && file === undefined;
    const decide = decides ? [decideStartTool({ catalogue, handleWorkspace, reads }, waked)] : [];
    return [...sharedTools(specialist, file), ...decide, ...(leads ? [give] : [])];
  };
};
