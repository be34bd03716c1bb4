import { sendBack } from "../back.ts";
import type { Decider } from "../decider.ts";
import { isSaid, titleOf } from "../end-step.ts";
import type { Happening } from "../happening.ts";
import type { ReopenStep } from "../messages/command.ts";
import type { Rejection } from "../messages/decision.ts";
import { actorOf, tellThread, tellWatchers } from "../tell.ts";

/** Makes a step that has ended active again, with everything after it; a completed case runs again, unless the case has a running one. */
export const reopenStep: Decider<ReopenStep> = (h, { step, reason }) => {
  const refused = refuse(h, step, reason);
  if (refused !== undefined) return refused;
  const by = actorOf(h);
  if (h.instance().status === "completed") {
    h.emit({ type: "instance.reopened", by });
    tellWatchers(h, "reopened", { step, detail: reason });
  }
  sendBack(h, { to: step, from: undefined, by, why: reason, counts: false, atMost: 0 });
  tellThread(h, "reopened", { step, detail: reason });
  return undefined;
};

const refuse = (h: Happening, key: ReopenStep["step"], reason: string): Rejection | undefined => {
  const { status, id } = h.instance();
  if (status === "cancelled") return { code: "wrong-state", message: "This case was cancelled. Start it again instead." };
  const open = h.context.previous?.open;
  if (open !== undefined && open !== id) return { code: "already-running", message: "This case is running again already.", instance: open };
  const step = h.step(key);
  if (step.status !== "done" && step.status !== "skipped")
    return { code: "wrong-state", message: `"${titleOf(h, key)}" has not ended yet.` };
  return isSaid(reason) ? undefined : { code: "invalid", message: "Say why this step is opened again.", fields: { reason: "Say why." } };
};
