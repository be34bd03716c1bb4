import type { ControlPolicy, Topic, Verdict } from "../../application/ports/controls.ts";

const folded = (text: string): string => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().normalize("NFKC");

/** Words alone, so that a phrase is found however it is spaced and punctuated. */
const wordsOf = (text: string): readonly string[] => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

interface Phrase {
  readonly words: readonly string[];
  /** The last word may go on. */
  readonly open: boolean;
}

const phraseOf = (word: string): Phrase => ({ words: wordsOf(word), open: word.trimEnd().endsWith("*") });

const holdsAt = ({ words, open }: Phrase, text: readonly string[], at: number): boolean =>
  words.every((word, n) => {
    const found = text[at + n];
    return open && n === words.length - 1 ? found?.startsWith(word) === true : found === word;
  });

const speaksOf = ({ words }: Topic, text: readonly string[]): boolean => {
  const phrases = words.map(phraseOf).filter((phrase) => phrase.words.length > 0);
  return text.some((_, at) => phrases.some((phrase) => holdsAt(phrase, text, at)));
};

const CONTROL = "topic-guardrail";

/** `of`: what was read, in the reason; an answer that is beside the topic is only marked, for it may be a plain yes. */
export const judgeTopics = (text: string, topics: ControlPolicy["topics"], of: "text" | "answer"): readonly Verdict[] => {
  const { forbid, only } = topics;
  if (forbid.length === 0 && only.length === 0) return [];
  const words = wordsOf(text);
  const found = forbid.find((topic) => speaksOf(topic, words));
  if (found !== undefined)
    return [{ control: CONTROL, verdict: "DENY", reason: `the ${of} speaks of ${found.name}, which the workflow forbids` }];
  if (only.length === 0 || words.length === 0)
    return [{ control: CONTROL, verdict: "ALLOW", reason: `the ${of} speaks of nothing forbidden` }];
  const named = only.find((topic) => speaksOf(topic, words));
  if (named !== undefined) return [{ control: CONTROL, verdict: "ALLOW", reason: `the ${of} speaks of ${named.name}` }];
  const allowed = only.map(({ name }) => name).join(", ");
  return [
    {
      control: CONTROL,
      verdict: of === "text" ? "DENY" : "WARN",
      reason: `the ${of} speaks of none of ${allowed}, which the workflow allows alone`,
    },
  ];
};
