import { z } from "zod";
import { automation } from "./automation.ts";
import { closed } from "./closed.ts";
import { someDuration } from "./duration.ts";
import { fields } from "./field.ts";
import { alternatives, escalation, messages, reminders } from "./ladder.ts";
import { step } from "./step.ts";
import { people } from "./who.ts";
import { calendarId, dottedName, expression, fieldName, oneOf, stepId, template, text, workflowId } from "./words.ts";

const LEVELS = ["low", "medium", "high", "critical"] as const;

const priority = z.union(
  [oneOf(LEVELS), closed({ critical: expression.optional(), high: expression.optional(), else: oneOf(LEVELS).optional() })],
  { error: "low, medium, high, critical, or { critical: expression, high: expression, else: medium }" },
);
export type PriorityDocument = z.infer<typeof priority>;

const access = closed(
  {
    start: people.optional(),
    see: z.union([z.literal("channel"), people], { error: "channel, or people" }).optional(),
    audit: people.optional(),
  },
  { error: "{ start, see, audit }" },
);

const startOn = closed(
  {
    event: dottedName,
    with: z
      .record(fieldName, z.string({ error: "a path into the event, such as data.id" }).min(1), { error: "paths by input name" })
      .optional(),
  },
  { error: "{ event: name, with: { input: path } }" },
);

const channel = z
  .string({ error: "a channel" })
  .regex(/^(#[^\s#]+|[CG][A-Z0-9]{6,})$/, { error: 'a channel in quotes, such as "#claims", or its Slack id' });

const intake = closed(
  {
    channels: z
      .array(channel, { error: "a list of channels" })
      .min(1, { error: "at least one channel" })
      .max(20, { error: "at most 20 channels" }),
    tier: fieldName.optional(),
  },
  { error: "{ channels: [channel], tier: input }" },
);

/** A workflow file as written: what DEFINITION.md lists, and nothing else. */
export const WorkflowDocument = closed(
  {
    workflow: workflowId,
    title: text.optional(),
    about: text.optional(),
    owner: people,
    channel,
    case: closed({ key: fieldName, title: template }, { error: "{ key: input, title: template }" }),
    target: z.union([someDuration, closed({ input: fieldName })], { error: "a duration, or { input: date }" }).optional(),
    versioning: closed({ running: oneOf(["keep", "migrate"]) }, { error: "{ running: keep } or { running: migrate }" }).optional(),
    access: access.optional(),
    watchers: people.optional(),
    notify: oneOf(["thread", "dm", "both"]).optional(),
    priority: priority.optional(),
    inputs: fields,
    intake: intake.optional(),
    start_on: z.array(startOn, { error: "a list of { event, with }" }).optional(),
    calendar: calendarId.optional(),
    reminders: reminders.optional(),
    silence: someDuration.optional(),
    escalation: escalation.optional(),
    alternatives: alternatives.optional(),
    messages: messages.optional(),
    automation: automation.optional(),
    steps: z.record(stepId, step, { error: "steps by id" }),
  },
  { error: "a workflow" },
).meta({ id: "workflow", title: "A Coxswain workflow" });
export type WorkflowDocument = z.infer<typeof WorkflowDocument>;
