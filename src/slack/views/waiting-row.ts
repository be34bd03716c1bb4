import type { KnownBlock } from "@slack/types";
import type { Waiting } from "../../application/home-model.ts";
import type { StepKey } from "../../engine/ids.ts";
import type { Draft, Step } from "../../engine/instance.ts";
import { leadingTrigger } from "../../engine/ladder.ts";
import { ACT } from "../button.ts";
import { joinMd, type Mrkdwn, md } from "../mrkdwn.ts";
import { alternativeTitle } from "./alternatives.ts";
import { actions, button, section } from "./blocks.ts";
import { offeredTo } from "./choices.ts";
import { suggestionRows } from "./messages/suggestion.ts";
import { stepInfo, stepRow } from "./step-row.ts";
import { aboutCase, aboutStep, caseTitle, nameOrYou, stepName, stepOf, type Telling } from "./telling.ts";
import { sentence, TRIGGERED } from "./words.ts";

const row = (t: Telling, words: Mrkdwn, buttons: readonly ReturnType<typeof button>[]): KnownBlock[] => [
  section(joinMd([words, md`${caseTitle(t)}`])),
  ...actions(buttons),
];

const isMine = (t: Telling, draft: Draft): boolean =>
  draft.status === "pending"
    ? t.reader !== undefined && draft.approvers.includes(t.reader) && draft.author !== t.reader
    : draft.status === "approved" && draft.approvedBy === t.reader;

/** Messages about a step that wait for their reader: each is read whole before it is approved. */
const draftRows = (t: Telling, step: StepKey, n: number): KnownBlock[] =>
  Object.values(t.file.instance.drafts)
    .filter((draft) => draft.step === step && isMine(t, draft))
    .flatMap((draft, index) => {
      const isPending = draft.status === "pending";
      const words = isPending
        ? md`A message about ${stepName(t, step)} needs approval before it goes out.`
        : md`A message about ${stepName(t, step)} is approved: send it, and say so.`;
      const look = { style: "primary", n: n * 10 + index } as const;
      return row(t, words, [button(isPending ? "Read and answer" : "Open it", ACT.seeDraft, aboutCase(t, { draft: draft.id }), look)]);
    });

const proposalRow = (t: Telling, step: Step, n: number): KnownBlock[] | undefined => {
  const held = "proposal" in step ? step.proposal : undefined;
  if (held === undefined || t.reader === undefined || !held.approvers.includes(t.reader)) return undefined;
  const value = aboutStep(t, step.key, { episode: held.episode, alternative: held.alternative });
  const words = md`${sentence(nameOrYou(t, held.by))} proposes for ${stepName(t, step.key)}: *${alternativeTitle(t, held.alternative)}*. It needs your approval.`;
  return row(t, words, [
    button("Approve", ACT.approveProposal, value, { style: "primary", n }),
    button("Refuse", ACT.refuseProposal, value, { style: "danger", n }),
    button("Details", ACT.details, aboutStep(t, step.key), { n }),
  ]);
};

/** How a step goes on is chosen on its page, where each alternative shows its effect. */
const askedRow = (t: Telling, step: Step, n: number): KnownBlock[] | undefined => {
  if (step.episode === undefined || offeredTo(t, step) === undefined) return undefined;
  const words = md`${stepName(t, step.key)} ${TRIGGERED[leadingTrigger(step.episode)]}. You are asked how it goes on.`;
  return row(t, words, [button("See the alternatives", ACT.details, aboutStep(t, step.key), { style: "primary", n })]);
};

/** Something that waits for its reader, with what they can do about it. `n` keeps ids apart. */
export const waitingRow = (t: Telling, { step: key, role }: Pick<Waiting, "step" | "role">, n: number): KnownBlock[] => {
  if (role === "suggestion") return suggestionRows(t, key, n);
  if (key === undefined) return [];
  const step = stepOf(t, key);
  if (role === "draft") return draftRows(t, key, n);
  if (role !== "asked" || step === undefined) return stepRow(t, key, n);
  return proposalRow(t, step, n) ?? askedRow(t, step, n) ?? [stepInfo(t, key, n)];
};
