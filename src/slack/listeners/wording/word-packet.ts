import type { CaseFile } from "../../../application/case-file.ts";
import type { HandOff } from "../../../engine/instance.ts";
import type { WordsFor } from "../../../engine/messages/record-words.ts";
import { storedValues } from "../../../engine/scope.ts";
import { ledgerOf } from "../../../insights/facts/ledger.ts";
import { plainFacts } from "../../../insights/updates.ts";
import type { PlainFact, WordedSentence } from "../../../insights/wording/check-wording.ts";
import { cut, SHOWN } from "../../limits.ts";
import { partsPlain, sourceWords } from "../../views/answers/facts.ts";
import { labelOf, name, type Telling, tellPerson, valueText } from "../../views/telling.ts";
import type { Listening } from "../listening.ts";
import { rowsOf } from "../questions/rows-of.ts";
import { type Found, sourcesIn } from "./found.ts";
import { namesKnown } from "./names-known.ts";
import { saidInThread } from "./said-in-thread.ts";

type Packet = Extract<WordsFor, { readonly kind: "packet" }>;

/** Of what happened, the last; where it stands is whole. */
const MOST = { happened: 60, values: 40 } as const;

const numbered = (sign: string, all: readonly { readonly words: string; readonly source: string }[]): readonly PlainFact[] =>
  all.map((each, n) => ({ ...each, id: `${sign}${n + 1}`, hears: "internal", mustBeSaid: false }));

const noteOf = (t: Telling, handOff: HandOff | undefined) =>
  handOff?.note === undefined ? [] : [{ words: `${name(t, handOff.from)} wrote with it: ${handOff.note}`, source: "the handoff" }];

/** State and trace, what was given, and what people wrote in the thread. */
const packetFacts = async (l: Listening, t: Telling, handOff: HandOff | undefined): Promise<readonly PlainFact[]> => {
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
      values.map(([field, value]) => ({
        words: `${labelOf(t, field)}: ${cut(valueText(t, value, field), SHOWN.words)}`,
        source: labelOf(t, field),
      })),
    ),
    ...numbered("N", noteOf(t, handOff)),
    ...numbered(
      "T",
      (await saidInThread(l, id)).map((words) => ({ words: cut(words, SHOWN.words), source: "the thread" })),
    ),
  ];
};

/** A line for each sentence, which ends in where it is from. */
const withSources = (sentences: readonly WordedSentence[], facts: readonly PlainFact[]): string =>
  sentences
    .map(
      ({ words, facts: ids }) =>
        `${words} (${[...new Set(facts.filter(({ id }) => ids.includes(id)).map(({ source }) => source))].join("; ")})`,
    )
    .join("\n");

/** Summary, decisions and open questions for whoever takes over, on behalf of whoever handed it over. */
export const wordPacket = async (
  l: Listening,
  file: CaseFile,
  { step, to }: Packet,
  run: string,
  signal: AbortSignal,
): Promise<Found | undefined> => {
  const t = tellPerson(file, to);
  const now = file.instance.steps[step];
  const handOff = now !== undefined && "handOff" in now ? now.handOff : undefined;
  const person = handOff?.from ?? to;
  const facts = await packetFacts(l, t, handOff);
  const asked = { workspace: l.workspace, instance: file.instance.id, person, run, names: namesKnown(t), signal };
  const packet = await l.wording?.packet({ ...asked, language: "English", facts });
  if (packet === undefined) return undefined;
  const parts = Object.entries(packet).filter(([, sentences]) => sentences.length > 0);
  const words = Object.fromEntries(parts.map(([part, sentences]) => [part, withSources(sentences, facts)]));
  return { agent: "clerk", person, words, sources: sourcesIn(Object.values(packet).flat(), facts) };
};
