import { cut, SHOWN } from "../../limits.ts";
import { joinMd, type Mrkdwn, md } from "../../mrkdwn.ts";
import { context, section } from "../blocks.ts";
import { type Answer, answer } from "./answer.ts";

export interface ReloadReport {
  /** What changed and for whom, a sentence each. */
  readonly changes: readonly string[];
  /** Mistakes, each with its place; when there is one, nothing was loaded. */
  readonly mistakes: readonly string[];
}

const MOST = 40;

const lines = (all: readonly string[]): Mrkdwn[] => all.slice(0, MOST).map((line) => md`• ${cut(line, SHOWN.words)}`);

const chunked = (all: readonly Mrkdwn[]): Mrkdwn[] =>
  Array.from({ length: Math.ceil(all.length / 4) }, (_, n) => joinMd(all.slice(n * 4, n * 4 + 4)));

/** What a reload changed, or why it changed nothing. */
export const reloadAnswer = ({ changes, mistakes }: ReloadReport): Answer => {
  const failed = mistakes.length > 0;
  const all = failed ? mistakes : changes;
  const words = failed
    ? md`Nothing was loaded: ${mistakes.length} ${mistakes.length === 1 ? "mistake has" : "mistakes have"} to be mended first.`
    : md`${changes.length === 0 ? "Nothing changed." : "The definitions were loaded again."}`;
  return answer(words, [
    section(words),
    ...chunked(lines(all)).map((chunk) => section(chunk)),
    ...(all.length > MOST ? context(md`And ${all.length - MOST} more: the command line's \`lint\` lists them all.`) : []),
  ]);
};
