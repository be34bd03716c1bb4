import type { KnownBlock } from "@slack/types";
import type { DraftWords } from "../../../engine/draft-words.ts";
import type { Fact, Part } from "../../../insights/facts/fact.ts";
import { type Difference, differenceOf, factsBetween, isSame } from "../../../insights/updates.ts";
import { ACT } from "../../button.ts";
import { plainDate } from "../../escape.ts";
import { cut, SHOWN } from "../../limits.ts";
import { joinMd, type Mrkdwn, md, raw } from "../../mrkdwn.ts";
import { actions, button, context, section } from "../blocks.ts";
import { aboutCase, caseName, name, nameOrYou, type Telling, when } from "../telling.ts";
import { type Answer, answer } from "./answer.ts";

const partMd = (t: Telling, part: Part): Mrkdwn => {
  if (typeof part === "string") return md`${cut(part, SHOWN.words)}`;
  if ("title" in part) return md`*${cut(part.title, SHOWN.title)}*`;
  return "at" in part ? when(t, part.at) : md`${nameOrYou(t, part.person)}`;
};

export const partsMd = (t: Telling, parts: readonly Part[]): Mrkdwn =>
  joinMd(
    parts.map((part) => partMd(t, part)),
    "",
  );

/** The same for a message that goes out: no mark-up, and no reader whose zone is known. */
export const partsPlain = (t: Telling, parts: readonly Part[]): string =>
  parts
    .map((part) => {
      if (typeof part === "string") return part;
      if ("title" in part) return part.title;
      return "at" in part ? plainDate(part.at, t.zone) : name(t, part.person);
    })
    .join("");

export const sourceWords = ({ id, source }: Pick<Fact, "id" | "source">): string =>
  "row" in source ? `${id}, row ${source.row}` : `${id}, ${source.place}`;

const factLine = (t: Telling, fact: Fact): Mrkdwn => md`• ${partsMd(t, fact.words)} (${sourceWords(fact)})`;

const MOST = 30;

export interface Told {
  readonly words: Mrkdwn;
  readonly facts: readonly Fact[];
  /** The case's thread. */
  readonly link: string | undefined;
}

/** Facts of one case with where each is from, each a piece of its own, so that they can be shown one after the other. */
export const factsAnswer = (t: Telling, { words, facts, link }: Told): Answer =>
  answer(words, [
    section(words),
    ...facts.slice(0, MOST).map((fact) => section(factLine(t, fact))),
    ...(facts.length > MOST ? context(md`And ${facts.length - MOST} more, which the trace has.`) : []),
    ...actions([
      link === undefined ? undefined : { ...button("Open its thread", ACT.open, aboutCase(t)), url: link },
      button("Status", ACT.status, aboutCase(t)),
    ]),
  ]);

/** What is stuck in several cases, the most stuck first. */
export const stuckAnswer = (
  cases: readonly { readonly t: Telling; readonly facts: readonly Fact[]; readonly link: string | undefined }[],
): Answer => {
  const words =
    cases.length === 0 ? md`Nothing is stuck in what you can see.` : md`Stuck in ${cases.length} ${cases.length === 1 ? "case" : "cases"}:`;
  const rows = cases.slice(0, MOST).map(({ t, facts, link }): KnownBlock => {
    const named = link === undefined ? caseName(t) : md`${caseName(t)} (${raw(`<${link}|thread>`)})`;
    return section(joinMd([named, ...facts.map((fact) => factLine(t, fact))]));
  });
  return answer(words, [section(words), ...rows, ...(cases.length > MOST ? context(md`And ${cases.length - MOST} more.`) : [])]);
};

const changes = (title: Mrkdwn, { added, gone }: Difference): Mrkdwn =>
  joinMd([title, ...added.map((line) => md`+ ${cut(line, SHOWN.words)}`), ...gone.map((line) => md`– ${cut(line, SHOWN.words)}`)]);

/** What is new in a text, and what it no longer says; beside it the facts, where a model worded one of them and its lines say little. */
export const differenceWords = (now: DraftWords, before: DraftWords): Mrkdwn => {
  const facts = factsBetween(now, before);
  const isWorded = now.worded !== undefined || before.worded !== undefined;
  return joinMd([
    changes(md`*Since the last one:*`, differenceOf(now.text, before.text)),
    isWorded && !isSame(facts) ? changes(md`*Its facts since the last one:*`, facts) : undefined,
  ]);
};

/** Who worded it, and from what. */
export const originWords = ({ worded, sources }: Pick<DraftWords, "worded" | "sources">): Mrkdwn => {
  const who = worded === undefined ? md`*From a template*` : md`*Worded by a model* in ${worded}`;
  return md`${who}, from the case's facts: ${cut(sources.join("; "), SHOWN.words)}`;
};
