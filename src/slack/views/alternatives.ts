import type { Alternative } from "../../engine/definition.ts";
import type { StepKey } from "../../engine/ids.ts";
import type { Picked } from "../../engine/instance.ts";
import { short } from "../escape.ts";
import { SHOWN } from "../limits.ts";
import { type Mrkdwn, md, NOTHING } from "../mrkdwn.ts";
import { fill, name, nameOrYou, names, stepName, stepOf, type Telling, when } from "./telling.ts";

const BUILT_IN: Readonly<Record<string, string>> = {
  reassign: "Give it to somebody else",
  extend: "Move the due date",
  wait: "Wait",
  cancel: "Cancel the case",
};

/** An alternative as the definition names it, or a built-in one. */
const alternativeOf = (t: Telling, id: string): Alternative | undefined => t.file.definition.alternatives[id];

export const alternativeTitle = (t: Telling, id: string): string => short(alternativeOf(t, id)?.title ?? BUILT_IN[id] ?? id, SHOWN.title);

/** What was chosen in an episode since a prompt was posted. */
export const pickedSince = (t: Telling, step: StepKey, episode: number, since: number): Picked | undefined => {
  const picked = t.file.instance.picks?.[`${step}:${episode}`];
  return picked !== undefined && picked.at >= since && picked.settled?.approved !== false ? picked : undefined;
};

/** Who chose what and when, and whose answer it still needs. */
export const pickedWords = (t: Telling, key: StepKey, picked: Picked): Mrkdwn => {
  const step = stepOf(t, key);
  const proposal = step !== undefined && "proposal" in step ? step.proposal : undefined;
  const chosen = md`${stepName(t, key)}: *${alternativeTitle(t, picked.alternative)}* was chosen by ${nameOrYou(t, picked.by)}, ${when(t, picked.at)}.`;
  if (proposal !== undefined && picked.settled === undefined)
    return md`${chosen} It waits for the approval of ${names(t, proposal.approvers)}.`;
  if (picked.settled === undefined) return chosen;
  return md`${chosen} Approved by ${name(t, picked.settled.by)}, ${when(t, picked.settled.at)}.`;
};

/** A message that an alternative prepares: nothing goes out by the pick alone. */
export const draftNote = (t: Telling, id: string): Mrkdwn => {
  const act = alternativeOf(t, id)?.act;
  if (act?.do === "wait" && act.message !== undefined) return md` A message is drafted for approval.`;
  return act?.do === "note" ? md` It notes: ${short(fill(t, act.text), SHOWN.title)}.` : NOTHING;
};
