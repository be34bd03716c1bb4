import { readFileSync } from "node:fs";
import { type Interpretation, interpretReply } from "../../../../src/slack/replies/interpret-reply.ts";
import { plainReply } from "../../../../src/slack/replies/plain-reply.ts";

/** A line of a table: `language | meaning | words as they are written in Slack`. A meaning is `done`, `blocked customer`, `commit <instant>`, … */
export interface Phrasing {
  readonly language: string;
  readonly meaning: string;
  readonly words: string;
}

export interface Judged extends Phrasing {
  readonly read: string;
  readonly isAct: boolean;
  readonly isRight: boolean;
  /** An act was read that was not meant: another, or any where none was. */
  readonly isFalse: boolean;
}

/** Monday, 2 March 2026, 10:00 in Berlin. */
const NOW = Date.parse("2026-03-02T09:00:00Z");

export const readTable = (name: "known" | "held-out" | "traps"): readonly Phrasing[] =>
  readFileSync(new URL(`${name}.txt`, import.meta.url), "utf8")
    .split("\n")
    .flatMap((line) => {
      const [, language, meaning, words] = /^(\w+) \| (.+?) \| (.+)$/.exec(line) ?? [];
      return language === undefined || meaning === undefined || words === undefined ? [] : [{ language, meaning, words }];
    });

/** As the tables write it. */
const inShort = (read: Interpretation): string => {
  if (read.says === "blocked") return `blocked ${read.on}`;
  if (read.says === "commit") return `commit ${new Date(read.until).toISOString().slice(0, 16)}Z`;
  return read.says === "hand-off" ? `hand-off ${read.to}` : read.says;
};

const says = (meaning: string): string => meaning.split(" ")[0] ?? "";

const isAct = (meaning: string): boolean => !["none", "question", "unclear"].includes(says(meaning));

export const judge = (phrasing: Phrasing): Judged => {
  const read = inShort(interpretReply(plainReply(phrasing.words, "UBOT"), "Europe/Berlin", NOW));
  const isRight = phrasing.meaning === "none" ? !isAct(read) : read === phrasing.meaning;
  // A block is confirmed with its reason in view: on whom it waits is a detail that is right or wrong, the act is the same.
  const isFalse = isAct(read) && (says(read) === "blocked" ? says(phrasing.meaning) !== "blocked" : !isRight);
  return { ...phrasing, read, isAct: isAct(phrasing.meaning), isRight, isFalse };
};

/** The share of acts that were read rightly. */
export const shareOfActs = (judged: readonly Judged[]): number => {
  const acts = judged.filter((each) => each.isAct);
  return acts.filter(({ isRight }) => isRight).length / acts.length;
};
