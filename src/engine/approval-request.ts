import { canonicalJson } from "./canonical.ts";
import { evaluate } from "./condition.ts";
import type { ApprovalStep, Show, Who } from "./definition.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { PersonId, StepKey } from "./ids.ts";
import type { ApprovalRequest, Shown, Step, Vote } from "./instance.ts";
import { invariant } from "./invariant.ts";
import { isAbsent, isHere, processOwner, resolveWho, standIn } from "./people.ts";
import { scopeOf, storedValues } from "./scope.ts";
import { tell, tellThread } from "./tell.ts";
import type { StoredValue } from "./value.ts";

/** The definition of a step that is an approval; throws for any other. */
export const approvalDefinition = (h: Happening, key: StepKey): ApprovalStep => {
  const step = stepDefinition(h.definition, key);
  invariant(step.kind === "approval", `${key} is no approval`);
  return step;
};

/** What an approval asks as it starts, and of whom. Whoever `not` excludes is not asked. */
export const openRequest = (h: Happening, step: ApprovalStep): ApprovalRequest => {
  const excluded = excludedFrom(h, step);
  const approvers = resolveWho(h, step.approvers, step.key).filter((person) => !excluded.includes(person));
  return withReach(h, {
    ...proposal(h, step),
    revision: 1,
    approvers,
    excluded,
    needed: neededOf(step, approvers),
    votes: [],
    unreachable: false,
  });
};

/** The same request, asked of others: votes of those who stay stand, for the proposal is the same. */
export const requestTo = (h: Happening, step: ApprovalStep, request: ApprovalRequest, approvers: readonly PersonId[]): ApprovalRequest =>
  withReach(h, {
    ...request,
    revision: request.revision + 1,
    approvers,
    needed: neededOf(step, approvers),
    votes: request.votes.filter((vote) => approvers.includes(vote.approver)),
  });

/** An active approval shows today's values: what changed under it is a new proposal, which nobody has voted on yet. */
export const refreshRequest = (h: Happening, key: StepKey): void => {
  const request = requestOf(h.step(key));
  if (request === undefined) return;
  const today = proposal(h, approvalDefinition(h, key));
  const isSame = canonicalJson(today) === canonicalJson({ shows: request.shows, sets: request.sets });
  const next = withReach(h, isSame ? request : { ...request, ...today, revision: request.revision + 1, votes: [] });
  if (isSame && next.unreachable === request.unreachable) return;
  h.emit({ type: "approval.changed", step: key, by: undefined, request: next, note: undefined });
  if (next.unreachable && !request.unreachable) askProcessOwner(h, key);
};

/** A quorum that can no longer be reached: the process owner is asked at once. */
export const askProcessOwner = (h: Happening, key: StepKey): void => {
  tell(h, "quorum-lost", processOwner(h), { step: key });
  tellThread(h, "quorum-lost", { step: key });
};

export const requestOf = (step: Step): ApprovalRequest | undefined =>
  step.status === "active" || step.status === "blocked" ? step.request : undefined;

/**
 * Whose vote somebody may cast: their own, or once that of one absent approver whose delegate they are. Undefined for everybody else, and
 * for whoever `not` excludes, as approver or as delegate.
 */
export const approverFor = (h: Happening, key: StepKey, request: ApprovalRequest, person: PersonId): PersonId | undefined => {
  if (isExcluded(h, key, request, person)) return undefined;
  if (request.approvers.includes(person)) return person;
  const cast = request.votes.find((vote) => vote.by === person);
  if (cast !== undefined) return cast.approver;
  const open = request.approvers.filter((approver) => !request.votes.some((vote) => vote.approver === approver));
  return open.find((approver) => isAbsent(h.context.directory, approver, h.now) && standsInFor(h, approver) === person);
};

/** A request with a vote in it; a changed vote takes the place of the one before. */
export const withVote = (h: Happening, request: ApprovalRequest, vote: Vote): ApprovalRequest =>
  withReach(h, { ...request, votes: [...request.votes.filter((earlier) => earlier.approver !== vote.approver), vote] });

export const approvals = (request: ApprovalRequest): number => request.votes.filter((vote) => vote.vote === "approve").length;

const standsInFor = (h: Happening, approver: PersonId): PersonId | undefined => standIn(h.context.directory, approver, h.now)?.person;

const isExcluded = (h: Happening, key: StepKey, request: ApprovalRequest, person: PersonId): boolean =>
  request.excluded.includes(person) || excludedFrom(h, approvalDefinition(h, key)).includes(person);

/** Four eyes: the owner of a step means everybody who had a hand in it, as owner, as the absent principal, or as the one who ended it. */
const excludedFrom = (h: Happening, step: ApprovalStep): readonly PersonId[] => [
  ...new Set(step.not.flatMap((who) => [...resolveWho(h, [who], step.key), ...handsIn(h, who)])),
];

const handsIn = (h: Happening, who: Who): readonly PersonId[] => {
  if (who.who !== "owner-of" && who.who !== "same-as") return [];
  const step = h.step(who.step);
  if (step.status !== "done") return [];
  return [step.owner, step.by].filter((person) => person !== undefined);
};

const neededOf = (step: ApprovalStep, approvers: readonly PersonId[]): number => {
  if (step.quorum === "any") return 1;
  return step.quorum === "all" ? Math.max(1, approvers.length) : step.quorum;
};

/** Who may still vote: all but those who left without a delegate to speak for them. */
const withReach = (h: Happening, request: ApprovalRequest): ApprovalRequest => {
  const { directory } = h.context;
  const open = request.approvers.filter((person) => !request.votes.some((vote) => vote.approver === person));
  const able = open.filter((person) => isHere(directory, person) || canSpeakFor(request, standsInFor(h, person)));
  return { ...request, unreachable: approvals(request) + able.length < request.needed };
};

const canSpeakFor = (request: ApprovalRequest, delegate: PersonId | undefined): boolean =>
  delegate !== undefined &&
  !request.excluded.includes(delegate) &&
  !request.approvers.includes(delegate) &&
  !request.votes.some((vote) => vote.by === delegate);

const proposal = (h: Happening, step: ApprovalStep): Pick<ApprovalRequest, "shows" | "sets"> => {
  const stored = storedValues(h.instance());
  const sets = Object.entries(step.sets).flatMap(([input, evidence]) => {
    const value = stored[evidence];
    return value === undefined ? [] : [[input, value] as const];
  });
  return { shows: step.shows.map((show) => shown(h, stored, show)), sets: Object.fromEntries(sets) };
};

const shown = (h: Happening, stored: Readonly<Record<string, StoredValue>>, show: Show): Shown => {
  // A name by itself keeps its reference, so that a personal value can be shown to whoever decides.
  const value = (source: string): StoredValue | undefined =>
    Object.hasOwn(stored, source.trim()) ? stored[source.trim()] : evaluate(source, scopeOf(h.instance()));
  if ("value" in show) return { label: show.label, value: value(show.value) };
  return { label: show.label, before: value(show.before), after: value(show.after) };
};
