import { escapeMrkdwn } from "./escape.ts";
import { atWord, ELLIPSIS } from "./limits.ts";

/** Text in Slack's mark-up that is safe to post. Only `md` and what is built on it makes one. */
export interface Mrkdwn {
  readonly mrkdwn: string;
}

type Part = Mrkdwn | string | number | undefined;

const shown = (part: Part): string => {
  if (part === undefined) return "";
  return typeof part === "object" ? part.mrkdwn : escapeMrkdwn(String(part));
};

/** A sentence in mrkdwn: what stands in it as text is escaped, what is mrkdwn already stays. */
export const md = (words: TemplateStringsArray, ...parts: readonly Part[]): Mrkdwn => ({
  mrkdwn: words.map((text, index) => text + shown(parts[index])).join(""),
});

/** What our own code wrote in mark-up (a date, a mention, a checked link). */
export const raw = (mrkdwn: string): Mrkdwn => ({ mrkdwn });

export const NOTHING: Mrkdwn = { mrkdwn: "" };

/** Joined; what is missing or empty is left out. */
export const joinMd = (parts: readonly (Mrkdwn | undefined)[], between = "\n"): Mrkdwn => ({
  mrkdwn: parts.flatMap((part) => (part === undefined || part.mrkdwn === "" ? [] : [part.mrkdwn])).join(between),
});

/** Without the beginning of a `<…>` or `&…;` that lost its end. */
const withoutHalfToken = (text: string): string => {
  const open = text.lastIndexOf("<");
  const whole = open > text.lastIndexOf(">") ? text.slice(0, open) : text;
  return whole.replace(/&[a-z]{0,4}$/, "");
};

/** The same for mrkdwn: a link, date or mention stays whole or goes. */
export const cutMrkdwn = ({ mrkdwn }: Mrkdwn, max: number): Mrkdwn => {
  if (mrkdwn.length <= max) return { mrkdwn };
  const kept = withoutHalfToken(mrkdwn.slice(0, max - 1));
  const short = withoutHalfToken(atWord(kept));
  return { mrkdwn: short.trimEnd() + ELLIPSIS };
};
