import type { CaseFile } from "../../../application/case-file.ts";
import { isAwaited } from "../../../engine/decisions/record-words.ts";
import { CommandId, type PersonId } from "../../../engine/ids.ts";
import type { Draft } from "../../../engine/instance.ts";
import type { ModelWords, WordsFor } from "../../../engine/messages/record-words.ts";
import { storedValues } from "../../../engine/scope.ts";
import { ledgerOf } from "../../../insights/facts/ledger.ts";
import { customerFacts, plainFacts } from "../../../insights/updates.ts";
import type { PlainFact, WordedSentence } from "../../../insights/wording/check-wording.ts";
import { cut, SHOWN } from "../../limits.ts";
import { partsPlain, sourceWords } from "../../views/answers/facts.ts";
import { fill, labelOf, type Telling, tell, tellPerson, valueText } from "../../views/telling.ts";
import type { Listening } from "../listening.ts";
import { rowsOf } from "../questions/rows-of.ts";
import { namesKnown } from "./names-known.ts";
import { saidInThread } from "./said-in-thread.ts";
import type { WordsAsked } from "./to-word.ts";

type Packet = Extract<WordsFor, { readonly kind: "packet" }>;

/** Who words it, on whose behalf, and what came of it. */
interface Found extends ModelWords {
  readonly agent: "clerk" | "concierge";
  readonly person: PersonId;
}

/** Of what happened, the last; where it stands is whole. */
const MOST = { happened: 60, values: 40 } as const;

const numbered = (sign: string, all: readonly { readonly words: string; readonly source: string }[]): readonly PlainFact[] =>
  all.map((each, n) => ({ ...each, id: `${sign}${n + 1}`, hears: "internal", mustBeSaid: false }));

/** State and trace, what was given, and what people wrote in the thread. */
const packetFacts = async (l: Listening, t: Telling): Promise<readonly PlainFact[]> => {
  const { id } = t.file.instance;
  const all = ledgerOf(t.file, await rowsOf(l, id), { row: 0 });
  const happened = all.filter(({ kind }) => kind === "happened").slice(-MOST.happened);
  const kept = [...all.filter(({ kind }) => kind !== "happened"), ...happened];
  const shown = { words: (parts: Parameters<typeof partsPlain>[1]) => partsPlain(t, parts), source: sourceWords };
  const values = Object.entries(storedValues(t.file.instance)).slice(0, MOST.values);
  return [
    ...plainFacts(kept, shown).map((fact) => ({ ...fact, mustBeSaid: false })),
    ...numbered(
      "V",
      values.map(([name, value]) => ({
        words: `${labelOf(t, name)}: ${cut(valueText(t, value, name), SHOWN.words)}`,
        source: labelOf(t, name),
      })),
    ),
    ...numbered(
      "T",
      (await saidInThread(l, id)).map((words) => ({ words: cut(words, SHOWN.words), source: "the thread" })),
    ),
  ];
};

const withSources = (sentences: readonly WordedSentence[], facts: readonly PlainFact[]): string =>
  sentences
    .map(
      ({ words, facts: ids }) =>
        `${words} (${[...new Set(facts.filter(({ id }) => ids.includes(id)).map(({ source }) => source))].join("; ")})`,
    )
    .join("\n");

const sourcesIn = (sentences: readonly WordedSentence[], facts: readonly PlainFact[]): readonly string[] =>
  facts.filter(({ id }) => sentences.some((sentence) => sentence.facts.includes(id))).map(({ source }) => source);

const packetWords = async (
  l: Listening,
  file: CaseFile,
  { step, to }: Packet,
  run: string,
  signal: AbortSignal,
): Promise<Found | undefined> => {
  const t = tellPerson(file, to);
  const now = file.instance.steps[step];
  const person = (now !== undefined && "handOff" in now ? now.handOff?.from : undefined) ?? to;
  const facts = await packetFacts(l, t);
  const asked = { workspace: l.workspace, instance: file.instance.id, person, run, names: namesKnown(t), signal };
  const packet = await l.wording?.packet({ ...asked, language: "English", facts });
  if (packet === undefined) return undefined;
  const parts = Object.entries(packet).filter(([, sentences]) => sentences.length > 0);
  const words = Object.fromEntries(parts.map(([part, sentences]) => [part, withSources(sentences, facts)]));
  return { agent: "clerk", person, words, sources: sourcesIn(Object.values(packet).flat(), facts) };
};

/** What the definition has it say may go outside; around it, what a customer may hear. */
const draftFacts = async (l: Listening, t: Telling, { message, step }: Draft, text: string): Promise<readonly PlainFact<"customer">[]> => {
  const heard = customerFacts(ledgerOf(t.file, await rowsOf(l, t.file.instance.id), { row: t.file.instance.seq }));
  const own = { id: "M", hears: "customer", words: fill(t, text, step), source: `messages.${message}`, mustBeSaid: true } as const;
  const shown = { words: (parts: Parameters<typeof partsPlain>[1]) => partsPlain(t, parts), source: sourceWords };
  return [own, ...plainFacts(heard, shown).map((fact) => ({ ...fact, mustBeSaid: false }))];
};

const otherWords = async (l: Listening, file: CaseFile, id: string, run: string, signal: AbortSignal): Promise<Found | undefined> => {
  const draft = file.instance.drafts[id];
  const template = draft === undefined ? undefined : file.definition.messages[draft.message];
  const person = draft?.author ?? draft?.approvers[0];
  if (draft === undefined || template === undefined || person === undefined) return undefined;
  const t = tell(file);
  const facts = await draftFacts(l, t, draft, template.text);
  const asked = { workspace: l.workspace, instance: file.instance.id, person, run, names: namesKnown(t), signal };
  const sentences = await l.wording?.update({ ...asked, audience: "customer", language: "English", facts });
  if (sentences === undefined) return undefined;
  return {
    agent: "concierge",
    person,
    words: { text: sentences.map(({ words }) => words).join("\n") },
    sources: sourcesIn(sentences, facts),
  };
};

const runOf = (about: WordsFor, { instance }: WordsAsked): string =>
  about.kind === "draft" ? `word:${instance}:${about.draft}` : `word:${instance}:${about.step}:${about.pass}:${about.to}:${about.at}`;

/** Has a model word what is shown already from state, and records it beside that, as long as somebody waits for it. */
export const offerWords = async (l: Listening, asked: WordsAsked, signal: AbortSignal): Promise<void> => {
  const { instance, about } = asked;
  const file = await l.files.of(l.workspace, instance);
  if (file === undefined || !isAwaited(file.instance, about)) return;
  const run = runOf(about, asked);
  const found =
    about.kind === "packet" ? await packetWords(l, file, about, run, signal) : await otherWords(l, file, about.draft, run, signal);
  if (found === undefined) return;
  const { agent, person, words, sources } = found;
  const actor = { kind: "agent", id: agent, onBehalfOf: person } as const;
  await l.handle({
    id: CommandId.parse(run),
    workspace: l.workspace,
    actor,
    via: "agent",
    type: "RecordWords",
    instance,
    about,
    words,
    sources,
  });
};
