/** Digits that stand together, in groups. */
export interface DigitRun {
  readonly plus: boolean;
  readonly groups: readonly Group[];
}

export interface Group {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
}

/** In all, of the shortest number that is anybody's. */
const FEWEST = 7;
const RUN = /(?<![\p{L}\p{N}_+])(\+[ ]?)?(\d+(?:[ .\-/()\u00a0\u2011\u202f]{1,3}\d+)*)(?![\p{L}\p{N}_])/gu;
/** Between the groups of one number where it is more than one character; a full stop and a space end a sentence. */
const WITHIN = /^(?:[ ]\(|\)[ ./-]| [-/] |\)\()$/;

const groupsOf = (rest: string, offset: number): readonly Group[] =>
  Array.from(rest.matchAll(/\d+/g), ({ 0: digits, index }) => ({ digits, start: offset + index, end: offset + index + digits.length }));

const goesOn = (text: string, start: number, end: number): boolean => end - start === 1 || WITHIN.test(text.slice(start, end));

/** Cut where what stands between two groups does not belong to a number. */
const cut = (text: string, plus: boolean, groups: readonly Group[]): readonly DigitRun[] => {
  const runs: { plus: boolean; groups: Group[] }[] = [];
  for (const [n, group] of groups.entries()) {
    const before = groups[n - 1];
    const last = runs.at(-1);
    if (before !== undefined && last !== undefined && goesOn(text, before.end, group.start)) last.groups.push(group);
    else runs.push({ plus: plus && n === 0, groups: [group] });
  }
  return runs;
};

/** Every digit that is not part of a word, where there are enough of them. */
export const digitRuns = (text: string): readonly DigitRun[] => {
  const runs: (readonly DigitRun[])[] = [];
  for (const { 1: plus = "", 2: rest = "", index } of text.matchAll(RUN)) {
    if (rest.length >= FEWEST) runs.push(cut(text, plus !== "", groupsOf(rest, index + plus.length)));
  }
  return runs.flat();
};
