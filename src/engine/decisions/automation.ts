import type { Decider } from "../decider.ts";
import type { ResumeAutomation } from "../messages/command.ts";
import { actorOf } from "../tell.ts";

/** The process owner has looked: automated acts may go on. */
export const resumeAutomation: Decider<ResumeAutomation> = (h) => {
  const { stopped } = h.instance();
  if (stopped === undefined) return { code: "wrong-state", message: "Automated acts on this case are not stopped." };
  h.emit({ type: "automation.resumed", by: actorOf(h) }, { rule: `stop condition: ${stopped.reason}` });
  return undefined;
};
