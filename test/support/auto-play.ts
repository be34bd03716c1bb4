import type { Definition, Field, StepDefinition } from "../../src/engine/definition.ts";
import { stepDefinition } from "../../src/engine/happening.ts";
import type { PersonId } from "../../src/engine/ids.ts";
import type { ActiveStep, BlockedStep, Step } from "../../src/engine/instance.ts";
import { invariant } from "../../src/engine/invariant.ts";
import type { Value } from "../../src/engine/value.ts";
import { DAY } from "./builders.ts";
import type { Story } from "./given.ts";

// People who simply do what their card asks, so that any workflow can be played to its end.

const sampleOf = (story: Story, field: Field): Value => {
  switch (field.type) {
    case "number":
    case "money":
      return 1_000;
    case "boolean":
      return true;
    case "choice":
      return field.options[0] ?? null;
    case "date":
      return "2026-06-01";
    case "datetime":
      return story.now + 10 * DAY;
    case "person":
      return [...story.directory.people.keys()][0] ?? null;
    case "email":
      return "somebody@example.com";
    case "url":
      return "https://example.com/it";
    case "text":
    case "file":
      return `${field.label} of it`;
  }
};

/** A plausible value for each field. */
export const samples = (story: Story, fields: readonly Field[]): Readonly<Record<string, Value>> =>
  Object.fromEntries(fields.map((field) => [field.name, sampleOf(story, field)]));

const ownerOf = (story: Story, step: ActiveStep | BlockedStep): PersonId => {
  if (step.owner !== undefined) return step.owner;
  const member = story.directory.teams.get(step.team ?? "")?.members[0];
  invariant(member !== undefined, `nobody can take ${step.key}`);
  story.when(member, { type: "TakeStep", step: step.key });
  return member;
};

const vote = (story: Story, step: ActiveStep | BlockedStep): void => {
  const voted = step.request?.votes.map((each) => each.approver) ?? [];
  const next = step.request?.approvers.find((approver) => !voted.includes(approver) && !step.request?.excluded.includes(approver));
  invariant(next !== undefined, `nobody is left to vote on ${step.key}`);
  story.when(next, { type: "CastVote", step: step.key, vote: "approve", revision: step.request?.revision ?? 0 });
};

/** The first option that leads on. */
export const onward = (definition: StepDefinition): string => {
  invariant(definition.kind === "decision", `${definition.key} is no decision`);
  return (definition.options.find((option) => option.then === undefined) ?? definition.options[0])!.id;
};

const waitOn = (story: Story, step: ActiveStep | BlockedStep, definition: StepDefinition): void => {
  if (step.until !== undefined) story.until(step.until);
  else if (definition.kind === "wait" && "event" in definition.waitFor) {
    story.when(ownerOf(story, step), { type: "MarkArrived", step: step.key });
  }
};

/** One step further by whoever it is up to. */
export const actOn = (story: Story, step: ActiveStep | BlockedStep): void => {
  const definition = stepDefinition(story.definition, step.key);
  const evidence = samples(story, definition.evidence);
  switch (definition.kind) {
    case "task":
      story.when(ownerOf(story, step), { type: "CompleteStep", step: step.key, evidence });
      return;
    case "decision":
      story.when(ownerOf(story, step), { type: "DecideStep", step: step.key, option: onward(definition), evidence, reason: "as it is" });
      return;
    case "approval":
      vote(story, step);
      return;
    case "wait":
      waitOn(story, step, definition);
      return;
    case "action":
      story.when({ kind: "system", id: "queue" }, { type: "ReportActionResult", step: step.key, ok: true });
  }
};

const isWork = (step: Step): step is ActiveStep | BlockedStep => step.status === "active" || step.status === "blocked";

const MOST_ROUNDS = 200;

/** Everybody does their part until the case has ended, or nothing is left that anybody could do. */
export const playToEnd = (story: Story): Story => {
  for (let round = 0; story.instance.status === "running" && round < MOST_ROUNDS; round += 1) {
    const next = story.definition.steps
      .map((step) => story.step(step.key))
      .find((step) => isWork(step) && !isPatient(story.definition, step));
    const patient = story.definition.steps.map((step) => story.step(step.key)).find(isWork);
    const step = next ?? patient;
    if (step === undefined || !isWork(step)) {
      const { wakeAt } = story;
      if (wakeAt === undefined) break;
      story.until(wakeAt);
      continue;
    }
    const before = story.events.length;
    actOn(story, step);
    invariant(story.rejection === undefined && story.events.length > before, `${step.key}: ${JSON.stringify(story.rejection)}`);
  }
  return story;
};

/** A wait for a date, which lets others go first. */
const isPatient = (definition: Definition, { key }: Step): boolean => stepDefinition(definition, key).kind === "wait";
