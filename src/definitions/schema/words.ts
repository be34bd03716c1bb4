import { z } from "zod";
import { ONE_OF } from "./closed.ts";

// Each `error` says what was expected; the reader of issues adds what was found and where.

export const text = z.string({ error: "text" }).min(1, { error: "text" });
export const template = z.string({ error: "text, with {{ names }} where wanted" }).min(1, { error: "text, with {{ names }} where wanted" });
export const expression = z.string({ error: "an expression" }).min(1, { error: "an expression" });
export const yesOrNo = z.boolean({ error: "true or false" });

const KEBAB_CASE = /^[a-z][a-z0-9-]*$/;
const SNAKE_CASE = /^[a-z][a-z0-9_]*$/;
const DOTTED = /^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*$/;

const word = (pattern: RegExp, error: string) =>
  z
    .string({ error })
    .max(80, { error: `${error}, at most 80 letters` })
    .regex(pattern, { error });

export const workflowId = word(KEBAB_CASE, "a workflow's id in kebab-case, such as claim-handling");
export const stepId = word(KEBAB_CASE, "a step's id in kebab-case, such as contract-review");
export const wordId = word(KEBAB_CASE, "an id in kebab-case, such as ask-the-customer");
export const fieldName = word(SNAKE_CASE, "a name in snake_case, such as claim_id");
export const dottedName = word(DOTTED, "a dotted name, such as claim.approve");
export const teamId = word(KEBAB_CASE, "a team's id in kebab-case, such as it-setup");
export const calendarId = word(KEBAB_CASE, "a calendar's id in kebab-case, such as milan-office");
export const address = z.string({ error: "an email or a Slack user id" }).min(1, { error: "an email or a Slack user id" });
export const choiceOption = z.string({ error: "a choice in words" }).min(1, { error: "a choice in words" });

/** One of a closed list of words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: `${ONE_OF}${words.join(", ")}` });
