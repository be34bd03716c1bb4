import type { Decider } from "../decider.ts";
import type { Verdict } from "../definition.ts";
import type { AgentOutcome, RecordIntent, RecordResult } from "../messages/agent-record.ts";

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
