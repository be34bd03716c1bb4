import type { KnownBlock } from "@slack/types";
import type { MessageTemplate } from "../../../engine/definition.ts";
import type { Draft } from "../../../engine/instance.ts";
import { peopleFor } from "../../../engine/people.ts";
import { isTextRef } from "../../../engine/value.ts";
import { lastUpdate } from "../../../insights/updates.ts";
import { ACT } from "../../button.ts";
import { listOf, oneLine } from "../../escape.ts";
import { cut, SHOWN } from "../../limits.ts";
import { type Mrkdwn, md } from "../../mrkdwn.ts";
import { address } from "../addressed.ts";
import { differenceWords, originWords } from "../answers/facts.ts";
import { button, context, preformatted, section } from "../blocks.ts";
import { notice, settled } from "../notice.ts";
import type { Rendered } from "../rendered.ts";
import { someButtons } from "../step-buttons.ts";
import {
  aboutCase,
  ERASED,
  fill,
  labelOf,
  name,
  nameOrYou,
  names,
  stepName,
  storedValue,
  type Telling,
  valueText,
  when,
} from "../telling.ts";

/** To whom, as far as it is known: the address itself, or whose it is. */
const receivers = (t: Telling, template: MessageTemplate, draft: Draft): string => {
  const words = template.to.flatMap((who) => {
    if (who.who === "address") return [who.address];
    if (who.who === "input") return [valueText(t, storedValue(t, who.input), who.input) || labelOf(t, who.input)];
    return peopleFor(t.file, [who], draft.step).map((person) => name(t, person));
  });
  return listOf(words.map(oneLine)) || "somebody outside";
};

/** What a model offered to say; undefined where it offered nothing, or it is erased. */
const offeredText = (t: Telling, { offered }: Draft): string | undefined => {
  const text = offered?.words.text;
  return isTextRef(text) ? t.file.texts.get(text.text) : undefined;
};

/** The message as it would go out. */
const draftText = (t: Telling, draft: Draft): string => {
  if (draft.offered?.chosen === true) return offeredText(t, draft) ?? ERASED;
  const template = t.file.definition.messages[draft.message];
  if (draft.words !== undefined) return draft.words.text;
  return template === undefined ? "" : fill(t, template.text, draft.step);
};

const body = (t: Telling, draft: Draft): KnownBlock[] => [preformatted(draftText(t, draft))];

const about = (t: Telling, draft: Draft): Mrkdwn => (draft.step === undefined ? md`` : md` about ${stepName(t, draft.step)}`);

/** What it says that the last of its kind did not, and the reverse. */
const sinceLast = (t: Telling, draft: Draft): Mrkdwn | undefined => {
  const last = lastUpdate(t.file.instance.drafts, draft.message, draft)?.words;
  return draft.words === undefined || last === undefined ? undefined : differenceWords(draft.words, last);
};

/** Beside the template's, for whoever approves: nothing is chosen for them. */
const offer = (t: Telling, draft: Draft): KnownBlock[] => {
  const text = offeredText(t, draft);
  if (text === undefined) return [];
  const from = cut((draft.offered?.sources ?? []).join("; "), SHOWN.words);
  return [section(md`*Other words, by a model*, from ${from}:`), preformatted(text)];
};

const pending = (t: Telling, draft: Draft, to: string): Rendered => {
  const value = aboutCase(t, { draft: draft.id });
  const others = offer(t, draft);
  const author = draft.author === undefined ? md`` : md` Prepared for ${nameOrYou(t, draft.author)}.`;
  return notice(t, {
    to: address(t, draft.approvers),
    words: md`A message to ${to}${about(t, draft)} needs approval before it goes out.${author}`,
    body: [...body(t, draft), ...others],
    more: [
      md`*Asked:* ${names(t, draft.approvers)}`,
      sinceLast(t, draft),
      draft.words === undefined ? undefined : originWords(draft.words),
    ],
    buttons: someButtons(t, [
      button("Approve", ACT.approveDraft, value, { style: "primary" }),
      ...(others.length === 0 ? [] : [button("Approve the other words", ACT.approveOffered, value)]),
      button("Reject", ACT.rejectDraft, value, { style: "danger" }),
    ]),
    why: { rule: `messages.${draft.message}` },
  });
};

const approved = (t: Telling, draft: Draft, to: string): Rendered => {
  const by = draft.approvedBy === undefined ? "somebody" : nameOrYou(t, draft.approvedBy);
  const words = md`The message to ${to}${about(t, draft)} was approved by ${by}. Copy it, send it, and say so here.`;
  return notice(t, {
    to: address(t, draft.approvedBy === undefined ? [] : [draft.approvedBy], draft.settledAt),
    words,
    body: body(t, draft),
    buttons: someButtons(t, [button("Sent", ACT.sentDraft, aboutCase(t, { draft: draft.id }), { style: "primary" })]),
  });
};

/** A message to somebody outside: its text, Approve and Reject; once approved the text to copy, and Sent. */
export const draft = (t: Telling, id: string): Rendered => {
  const found = t.file.instance.drafts[id];
  const template = found && t.file.definition.messages[found.message];
  if (found === undefined || template === undefined) return settled(t, md`This message is no longer part of the case.`);
  const to = receivers(t, template, found);
  const at = found.settledAt === undefined ? md`` : md`, ${when(t, found.settledAt)}`;
  switch (found.status) {
    case "pending":
      return pending(t, found, to);
    case "approved":
      return approved(t, found, to);
    case "rejected":
      return settled(
        t,
        md`The message to ${to}${about(t, found)} was rejected${at}. Nothing was sent.`,
        context(md`${draftText(t, found)}`),
      );
    case "sent":
      return settled(t, md`The message to ${to}${about(t, found)} was sent${at}.`, body(t, found));
    case "void":
      return settled(t, md`The message to ${to}${about(t, found)} is no longer needed. Nothing was sent.`);
  }
};
