import type { Purpose } from "./model.ts";

/** Names of the tools that `agents.yaml` may give; the agent room has one behind each. */
export const TOOL_NAMES = [
  "get_workflow_state",
  "get_history",
  "get_people_and_load",
  "find_similar_cases",
  "complete_step",
  "block_step",
  "unblock_step",
  "add_note",
  "extend",
  "assign_task",
  "escalate_blocker",
  "draft_message",
  "start_workflow",
  "provide_input",
  "decide_start",
] as const;
export type ToolName = (typeof TOOL_NAMES)[number];

/** An agent of `agents.yaml`: what it is for, and how far it goes. */
export interface Specialist {
  readonly name: string;
  readonly responsibility: string;
  readonly prompt: string;
  readonly tools: readonly ToolName[];
  /** Which kind of model it thinks with. */
  readonly model: Purpose;
  /** A ceiling: `assist` only proposes, whatever a workflow's own policy would let it do alone. */
  readonly autonomy: "assist" | "automate";
  /** On whose behalf it acts: an address, or whoever owns the process of the case. */
  readonly actsFor: { readonly who: "address"; readonly address: string } | { readonly who: "case-owner" };
  readonly wakesOn: readonly string[];
  /** Machine milliseconds for one attempt. */
  readonly timeoutMs: number;
  /** Attempts after the first. */
  readonly retries: number;
  readonly anHour: number;
  /** Agents that it may give tasks to; with any it leads. */
  readonly team: readonly string[];
}

/** Those that are loaded now: memory only. */
export type Specialists = () => readonly Specialist[];
