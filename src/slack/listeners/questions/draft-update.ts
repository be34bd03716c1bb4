import { ledgerOf } from "../../../insights/facts/ledger.ts";
import { customerFacts, customerUpdate, differenceOf, executiveUpdate, lastUpdate, teamUpdate } from "../../../insights/updates.ts";
import { md } from "../../mrkdwn.ts";
import type { Audience } from "../../questions/read-question.ts";
import type { BareCommand } from "../../to-command.ts";
import type { Answer as Said } from "../../views/answers/answer.ts";
import { differenceWords, partsPlain, sourceWords } from "../../views/answers/facts.ts";
import { say } from "../../views/answers/say.ts";
import { context, preformatted, section } from "../../views/blocks.ts";
import { caseName, type Telling, tell, when } from "../../views/telling.ts";
import { ask, refusedWords } from "../carry-out.ts";
import type { Asker, Listening } from "../listening.ts";
import { rowsOf } from "./rows-of.ts";

/** The message of a definition that says to whom an update goes, and who approves it. */
const MESSAGE = "customer-update";

interface Drafted {
  readonly text: string;
  readonly sources: readonly string[];
}

const write = async (l: Listening, { file }: Telling): Promise<Drafted> => {
  const facts = customerFacts(ledgerOf(file, await rowsOf(l, file.instance.id), { row: file.instance.seq }));
  // Read by somebody outside: in the case's zone, whoever asked for it.
  const lines = customerUpdate(facts).map(({ words }) => partsPlain(tell(file), words));
  return { text: [`${file.definition.title}, ${file.instance.caseId}`, ...lines].join("\n"), sources: facts.map(sourceWords) };
};

const draftedAnswer = (t: Telling, text: string, before: string | undefined): Said => {
  const words = md`An update on ${caseName(t)} is drafted. It goes nowhere before it is approved.`;
  const difference = before === undefined ? [] : [section(differenceWords(differenceOf(text, before)))];
  return { text: words.mrkdwn, blocks: [section(words), preformatted(text), ...difference] };
};

const INSIDE = { team: teamUpdate, executive: executiveUpdate } as const;

/** For those inside it is a text to copy, with its sources: it goes out to nobody. */
const insideUpdate = async (l: Listening, t: Telling, audience: keyof typeof INSIDE): Promise<Said> => {
  const facts = ledgerOf(t.file, await rowsOf(l, t.file.instance.id), { row: t.file.instance.seq });
  const update = INSIDE[audience](facts);
  const words = md`An update on ${caseName(t)} for the ${audience === "team" ? "team" : "executives"}, to copy:`;
  const sources = context(md`From ${[...new Set(update.flatMap((each) => each.facts))].join(", ")} of the case's facts.`);
  const text = update.map((each) => partsPlain(t, each.words)).join("\n");
  return { text: words.mrkdwn, blocks: [section(words), preformatted(text), ...sources] };
};

/** A draft of what a customer may hear, for the case's own approval; none when nothing has changed since the last. */
const draftUpdate = async (l: Listening, asker: Asker, t: Telling): Promise<Said> => {
  const { definition, instance } = t.file;
  if (definition.messages[MESSAGE] === undefined) {
    return say(
      md`*${definition.title}* has no message called \`${MESSAGE}\`: its definition says there who receives an update and who approves it.`,
    );
  }
  const { text, sources } = await write(l, t);
  const last = lastUpdate(instance.drafts, MESSAGE);
  if (last?.words?.text === text)
    return say(md`Nothing that ${caseName(t)}'s customer may hear has changed since the last update, ${when(t, last.at)}.`);
  const bare: BareCommand = { type: "DraftMessage", instance: instance.id, message: MESSAGE, words: { text, sources } };
  const answer = await ask(l, asker, bare);
  return answer.ok ? draftedAnswer(t, text, last?.words?.text) : await refusedWords(l, answer.rejection, instance.id);
};

export const updateFor = async (l: Listening, asker: Asker, t: Telling, audience: Audience): Promise<Said> =>
  audience === "customer" ? await draftUpdate(l, asker, t) : await insideUpdate(l, t, audience);
