import { z } from "zod";
import { closed } from "./closed.ts";
import { duration, someDuration } from "./duration.ts";
import { people, who } from "./who.ts";
import { fieldName, oneOf, stepId, template, text, wordId, workflowId, yesOrNo } from "./words.ts";

const level = closed(
  {
    after: duration,
    warn: z.literal("owner", { error: "owner" }).optional(),
    to: people.optional(),
    inform: people.optional(),
    offer: z.array(wordId, { error: "a list of alternatives" }).optional(),
  },
  { error: "a level such as { after: 4 working hours, to: step-team-lead, offer: [reassign, extend, cancel] }" },
);
export type LevelDocument = z.infer<typeof level>;

const ladder = z.array(level, { error: "a list of levels" });

const ladderByTrigger = closed(
  {
    silent: ladder.optional(),
    overdue: ladder.optional(),
    blocked: ladder.optional(),
    unready: ladder.optional(),
    unanswered: ladder.optional(),
  },
  { error: "a ladder by trigger" },
);

export const escalation = z.union([ladder, ladderByTrigger], { error: "a list of levels, or a map from trigger to list" });
export type EscalationDocument = z.infer<typeof escalation>;

export const reminders = closed(
  {
    upcoming: someDuration.optional(),
    before: z.array(someDuration, { error: "a list of durations" }).optional(),
    at_due: yesOrNo.optional(),
    overdue: closed(
      {
        every: someDuration,
        at_most: z.int({ error: "a whole number" }).min(1, { error: "at least 1" }).max(100, { error: "at most 100" }).optional(),
      },
      { error: "{ every: 1 working day, at_most: 3 }" },
    ).optional(),
    say: template.optional(),
  },
  { error: "reminders such as { before: [1 working day], at_due: true }" },
);
export type RemindersDocument = z.infer<typeof reminders>;

const title = text.optional();
export const withInputs = z.record(fieldName, template, { error: "templates by input name" });

const alternative = z.discriminatedUnion(
  "do",
  [
    closed({ title, do: z.literal("reassign"), to: people.optional() }),
    closed({ title, do: z.literal("extend"), by: someDuration.optional() }),
    closed({
      title,
      do: z.literal("wait"),
      on: oneOf(["customer", "vendor", "person", "other"]).optional(),
      for: someDuration.optional(),
      message: wordId.optional(),
    }),
    closed({ title, do: z.literal("skip"), approval: people.optional() }),
    closed({
      title,
      do: z.literal("parallel"),
      steps: z.array(stepId, { error: "a list of steps" }).min(1, { error: "at least one step" }),
    }),
    closed({ title, do: z.literal("note"), text: template, resume: yesOrNo.optional() }),
    closed({ title, do: z.literal("start"), start: workflowId, with: withInputs.optional() }),
    closed({ title, do: z.literal("cancel") }),
  ],
  { error: "an alternative such as { title: Skip this step, do: skip, approval: process-owner }" },
);
export type AlternativeDocument = z.infer<typeof alternative>;
export const alternatives = z.record(wordId, alternative, { error: "alternatives by name" });

const message = closed(
  { to: who, approve: people, text: template },
  { error: "a message such as { to: { input: contact }, approve: [process-owner], text: ... }" },
);
export type MessageDocument = z.infer<typeof message>;
export const messages = z.record(wordId, message, { error: "messages by name" });
