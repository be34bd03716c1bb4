import type { ActionsBlock, KnownBlock } from "@slack/types";
import type { StepKey } from "../../engine/ids.ts";
import type { Why } from "../../engine/messages/effect.ts";
import { joinMd, type Mrkdwn, md, NOTHING } from "../mrkdwn.ts";
import type { Addressed } from "./addressed.ts";
import { context, section } from "./blocks.ts";
import { endWords } from "./messages/ended-step.ts";
import { type Rendered, rendered } from "./rendered.ts";
import { caseName, caseTitle, stepOf, type Telling } from "./telling.ts";
import { whyNow } from "./why-now.ts";

export interface Notice {
  readonly to: Addressed;
  /** The first sentence: what, about which step. */
  readonly words: Mrkdwn;
  readonly more?: readonly (Mrkdwn | undefined)[];
  readonly body?: readonly KnownBlock[];
  readonly buttons?: readonly ActionsBlock[];
  /** What follows when nobody acts. */
  readonly otherwise?: Mrkdwn | undefined;
  readonly why?: Why | undefined;
  readonly moot?: boolean;
}

/** A notice: who, what, by when, one primary act, and why now. */
export const notice = (t: Telling, { to, words, more = [], body = [], buttons = [], otherwise, why, moot }: Notice): Rendered => {
  const first = md`${to.call}${words}`;
  return rendered({
    text: md`${first} ${caseTitle(t)}`,
    blocks: [
      section(joinMd([first, ...more, otherwise])),
      ...body,
      ...buttons,
      ...context(md`Case: ${caseName(t)}`, why === undefined ? undefined : whyNow(t, why)),
    ],
    final: false,
    ...(moot === undefined ? {} : { moot }),
    mentions: to.mentions,
  });
};

/** A notice whose matter is settled: it says so, has no buttons, and is not posted any more. */
export const settled = (t: Telling, words: Mrkdwn, body: readonly KnownBlock[] = []): Rendered =>
  rendered({
    text: md`${words} ${caseTitle(t)}`,
    blocks: [section(words), ...body, ...context(md`Case: ${caseName(t)}`)],
    final: true,
    moot: true,
  });

/** Settled by what became of the step. */
export const settledBy = (t: Telling, key: StepKey, pass: number): Rendered => {
  const step = stepOf(t, key);
  return settled(t, step === undefined ? md`The step ${key} is no longer part of this case.` : endWords(t, step, pass));
};

/** A notice that is read and needs no answer: said once, never edited. What is about the whole case has named it already. */
export const said = (
  t: Telling,
  words: Mrkdwn,
  { more = [], isOfCase = false }: { readonly more?: readonly (Mrkdwn | undefined)[]; readonly isOfCase?: boolean } = {},
): Rendered =>
  rendered({
    text: md`${words} ${isOfCase ? NOTHING : caseTitle(t)}`,
    blocks: [section(joinMd([words, ...more])), ...(isOfCase ? [] : context(md`Case: ${caseName(t)}`))],
    final: true,
  });
