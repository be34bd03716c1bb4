import type { Decider } from "../decider.ts";
import type { Verdict } from "../definition.ts";
import type { AgentOutcome, RecordIntent, RecordResult, RecordRun, RunEventBody, Waking } from "../messages/agent-record.ts";

const VERDICT: { readonly [O in AgentOutcome]: Verdict } = { done: "ALLOW", proposed: "ALLOW", refused: "DENY", unknown: "WARN" };

/** What an agent is about to do stands in the trace before it is done. */
export const recordIntent: Decider<RecordIntent> = (h, { tool, act }) => {
  h.emit({ type: "agent.intended", tool, act }, { rule: `tool ${tool}` });
  return undefined;
};

export const recordResult: Decider<RecordResult> = (h, { tool, act, outcome }) => {
  h.emit({ type: "agent.acted", tool, act, outcome }, { verdict: VERDICT[outcome], rule: `tool ${tool}` });
  return undefined;
};

const agentsIn = (wakes: readonly Waking[]): string => wakes.map(({ agent }) => agent).join(", ");

const ruleOf = (says: RunEventBody): string => {
  switch (says.type) {
    case "agent.woke":
      return `event ${says.event}`;
    case "agent.task":
      return `task for ${agentsIn(says.wakes)}`;
    case "agent.finished":
      return says.ended;
    case "agent.result":
      return `${says.ended}, for ${agentsIn(says.wakes)}`;
  }
};

/** What the trace says of a run, here and in the workspace's own. */
export const toldOfRun = (says: RunEventBody): { readonly verdict: Verdict; readonly rule: string } => ({
  verdict: "outcome" in says && says.outcome !== "done" ? "WARN" : "ALLOW",
  rule: ruleOf(says),
});

export const recordRun: Decider<RecordRun> = (h, { says }) => {
  h.emit(says, toldOfRun(says));
  return undefined;
};
