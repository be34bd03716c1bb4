import type { Suggestion } from "../engine/autonomy/suggestion.ts";
import type { Directory } from "../engine/directory.ts";
import type { PersonId, StepKey } from "../engine/ids.ts";
import type { Draft, Instance, Step } from "../engine/instance.ts";
import { openProposals } from "../engine/lapse.ts";
import type { Assignment } from "./ports/store.ts";

const pending = (step: Step): step is Extract<Step, { status: "active" | "blocked" }> =>
  step.status === "active" || step.status === "blocked";

const ofStep = (step: Step, directory: Directory): readonly Assignment[] => {
  if (!pending(step)) return [];
  const as = (role: Assignment["role"], people: readonly PersonId[]): Assignment[] =>
    people.map((person) => ({ person, step: step.key, role }));
  const voted = new Set(step.request?.votes.map((vote) => vote.approver));
  const approvers = (step.request?.approvers ?? []).filter((person) => !voted.has(person) && !step.request?.excluded.includes(person));
  const members =
    step.owner === undefined && step.team !== undefined && step.request === undefined
      ? (directory.teams.get(step.team)?.members ?? [])
      : [];
  return [
    ...as("owner", step.owner === undefined ? [] : [step.owner]),
    ...as("member", members),
    ...as("approver", approvers),
    ...as("asked", [
      ...new Set(step.episode?.asked.flatMap((asked) => (asked.warned ? [] : asked.people)) ?? []),
      ...(step.proposal?.approvers ?? []),
    ]),
  ];
};

/** Whoever a message waits for: those who may approve it, then whoever did, to send it. */
const ofDraft = ({ step, status, approvers, author, approvedBy }: Draft): readonly Assignment[] => {
  const wanted = status === "pending" ? approvers.filter((person) => person !== author) : status === "approved" ? [approvedBy] : [];
  return wanted.flatMap((person): Assignment[] => (step === undefined || person === undefined ? [] : [{ person, step, role: "draft" }]));
};

/** Whoever an agent proposes something to, until they answer or it expires. */
const ofSuggestion = ({ step, to }: Suggestion): readonly Assignment[] => to.map((person) => ({ person, step, role: "suggestion" }));

const keyOf = (assignment: Assignment): string => `${assignment.step} ${assignment.person} ${assignment.role}`;

/** Who may act now, step by step: what `mine` and the App Home list. */
export const assignmentsOf = (instance: Instance | undefined, directory: Directory): ReadonlyMap<string, Assignment> => {
  if (instance === undefined || (instance.status !== "running" && instance.status !== "paused")) return new Map();
  const steps = Object.values(instance.steps) as readonly Step[];
  const all = [
    ...steps.flatMap((step) => ofStep(step, directory)),
    ...Object.values(instance.drafts).flatMap(ofDraft),
    ...openProposals(instance).flatMap(ofSuggestion),
  ];
  return new Map(all.map((assignment) => [keyOf(assignment), assignment]));
};

/** What changed between two states; team membership is judged by today's directory on both sides. */
export const assignmentChanges = (
  before: Instance | undefined,
  after: Instance | undefined,
  directory: Directory,
): { readonly assigned: readonly Assignment[]; readonly unassigned: readonly Assignment[] } => {
  const old = assignmentsOf(before, directory);
  const now = assignmentsOf(after, directory);
  return {
    assigned: [...now].filter(([key]) => !old.has(key)).map(([, assignment]) => assignment),
    unassigned: [...old].filter(([key]) => !now.has(key)).map(([, assignment]) => assignment),
  };
};

/** Steps that differ: evolve shares what it did not touch, so identity says it. */
export const changedSteps = (before: Instance | undefined, after: Instance): readonly StepKey[] =>
  (Object.keys(after.steps) as StepKey[]).filter((key) => before?.steps[key] !== after.steps[key]);
