import type { Button, KnownBlock } from "@slack/types";
import type { Suggestion } from "../../../engine/autonomy/suggestion.ts";
import { asPercent } from "../../../engine/autonomy/verdict.ts";
import type { StepKey } from "../../../engine/ids.ts";
import { openProposals } from "../../../engine/lapse.ts";
import { ACT } from "../../button.ts";
import { cut, SHOWN } from "../../limits.ts";
import { joinMd, type Mrkdwn, md, NOTHING } from "../../mrkdwn.ts";
import { address } from "../addressed.ts";
import { actions, button, section } from "../blocks.ts";
import { notice, settled } from "../notice.ts";
import type { Rendered } from "../rendered.ts";
import { someButtons } from "../step-buttons.ts";
import { actLines, actWords } from "../suggested-values.ts";
import { aboutCase, caseTitle, nameOrYou, type Telling, when } from "../telling.ts";
import { sentence } from "../words.ts";

const sure = ({ confidence }: Suggestion): string => {
  if (confidence === undefined) return "It does not say how sure it is.";
  const words = confidence >= 0.9 ? "very sure" : confidence >= 0.7 ? "fairly sure" : "not sure";
  return `It is ${words} (${asPercent(confidence)}).`;
};

const evidence = ({ evidence: ids }: Suggestion): Mrkdwn | undefined =>
  ids.length === 0 ? undefined : md`*From:* ${cut(ids.join(", "), SHOWN.words)}`;

const buttonsOf = (t: Telling, { id, how }: Suggestion, n = 0): readonly Button[] => {
  const value = aboutCase(t, { suggestion: id });
  if (how === "acted") return [button("Undo", ACT.undo, value)];
  const first = { style: "primary", n } as const;
  const edit = button(how === "asks" ? "Look and decide" : "Edit", ACT.editSuggestion, value, how === "asks" ? first : { n });
  const accept = how === "asks" ? [] : [button("Accept", ACT.acceptSuggestion, value, first)];
  return [...accept, edit, button("Dismiss", ACT.dismissSuggestion, value, { n })];
};

const firstWords = (t: Telling, { how, act, onBehalfOf }: Suggestion): Mrkdwn => {
  const what = actWords(t, act);
  if (how === "acted") return md`Done for ${nameOrYou(t, onBehalfOf)}: ${what}.`;
  return how === "asks" ? md`Please look: should I ${what}?` : md`I suggest to ${what}.`;
};

const open = (t: Telling, suggestion: Suggestion): Rendered => {
  const { how, act, why, to, at, until, kind } = suggestion;
  return notice(t, {
    to: address(t, to, at),
    words: firstWords(t, suggestion),
    more: [...actLines(t, act), md`${sure(suggestion)} ${how === "acted" ? "" : `You are asked because ${why}.`}`, evidence(suggestion)],
    buttons: someButtons(t, buttonsOf(t, suggestion)),
    otherwise: how === "acted" ? md`It can be undone until ${when(t, until)}.` : md`Otherwise nothing happens.`,
    why: { rule: `automation.acts.${kind}` },
  });
};

/** On somebody's list: what is proposed to them about a step, or about the whole case. `n` keeps ids apart. */
export const suggestionRows = (t: Telling, step: StepKey | undefined, n: number): KnownBlock[] =>
  openProposals(t.file.instance)
    .filter((each) => each.step === step && t.reader !== undefined && each.to.includes(t.reader))
    .flatMap((each, index) => [
      section(joinMd([md`${firstWords(t, each)} ${sure(each)}`, ...actLines(t, each.act), md`${caseTitle(t)}`])),
      ...actions(buttonsOf(t, each, n * 10 + index)),
    ]);

const ENDED: { readonly [S in Exclude<Suggestion["status"], "open">]: string } = {
  accepted: "was accepted",
  edited: "was changed, and done",
  dismissed: "was dismissed",
  undone: "was undone",
  expired: "is no longer meant: the case has moved on",
};

const over = (t: Telling, { how, act, answer, final }: Suggestion, status: keyof typeof ENDED): Rendered => {
  const by = answer === undefined ? NOTHING : md` by ${nameOrYou(t, answer.by)}, ${when(t, answer.at)}`;
  const why = answer?.why === undefined ? NOTHING : md` ${cut(answer.why, SHOWN.words)}`;
  // What was done stays done: only its undoing is over.
  const ended = status === "expired" && how === "acted" ? "stays: it can no longer be undone" : ENDED[status];
  return settled(
    t,
    md`${sentence(how === "acted" ? "what was done" : "the suggestion")} (${actWords(t, final ?? act)}) ${ended}${by}.${why}`,
  );
};

/** What an agent proposes, with *Accept*, *Edit* and *Dismiss*; or what it did alone, with its *Undo*. */
export const suggestion = (t: Telling, id: string): Rendered => {
  const found = Object.hasOwn(t.file.instance.suggestions ?? {}, id) ? t.file.instance.suggestions?.[id] : undefined;
  if (found === undefined) return settled(t, md`This suggestion is no longer part of the case.`);
  return found.status === "open" ? open(t, found) : over(t, found, found.status);
};
