import type { ControlPolicy, Controls, Prose, Screen, ScreenOptions, Untrusted, Verdict } from "../../application/ports/controls.ts";
import { cleanText } from "./clean-text.ts";
import { FENCE_RULE, fence, fenceMark, withoutFences } from "./fence.ts";
import { mapTexts } from "./map-texts.ts";
import { regionsOf } from "./pii/regions.ts";
import { createPiiDetector, type PiiDetector } from "./pii-detector.ts";
import { createStream } from "./stream.ts";
import { judgeToolRate } from "./tool-rate-limit.ts";
import { judgeTopics } from "./topic-guardrail.ts";

const TOKEN_RULE =
  "Marks such as [EMAIL_1], [PHONE_2] or [PERSON_3] stand for values that you are not shown. Where you need one, repeat its mark exactly as it is; never invent one.";

const detectorFor = ({ policy, people, keep }: ScreenOptions): PiiDetector =>
  createPiiDetector({
    secretsOnly: !policy.pii,
    regions: regionsOf(people.map(({ zone }) => zone)),
    names: people.map(({ name }) => name),
    keep,
  });

/** More of one text is not asked for: nobody writes it, and it costs. */
const LONGEST_TEXT = 100_000;

const shortened = (text: string): string =>
  text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}\n(The rest, ${text.length - LONGEST_TEXT} characters, is left out.)`;

interface Reading {
  /** Of others, for the guardrail. */
  readonly theirs: string[];
  unseen: number;
}

const judgeReading = ({ theirs, unseen }: Reading, policy: ControlPolicy, pii: PiiDetector): readonly Verdict[] => {
  const hidden = pii.hidden();
  const said = hidden === undefined ? "nothing personal was found" : `hidden: ${hidden}`;
  return [
    ...(unseen === 0 ? [] : [{ control: "clean-text", verdict: "WARN", reason: `${unseen} invisible characters were taken out` } as const]),
    ...(policy.pii || hidden !== undefined
      ? [{ control: "pii-detector", verdict: hidden === undefined ? "ALLOW" : "WARN", reason: said } as const]
      : []),
    ...judgeTopics(theirs.join("\n"), policy.topics, "text"),
  ];
};

const createScreen = (options: ScreenOptions, mark: string): Screen => {
  const { policy } = options;
  const pii = detectorFor(options);
  const reading: Reading = { theirs: [], unseen: 0 };
  const leaving = (text: string): string => {
    const clean = cleanText(text);
    reading.unseen += text.length - clean.length;
    return pii.hide(clean);
  };
  const fenced = ({ from, text }: Untrusted): string => {
    const part = shortened(text);
    reading.theirs.push(cleanText(part));
    return fence({ from: leaving(from), text: leaving(part) }, mark);
  };
  const outgoing = (prose: Prose): string =>
    typeof prose === "string" ? leaving(prose) : prose.map((part) => (typeof part === "string" ? leaving(part) : fenced(part))).join("\n");
  const incoming = (text: string): string => cleanText(pii.restore(withoutFences(cleanText(text))));
  return {
    outgoing,
    outgoingValue: (value) => mapTexts(value, leaving),
    judgeRequest: () => judgeReading(reading, policy, pii),
    meaning: pii.meaning,
    incoming,
    incomingValue: (value) => mapTexts(value, incoming),
    judgeAnswer: (text) => judgeTopics(text, policy.topics, "answer"),
    stream: (onText) => createStream(incoming, onText),
  };
};

/** `secret`: of this process alone, so that nobody can foresee a fence. */
export const createControls = (secret: string): Controls => ({
  rules: `${FENCE_RULE}\n${TOKEN_RULE}`,
  screen: (options) => createScreen(options, fenceMark(secret, options.fence)),
  judgeCall: (tool, count, { callsAnHour }) => judgeToolRate(tool, count, callsAnHour),
});
