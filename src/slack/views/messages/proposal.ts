import type { MessageContent } from "../../../engine/messages/effect.ts";
import { ACT } from "../../button.ts";
import { cut, SHOWN } from "../../limits.ts";
import { md } from "../../mrkdwn.ts";
import { address } from "../addressed.ts";
import { alternativeTitle, draftNote } from "../alternatives.ts";
import { button } from "../blocks.ts";
import { notice, settled, settledBy } from "../notice.ts";
import { predictedEffect } from "../predicted-effect.ts";
import type { Rendered } from "../rendered.ts";
import { someButtons } from "../step-buttons.ts";
import { aboutStep, isOpenCase, nameOrYou, names, stepName, stepOf, type Telling, when } from "../telling.ts";
import { sentence } from "../words.ts";

type Content = Extract<MessageContent, { kind: "proposal" }>;

const settledProposal = (t: Telling, content: Content): Rendered => {
  const picked = t.file.instance.picks?.[`${content.step}:${content.episode}`];
  if (picked?.settled === undefined || picked.alternative !== content.alternative) return settledBy(t, content.step, content.pass);
  const { by, approved, at } = picked.settled;
  const title = alternativeTitle(t, content.alternative);
  return settled(
    t,
    md`${stepName(t, content.step)}: *${title}* was ${approved ? "approved" : "refused"} by ${nameOrYou(t, by)}, ${when(t, at)}.`,
  );
};

/** An alternative that needs somebody's approval before it is carried out. */
export const proposal = (t: Telling, content: Content): Rendered => {
  const step = stepOf(t, content.step);
  const held = step !== undefined && "proposal" in step ? step.proposal : undefined;
  const same = held?.episode === content.episode && held.alternative === content.alternative && step?.pass === content.pass;
  if (held === undefined || !same || !isOpenCase(t)) return settledProposal(t, content);
  const value = aboutStep(t, content.step, { episode: content.episode, alternative: content.alternative });
  return notice(t, {
    to: address(t, held.approvers, held.at),
    words: md`${sentence(nameOrYou(t, held.by))} proposes for ${stepName(t, content.step)}: *${alternativeTitle(t, content.alternative)}*. It needs your approval.`,
    more: [
      held.args.reason === undefined ? undefined : md`*Reason:* ${cut(held.args.reason, SHOWN.words)}`,
      md`${predictedEffect(t, content.step, content.alternative, held.args)}${draftNote(t, content.alternative)}`,
      md`*Asked:* ${names(t, held.approvers)}`,
    ],
    buttons: someButtons(t, [
      button("Approve", ACT.approveProposal, value, { style: "primary" }),
      button("Refuse", ACT.refuseProposal, value, { style: "danger" }),
    ]),
    why: { rule: `alternatives.${content.alternative}` },
  });
};
