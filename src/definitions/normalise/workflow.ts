import { BUILT_IN_ALTERNATIVES, type Definition, type PriorityRule, type StepDefinition } from "../../engine/definition.ts";
import { WorkflowId } from "../../engine/ids.ts";
import { versionHash } from "../hash.ts";
import type { PriorityDocument, WorkflowDocument } from "../schema/workflow.ts";
import { normaliseAlternatives, normaliseMessages } from "./alternatives.ts";
import { normaliseAutomation } from "./automation.ts";
import { normaliseDuration } from "./duration.ts";
import { normaliseFields } from "./fields.ts";
import { normaliseStep } from "./step.ts";
import { normalisePeople } from "./who.ts";
import { humanise } from "./words.ts";

/** A document that the schema accepts becomes a definition: all defaults filled in, its version over everything but `places`. */
export const normaliseWorkflow = (document: WorkflowDocument, places: Readonly<Record<string, string>>): Definition => {
  const keys = Object.keys(document.steps);
  const steps = Object.entries(document.steps).map(([key, step], index) => normaliseStep(document, key, keys[index - 1], step));
  const content = {
    workflow: WorkflowId.parse(document.workflow),
    title: document.title ?? humanise(document.workflow),
    about: document.about ?? "",
    owner: normalisePeople(document.owner),
    channel: document.channel,
    calendar: document.calendar,
    case: document.case,
    target: normaliseTarget(document.target),
    running: document.versioning?.running ?? "keep",
    access: normaliseAccess(document.access),
    watchers: normalisePeople(document.watchers),
    notify: document.notify ?? "thread",
    priority: normalisePriority(document.priority),
    inputs: normaliseFields(document.inputs),
    intake: document.intake && { channels: document.intake.channels, tier: document.intake.tier },
    startOn: (document.start_on ?? []).map(({ event, with: mapping }) => ({ event, with: mapping ?? {} })),
    alternatives: normaliseAlternatives(document.alternatives, offered(steps)),
    messages: normaliseMessages(document.messages),
    automation: normaliseAutomation(document.automation),
    steps,
  } as const;
  return { ...content, hash: versionHash(content), places };
};

/** The built-in alternatives that some level offers. */
const offered = (steps: readonly StepDefinition[]): ReadonlySet<string> => {
  const levels = steps.flatMap((step) => Object.values(step.escalation).flat());
  return new Set(levels.flatMap((level) => level.offer).filter((id) => (BUILT_IN_ALTERNATIVES as readonly string[]).includes(id)));
};

const normaliseTarget = (target: WorkflowDocument["target"]): Definition["target"] => {
  if (target === undefined) return undefined;
  return typeof target === "string" ? { duration: normaliseDuration(target) } : { input: target.input };
};

const normaliseAccess = (access: WorkflowDocument["access"]): Definition["access"] => ({
  start: access?.start === undefined ? undefined : normalisePeople(access.start),
  see: access?.see === undefined || access.see === "channel" ? access?.see : normalisePeople(access.see),
  audit: normalisePeople(access?.audit),
});

const normalisePriority = (priority: PriorityDocument | undefined): PriorityRule => {
  if (priority === undefined) return { fixed: "medium" };
  if (typeof priority === "string") return { fixed: priority };
  return {
    ...(priority.critical === undefined ? {} : { critical: priority.critical }),
    ...(priority.high === undefined ? {} : { high: priority.high }),
    else: priority.else ?? "medium",
  };
};
