import type { CaseFile } from "../../../application/case-file.ts";
import { nearest } from "../../../engine/nearest.ts";
import { fold } from "../../replies/fold.ts";
import { caseTitle, tellPerson } from "../../views/telling.ts";
import { findCase } from "../find-case.ts";
import type { Asker, Listening } from "../listening.ts";
import { seenBy } from "../reading.ts";

/** The cases that a name may mean, of those that the asker may see. */
export interface Meant {
  readonly files: readonly CaseFile[];
  /** The word that may have been meant when there is none. */
  readonly nearest: string | undefined;
}

const MOST_CASES = 200;

/** Open cases that the asker may see, the most stuck first. */
export const openSeen = async (l: Listening, asker: Asker): Promise<readonly CaseFile[]> =>
  await seenBy(l, asker, await l.files.ofAll(l.workspace, await l.reads.board(l.workspace, undefined, MOST_CASES)));

const wordsOf = (text: string): readonly string[] =>
  fold(text)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

const titleWords = (file: CaseFile, asker: Asker): readonly string[] => [
  ...wordsOf(caseTitle(tellPerson(file, asker.person))),
  ...wordsOf(file.instance.caseId),
];

/** By its key, else by words of its title: whoever asks about Acme need not know that it is A-17. */
export const whichCase = async (l: Listening, asker: Asker, about: string): Promise<Meant> => {
  const named = await findCase(l, asker, about);
  const byKey = await seenBy(l, asker, await l.files.ofAll(l.workspace, named.all));
  if (byKey.length > 0) return { files: byKey, nearest: undefined };
  const open = (await openSeen(l, asker)).map((file) => ({ file, words: titleWords(file, asker) }));
  const wanted = wordsOf(about);
  const found = open.filter(({ words }) => wanted.length > 0 && wanted.every((word) => words.includes(word)));
  const known = new Set(open.flatMap(({ words }) => words));
  if (found.length > 0) return { files: found.map(({ file }) => file), nearest: undefined };
  return { files: [], nearest: named.nearest ?? nearest(wanted.join(" "), known) };
};
