import { mayOwn, planOwner } from "../assignment.ts";
import { caseIdOf, caseKeyOf } from "../case-key.ts";
import { checkValues, missingOf } from "../check-values.ts";
import type { Decider } from "../decider.ts";
import { beginHappening, type Happening } from "../happening.ts";
import type { PersonId } from "../ids.ts";
import type { StartWorkflow } from "../messages/command.ts";
import type { Rejection } from "../messages/decision.ts";
import type { EventOf } from "../messages/event.ts";
import { resolveWho } from "../people.ts";
import { priorityNow } from "../priority-rule.ts";
import { isGiven, scopeOf } from "../scope.ts";
import { targetFrom } from "../target.ts";
import { actorOf, personOf, tellWatchers } from "../tell.ts";
import type { StoredValue } from "../value.ts";

/**
 * Starts a case, once: a case that runs already answers with its instance, and one that has ended asks for a confirmation before it runs again.
 * Every owner who can be known is planned; the card comes first, then the watchers are told.
 */
export const startWorkflow: Decider<StartWorkflow> = (h, command) => {
  const { values, problems } = inputsOf(h, command);
  const caseId = caseIdOf(h.definition, command);
  if (Object.keys(problems).length > 0 || caseId === undefined) return invalid(h, problems);
  const refused = refuseRun(h, command, caseId);
  if (refused !== undefined) return refused;
  h.emit(rehearsed(h, started(h, command, caseId, values)), { rule: "workflow" });
  takeUp(h, command);
  const misplaced = planFirst(h, command);
  if (misplaced !== undefined) return misplaced;
  h.effect({ type: "post", key: "case", audience: { to: "case" }, content: { kind: "case" } });
  tellWatchers(h, "started");
  return undefined;
};

/** Planned by a person, it holds whatever the load is by then; only those whom the definition means can own it. */
const planFirst = (h: Happening, { owner }: StartWorkflow): Rejection | undefined => {
  if (owner === undefined) return undefined;
  const { step, person } = owner;
  const isOne = h.definition.steps.some(({ key }) => key === step) && mayOwn(h, step).includes(person);
  if (!isOne) return { code: "invalid", message: "They cannot own that step.", fields: { owner: "They cannot own that step." } };
  h.emit({ type: "step.planned", step, planned: person, upcomingAt: undefined, by: personOf(h) }, { rule: `steps.${step}.owner` });
  return undefined;
};

/** What became of the proposal stands with the case that it became. */
const takeUp = (h: Happening, { proposal, workflow, newInstance, inputs }: StartWorkflow): void => {
  if (proposal === undefined) return;
  const { messages, drift } = proposal;
  const body = { step: undefined, suggestion: newInstance, kind: "start", by: personOf(h) } as const;
  const rule = "automation.acts.start";
  const final = { type: "StartWorkflow", workflow, newInstance, inputs } as const;
  if (drift.length === 0) h.emit({ type: "suggestion.accepted", ...body }, { rule });
  else h.emit({ type: "suggestion.edited", ...body, final, drift }, { rule });
  h.effect({ type: "refresh-messages", keys: messages });
};

interface CheckedInputs {
  readonly values: Readonly<Record<string, StoredValue>>;
  readonly problems: Readonly<Record<string, string>>;
}

/** Defaults fill in what was left out. What an event did not bring is asked of a person later; a person's form is complete, or wrong. */
const inputsOf = (h: Happening, command: StartWorkflow): CheckedInputs => {
  const { inputs, case: identity } = h.definition;
  const { values, problems } = checkValues(h.context.directory, inputs, command.inputs, command.personal);
  const defaults = inputs.flatMap(({ name, default: value }): [string, StoredValue][] => (isGiven(value) ? [[name, value]] : []));
  const all = { ...Object.fromEntries(defaults), ...values };
  const missing = missingOf(inputs, all).filter((name) => command.event === undefined || name === identity.key);
  return { values: all, problems: { ...Object.fromEntries(missing.map((name) => [name, "This is needed."])), ...problems } };
};

const invalid = (h: Happening, problems: Readonly<Record<string, string>>): Rejection => {
  const { key } = h.definition.case;
  const fields = Object.keys(problems).length > 0 ? problems : { [key]: "This is needed." };
  return { code: "invalid", message: `"${h.definition.title}" cannot start like this.`, fields };
};

const refuseRun = (h: Happening, command: StartWorkflow, caseId: string): Rejection | undefined => {
  const { open, runs } = h.context.previous ?? { open: undefined, runs: 0 };
  if (open !== undefined)
    return { code: "already-running", message: `"${h.definition.title}" is running for ${caseId} already.`, instance: open };
  if (runs === 0 || command.confirmed) return undefined;
  const times = runs === 1 ? "once" : runs === 2 ? "twice" : `${runs} times`;
  return {
    code: "confirm-new-run",
    message: `"${h.definition.title}" has run for ${caseId} ${times} and ended. Confirm to start it again.`,
  };
};

const started = (
  h: Happening,
  command: StartWorkflow,
  caseId: string,
  inputs: Readonly<Record<string, StoredValue>>,
): EventOf<"instance.started"> => ({
  type: "instance.started",
  workspace: command.workspace,
  instance: command.newInstance,
  steps: h.definition.steps.map(({ key, kind }) => ({ key, kind })),
  workflow: h.definition.workflow,
  version: h.definition.hash,
  caseKey: caseKeyOf(caseId),
  caseId,
  run: (h.context.previous?.runs ?? 0) + 1,
  starter: actorOf(h),
  inputs,
  watchers: [],
  priority: "medium",
  targetAt: targetFrom(h.context.directory, h.definition, inputs, h.now),
  planned: {},
  event: command.event,
});

/** Who watches, who is planned and what priority it has depend on the inputs of a case that is there: it is tried out first. */
const rehearsed = (h: Happening, body: EventOf<"instance.started">): EventOf<"instance.started"> => {
  const trial = beginHappening(h.definition, undefined, h.command, h.context);
  trial.emit(body);
  const planned: Record<string, PersonId> = {};
  for (const { key } of h.definition.steps) {
    const person = planOwner(trial, key);
    if (person === undefined) continue;
    planned[key] = person;
    trial.emit({ type: "step.planned", step: key, planned: person, upcomingAt: undefined });
    trial.book(person);
  }
  const priority = priorityNow(h.definition.priority, scopeOf(trial.instance()));
  return { ...body, planned, priority, watchers: resolveWho(trial, h.definition.watchers) };
};
