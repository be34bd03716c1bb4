import { z } from "zod";
import { closed, ONE_OF } from "./closed.ts";
import { someDuration } from "./duration.ts";
import { fields } from "./field.ts";
import { escalation, reminders, withInputs } from "./ladder.ts";
import { people } from "./who.ts";
import {
  calendarId,
  choiceOption,
  dottedName,
  expression,
  fieldName,
  oneOf,
  stepId,
  template,
  text,
  wordId,
  workflowId,
  yesOrNo,
} from "./words.ts";

const stepIds = z.array(stepId, { error: "a list of steps" });

const needs = z.union([stepIds, closed({ any: stepIds }), closed({ done: stepIds })], {
  error: "a list of steps, { any: [...] } or { done: [...] }",
});
export type NeedsDocument = z.infer<typeof needs>;

const dueBy = z.object({ by: fieldName }, { error: "{ by: input, value: duration }" }).catchall(someDuration);
const due = z.union([someDuration, dueBy], {
  error: "a duration such as 2 working days, or { by: input, value: duration, ..., else: duration }",
});
export type DueDocument = z.infer<typeof due>;

const atMost = z.int({ error: "a whole number" }).min(1, { error: "at least 1" }).max(100, { error: "at most 100" });

/** What every step has, whatever its kind. */
const common = {
  title: template.optional(),
  due: due.optional(),
  needs: needs.optional(),
  when: expression.optional(),
  ready: z.array(fieldName, { error: "a list of inputs or evidence" }).optional(),
  evidence: fields.optional(),
  audit: dottedName.optional(),
  calendar: calendarId.optional(),
  notify: oneOf(["thread", "dm", "both"]).optional(),
  silence: someDuration.optional(),
  reminders: reminders.optional(),
  escalation: escalation.optional(),
};

const task = closed({
  ...common,
  kind: z.literal("task").optional(),
  owner: people,
  repeat: closed({ every: someDuration, until: stepId }, { error: "{ every: 30 minutes, until: step }" }).optional(),
});

const option = z.union(
  [
    choiceOption,
    closed({
      title: text.optional(),
      verdict: oneOf(["ALLOW", "WARN", "DENY"]).optional(),
      reason: yesOrNo.optional(),
      back_to: stepId.optional(),
      at_most: atMost.optional(),
      end: wordId.optional(),
    }),
  ],
  { error: "a title, or { title, verdict, reason, back_to, at_most, end }" },
);
export type OptionDocument = z.infer<typeof option>;

const decision = closed({
  ...common,
  kind: z.literal("decision"),
  owner: people,
  options: z.record(wordId, option, { error: "options by name" }),
});

const shows = z.union([closed({ label: text, value: expression }), closed({ label: text, before: expression, after: expression })], {
  error: "{ label, value } or { label, before, after }",
});
const onOutcome = z.union([oneOf(["cancel", "continue", "ask"]), closed({ back_to: stepId, at_most: atMost.optional() })], {
  error: "{ back_to: step, at_most: 3 }, cancel, continue or ask",
});
export type OnOutcomeDocument = z.infer<typeof onOutcome>;

const approval = closed({
  ...common,
  kind: z.literal("approval"),
  owner: people.optional(),
  approvers: people,
  quorum: z.union([z.literal("any"), z.literal("all"), z.int().min(1)], { error: "any, all or a whole number of approvers" }).optional(),
  not: people.optional(),
  shows: z.array(shows, { error: "a list of { label, value }" }).optional(),
  sets: z.record(fieldName, fieldName, { error: "{ input: evidence }" }).optional(),
  on_reject: onOutcome.optional(),
  on_changes: onOutcome.optional(),
});

const wait = closed({
  ...common,
  kind: z.literal("wait"),
  owner: people,
  for: closed({ event: dottedName, where: expression.optional() }, { error: "{ event: name, where: expression }" }).optional(),
  until: fieldName.optional(),
});

const action = closed({
  ...common,
  kind: z.literal("action"),
  owner: people.optional(),
  do: oneOf(["record", "post", "start"]),
  message: wordId.optional(),
  start: workflowId.optional(),
  with: withInputs.optional(),
});

const KINDS = { task, decision, approval, wait, action };
export const step = z.discriminatedUnion("kind", [task, decision, approval, wait, action], {
  error: `${ONE_OF}task, decision, approval, wait, action`,
});
export type StepDocument = z.infer<typeof step>;

/** The kinds of step that a key belongs to, for a key that stands in the wrong one. */
export const kindsWithKey = (key: string): string[] =>
  Object.entries(KINDS).flatMap(([kind, schema]) => (key in schema.shape ? [kind] : []));
