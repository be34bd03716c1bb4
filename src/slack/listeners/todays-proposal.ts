import type { KnownBlock } from "@slack/types";
import type { Rejection } from "../../engine/messages/decision.ts";
import type { BareCommand } from "../to-command.ts";
import { approvalButtons, approvalFacts } from "../views/messages/approval.ts";
import { isWork } from "../views/step-facts.ts";
import { isOpenCase, stepOf } from "../views/telling.ts";
import { stepFor } from "./case-of.ts";
import type { Asker, Listening } from "./listening.ts";

const OLD_PROPOSAL: ReadonlySet<Rejection["code"]> = new Set(["stale", "wrong-state"]);

/** A vote on an older proposal is refused with today's: its facts and its buttons. Nothing where there is none, or for any other act. */
export const todaysProposal = async (
  l: Listening,
  { person }: Asker,
  bare: BareCommand,
  { code }: Rejection,
): Promise<readonly KnownBlock[]> => {
  if (bare.type !== "CastVote" || !OLD_PROPOSAL.has(code)) return [];
  const found = await stepFor(l, person, bare);
  if (found === undefined || found.definition.kind !== "approval" || !isOpenCase(found.t)) return [];
  const step = stepOf(found.t, found.key);
  if (!isWork(step) || step.request === undefined) return [];
  return [...approvalFacts(found.t, found.definition, step, step.request), ...approvalButtons(found.t, step, step.request)];
};
