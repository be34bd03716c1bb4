import { workOf } from "../clocks.ts";
import type { Decider } from "../decider.ts";
import { refuseUnlessWork, titleOf } from "../end-step.ts";
import type { Happening } from "../happening.ts";
import { countAsHeard, easeSilence, personActing } from "../heard.ts";
import type { CommitTo } from "../messages/command.ts";
import type { Rejection } from "../messages/decision.ts";
import { processOwner } from "../people.ts";
import { propose } from "../propose.ts";

/** Commitments a step may have: a third would be a habit. */
const MOST_COMMITMENTS = 2;

/** "On it until Thursday 15:00": silence then fires at that time. A time after the due date is a request to extend it. */
export const commitTo: Decider<CommitTo> = (h, command) => {
  const { step, until } = command;
  const refused = refuseUnlessWork(h, step) ?? refuseTime(h, command);
  if (refused !== undefined) return refused;
  const work = workOf(h, step);
  if (work.dueAt !== undefined && until > work.dueAt) return askToExtend(h, command);
  if (work.commitments.length >= MOST_COMMITMENTS) {
    return {
      code: "limit",
      message: `"${titleOf(h, step)}" has had ${MOST_COMMITMENTS} commitments already. Ask for a later due date instead.`,
    };
  }
  const by = personActing(h);
  const silentAt = work.status === "blocked" ? null : until;
  const commitment = { until, at: h.now, by, state: "open" } as const;
  h.emit({ type: "commitment.made", step, commitment, clock: { heardAt: h.now, silentAt } });
  easeSilence(h, step);
  return undefined;
};

const refuseTime = (h: Happening, { until }: CommitTo): Rejection | undefined =>
  until > h.now ? undefined : { code: "invalid", message: "That time has passed.", fields: { until: "Choose a later time." } };

/** The process owner decides; the owner was heard either way. */
const askToExtend = (h: Happening, { step, until }: CommitTo): Rejection | undefined => {
  countAsHeard(h, step);
  return propose(h, step, { alternative: "extend", args: { until }, approvers: processOwner(h) });
};
