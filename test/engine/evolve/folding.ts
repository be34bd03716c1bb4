import { evolve } from "../../../src/engine/evolve.ts";
import { InstanceId, VersionHash, WorkflowId, WorkspaceId } from "../../../src/engine/ids.ts";
import type { ApprovalRequest, Draft, HandOff, Instance, Step } from "../../../src/engine/instance.ts";
import type { Event, EventBody, EventOf, Pick } from "../../../src/engine/messages/event.ts";
import { HOUR, MINUTE, personId, stepKey } from "../../support/builders.ts";
import { MONDAY } from "../../support/given.ts";

export const [anna, ben, maria] = [personId("anna"), personId("ben"), personId("maria")];
export const a = stepKey("a");

export const started: EventOf<"instance.started"> = {
  type: "instance.started",
  workspace: WorkspaceId.parse("T1"),
  instance: InstanceId.parse("00000000-0000-4000-8000-000000000001"),
  steps: [
    { key: a, kind: "task" },
    { key: stepKey("b"), kind: "approval" },
  ],
  workflow: WorkflowId.parse("a-workflow"),
  version: VersionHash.parse("v1"),
  caseKey: "c-1",
  caseId: "C-1",
  run: 1,
  starter: anna,
  inputs: { case_id: "C-1" },
  watchers: [],
  priority: "medium",
  targetAt: undefined,
  planned: { [a]: anna },
  event: undefined,
};

export const eventOf = (body: EventBody, seq: number, at: number): Event => ({
  seq,
  at,
  action: body.type,
  verdict: "ALLOW",
  reason: "",
  step: undefined,
  pass: undefined,
  body,
});

/** Folds a start and then the bodies, a minute apart. */
export const folded = (...bodies: readonly EventBody[]): Instance =>
  [started, ...bodies].reduce<Instance | undefined>(
    (instance, body, index) => evolve(instance, eventOf(body, index + 1, MONDAY + index * MINUTE)),
    undefined,
  )!;
export const stepA = (...bodies: readonly EventBody[]): Step => folded(...bodies).steps[a]!;

export const pick = (owner = anna, overrides: Partial<Pick> = {}): Pick => ({
  owner,
  insteadOf: undefined,
  team: "legal",
  candidates: [owner],
  ...overrides,
});
export const activated = (overrides: Partial<EventOf<"step.activated">> = {}): EventOf<"step.activated"> => ({
  type: "step.activated",
  step: a,
  pass: 1,
  pick: pick(),
  dueAt: MONDAY + HOUR,
  dueRule: "steps.a.due",
  silentAt: MONDAY + HOUR,
  reminder: { id: "at-due", at: MONDAY + HOUR, rule: "steps.a.reminders" },
  until: undefined,
  request: undefined,
  ...overrides,
});
export const block = {
  reason: "no answer",
  on: "vendor",
  onWhom: undefined,
  until: undefined,
  urgency: "normal",
  by: anna,
  at: MONDAY,
} as const;
export const blocked: EventBody = { type: "step.blocked", step: a, block, clock: { silentAt: null, reminder: null } };
export const completed: EventBody = { type: "step.completed", step: a, by: anna, outcome: undefined, note: undefined, repeatAt: undefined };
export const unready: EventBody = {
  type: "step.unready",
  step: a,
  unready: { since: MONDAY, missing: ["goals"], asked: [ben], remindAt: MONDAY },
};
export const opened: EventBody = { type: "episode.opened", step: a, n: 1, trigger: "silent", since: MONDAY, nextAt: MONDAY + HOUR };
export const request: ApprovalRequest = {
  revision: 1,
  approvers: [anna, ben],
  excluded: [],
  needed: 1,
  shows: [],
  sets: {},
  votes: [],
  unreachable: false,
};
export const handOff: HandOff = { from: anna, to: ben, at: MONDAY, accepted: false, returns: 0, note: undefined };
export const handedOff: EventBody = { type: "step.handed-off", step: a, by: anna, from: anna, handOff, clock: { heardAt: MONDAY + 5 } };
export const draft: Draft = {
  id: "question-1",
  message: "question",
  step: a,
  status: "pending",
  author: anna,
  approvers: [ben],
  at: MONDAY,
  approvedBy: undefined,
  settledAt: undefined,
};
export const drafted: EventBody = { type: "message.drafted", draft };
