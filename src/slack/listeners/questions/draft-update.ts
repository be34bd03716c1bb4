import { admit } from "../../../engine/admission.ts";
import type { DraftWords } from "../../../engine/draft-words.ts";
import { ledgerOf } from "../../../insights/facts/ledger.ts";
import {
  customerFacts,
  customerUpdate,
  executiveFacts,
  factsBetween,
  insideUpdate,
  isSame,
  lastUpdate,
  plainFacts,
  teamFacts,
} from "../../../insights/updates.ts";
import type { PlainFact, WordedSentence } from "../../../insights/wording/check-wording.ts";
import { md } from "../../mrkdwn.ts";
import type { Question } from "../../questions/read-question.ts";
import { type BareCommand, toCommand } from "../../to-command.ts";
import type { Answer as Said } from "../../views/answers/answer.ts";
import { differenceWords, originWords, partsPlain, sourceWords } from "../../views/answers/facts.ts";
import { say } from "../../views/answers/say.ts";
import { context, preformatted, section } from "../../views/blocks.ts";
import { caseName, type Telling, tell, when } from "../../views/telling.ts";
import { ask, refusedWords } from "../carry-out.ts";
import type { Asker, Listening } from "../listening.ts";
import { rowsOf } from "./rows-of.ts";

/** The message of a definition that says to whom an update goes, and who approves it. */
const MESSAGE = "customer-update";

/** What there is to say, and how a template says it. */
interface Sayable<H extends PlainFact["hears"] = PlainFact["hears"]> {
  readonly facts: readonly PlainFact<H>[];
  readonly lines: readonly string[];
}
export type Outside = Sayable<"customer">;

/** Sentences of a model that hold against the facts, and their language. */
export interface Worded {
  readonly sentences: readonly WordedSentence[];
  readonly language: string;
}
export type Wording<S extends Sayable> = (sayable: S, last: DraftWords | undefined) => Promise<Worded | undefined>;

const NO_WORDING = async (): Promise<undefined> => undefined;

const ledger = async (l: Listening, { file }: Telling) => ledgerOf(file, await rowsOf(l, file.instance.id), { row: file.instance.seq });

/** Read by somebody outside: in the case's zone, whoever asked for it. */
const heardOutside = async (l: Listening, t: Telling): Promise<Outside> => {
  const facts = customerFacts(await ledger(l, t));
  const words = (parts: Parameters<typeof partsPlain>[1]): string => partsPlain(tell(t.file), parts);
  return { facts: plainFacts(facts, { words, source: sourceWords }), lines: customerUpdate(facts).map((each) => words(each.words)) };
};

/** Those of a model with the facts that they say, else the template's with all. */
const sourcesOf = ({ facts }: Sayable, worded: Worded | undefined): readonly string[] => {
  const said = new Set(worded?.sentences.flatMap((sentence) => sentence.facts));
  return facts.filter(({ id }) => worded === undefined || said.has(id)).map(({ source }) => source);
};

const linesOf = ({ lines }: Sayable, worded: Worded | undefined): readonly string[] =>
  worded === undefined ? lines : worded.sentences.map(({ words }) => words);

const draftWords = ({ file }: Telling, outside: Outside, worded?: Worded): DraftWords => ({
  text: [`${file.definition.title}, ${file.instance.caseId}`, ...linesOf(outside, worded)].join("\n"),
  sources: sourcesOf(outside, worded),
  ...(worded === undefined ? {} : { facts: outside.lines, worded: worded.language }),
});

/** Why nothing is drafted; undefined where there is something to say. Asked of facts: a model words the same differently each time. */
const noDraft = (t: Telling, outside: Outside): Said | undefined => {
  const { definition, instance } = t.file;
  if (definition.messages[MESSAGE] === undefined) {
    return say(
      md`*${definition.title}* has no message called \`${MESSAGE}\`: its definition says there who receives an update and who approves it.`,
    );
  }
  const last = lastUpdate(instance.drafts, MESSAGE);
  if (last?.words === undefined || !isSame(factsBetween(draftWords(t, outside), last.words))) return undefined;
  return say(md`Nothing that ${caseName(t)}'s customer may hear has changed since the last update, ${when(t, last.at)}.`);
};

const bareDraft = ({ file }: Telling, words?: DraftWords): BareCommand => ({
  type: "DraftMessage",
  instance: file.instance.id,
  message: MESSAGE,
  ...(words === undefined ? {} : { words }),
});

/** What stands in the case now: a job that is carried out again changes nothing of it. */
const draftedAnswer = async (l: Listening, t: Telling, before: DraftWords | undefined): Promise<Said> => {
  const instance = await l.reads.instance(l.workspace, t.file.instance.id);
  const drafted = lastUpdate(instance?.drafts ?? {}, MESSAGE)?.words;
  const words = md`An update on ${caseName(t)} is drafted. It goes nowhere before it is approved.`;
  if (drafted === undefined) return say(words);
  const difference = before === undefined ? [] : [section(differenceWords(drafted, before))];
  return { text: words.mrkdwn, blocks: [section(words), preformatted(drafted.text), ...context(originWords(drafted)), ...difference] };
};

/** A draft of what a customer may hear, for the case's own approval; none when nothing has changed since the last. */
export const draftUpdate = async (l: Listening, asker: Asker, t: Telling, wording: Wording<Outside> = NO_WORDING): Promise<Said> => {
  const outside = await heardOutside(l, t);
  const none = noDraft(t, outside);
  if (none !== undefined) return none;
  const last = lastUpdate(t.file.instance.drafts, MESSAGE)?.words;
  const answer = await ask(l, asker, bareDraft(t, draftWords(t, outside, await wording(outside, last))));
  return answer.ok ? await draftedAnswer(l, t, last) : await refusedWords(l, answer.rejection, t.file.instance.id);
};

const INSIDE = { team: teamFacts, executive: executiveFacts } as const;
export type Inside = keyof typeof INSIDE;

/** For those inside it is a text to copy, with its sources: it goes out to nobody. */
export const updateInside = async (l: Listening, t: Telling, audience: Inside, wording: Wording<Sayable> = NO_WORDING): Promise<Said> => {
  const facts = INSIDE[audience](await ledger(l, t));
  const plain = (parts: Parameters<typeof partsPlain>[1]): string => partsPlain(t, parts);
  const sayable = {
    facts: plainFacts(facts, { words: plain, source: sourceWords }),
    lines: insideUpdate(facts).map((each) => plain(each.words)),
  };
  const worded = await wording(sayable, undefined);
  const words = md`An update on ${caseName(t)} for the ${audience === "team" ? "team" : "executives"}, to copy:`;
  const origin = originWords({ sources: sourcesOf(sayable, worded), ...(worded === undefined ? {} : { worded: worded.language }) });
  return { text: words.mrkdwn, blocks: [section(words), preformatted(linesOf(sayable, worded).join("\n")), ...context(origin)] };
};

/** What would be refused, or has nothing to say, asks no model. */
const isWorthWording = async (l: Listening, asker: Asker, t: Telling): Promise<boolean> => {
  const { definition, instance, directory, now } = t.file;
  const refused = admit({ definition, instance, directory, now }, toCommand(l.workspace, asker, bareDraft(t)));
  return refused === undefined && noDraft(t, await heardOutside(l, t)) === undefined;
};

/** Where a model words it, that is left to a job: its asker hears so at once, and gets it when it is there. */
export const updateFor = async (l: Listening, asker: Asker, t: Telling, { audience, language }: Question): Promise<Said> => {
  const isForCustomer = audience === "customer";
  if (l.wording !== undefined && (!isForCustomer || (await isWorthWording(l, asker, t)))) {
    const { id, person, slackId, place, wrote } = asker;
    const from = { id, person, slackId, place, ...(wrote === undefined ? {} : { wrote }) };
    await l.wording.later({ ...from, instance: t.file.instance.id, audience, language });
    return say(md`The update on ${caseName(t)} is being worded, and comes here.`);
  }
  return isForCustomer ? await draftUpdate(l, asker, t) : await updateInside(l, t, audience);
};
