import { z } from "zod";
import { isWorking, parseDuration } from "../../engine/duration.ts";
import { closed } from "./closed.ts";
import { someDuration } from "./duration.ts";
import { expression, fieldName, oneOf, text, wordId, yesOrNo } from "./words.ts";

const SHARE = "a share between 0 and 1, such as 0.9";
const share = z.number({ error: SHARE }).min(0, { error: SHARE }).max(1, { error: SHARE });

const COUNT = "a whole number, at least 1";
const count = z
  .int({ error: COUNT })
  .min(1, { error: COUNT })
  .max(10_000, { error: `${COUNT}, at most 10000` });

const off = z.literal(false);
const condition = z.union([z.literal(true), expression], { error: "true, or an expression" });

const PLAIN = "false, or a plain duration such as 14 days";
const plainDuration = someDuration.refine((written) => !isWorkingText(written), { error: PLAIN });
const isWorkingText = (written: string): boolean => {
  const parsed = parseDuration(written);
  return parsed !== undefined && isWorking(parsed);
};

const controls = closed(
  {
    "pii-detector": yesOrNo.optional(),
    "topic-guardrail": z
      .union([yesOrNo, closed({ words: z.array(text, { error: "a list of words" }) }, { error: "{ words: [...] }" })], {
        error: "true, false, or { words: [...] }",
      })
      .optional(),
    "tool-rate-limit": z.union([off, count], { error: "false, or calls in an hour" }).optional(),
  },
  { error: "controls such as { pii-detector: true, tool-rate-limit: 60 }" },
);

const stop = closed(
  {
    no_progress: z.union([off, plainDuration], { error: PLAIN }).optional(),
    conflicting_signals: yesOrNo.optional(),
    missing_approval: yesOrNo.optional(),
    reaches_customer: yesOrNo.optional(),
  },
  { error: "stop conditions such as { no_progress: 14 days }" },
);

/** How far agents may go: a level, by kind of act where it differs, and what holds them back. The kinds are checked by a rule. */
export const automation = closed(
  {
    level: oneOf(["assist", "automate"]).optional(),
    acts: z.record(wordId, oneOf(["assist", "automate", "enforce"]), { error: "levels by kind of act" }).optional(),
    confidence: closed(
      { act_above: share.optional(), ask_below: share.optional() },
      { error: "{ act_above: 0.9, ask_below: 0.5 }" },
    ).optional(),
    money: closed(
      { input: fieldName, ask_above: z.number({ error: "an amount" }).min(0, { error: "an amount" }) },
      { error: "{ input: amount, ask_above: 1000 }" },
    ).optional(),
    always_ask: closed(
      { regulated: condition.optional(), customer: condition.optional() },
      { error: '{ regulated: expression, customer: expression }, or true for "always"' },
    ).optional(),
    controls: controls.optional(),
    stop: stop.optional(),
    promotion: closed(
      { proposals: count.optional(), accepted: share.optional() },
      { error: "{ proposals: 20, accepted: 0.8 }" },
    ).optional(),
  },
  { error: "an automation policy such as { level: assist, acts: { complete: automate } }" },
);
export type AutomationDocument = z.infer<typeof automation>;
