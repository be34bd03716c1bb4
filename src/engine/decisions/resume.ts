import { resumeClocks } from "../clocks.ts";
import type { Decider } from "../decider.ts";
import { askAboutDraftsSince } from "../drafts.ts";
import type { ResumeInstance } from "../messages/command.ts";
import { actorOf, tell } from "../tell.ts";
import { concernedBy } from "./pause.ts";

/** Starts a case's clocks again: relative ones with what was left of them, absolute times as they were. */
export const resumeInstance: Decider<ResumeInstance> = (h) => {
  const { status, pausedAt } = h.instance();
  if (status !== "paused" || pausedAt === undefined) return { code: "wrong-state", message: "This case is not paused." };
  h.emit({ type: "instance.resumed", by: actorOf(h), ...resumeClocks(h) });
  askAboutDraftsSince(h, pausedAt);
  tell(h, "resumed", concernedBy(h));
  return undefined;
};
