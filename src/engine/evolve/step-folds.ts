import type { Instant, PersonId, StepKey } from "../ids.ts";
import type { ActiveStep, BlockedStep, Decided, DoneStep, Instance, Step, WaitingStep } from "../instance.ts";
import { invariant } from "../invariant.ts";
import type { EventOf, NewStep } from "../messages/event.ts";
import { type Folds, isWork, onStep, onWork, withClock } from "./fold.ts";

/** A step as it enters an instance. */
export const newStep = (step: NewStep, planned?: PersonId): WaitingStep => ({
  ...waitingAgain({ ...step, pass: 0, planned, backs: 0, episodes: 0, episode: undefined }),
  pass: 1,
});

/** Waits on its next pass: the pass is raised here, so that every card of the pass before is stale at once. */
const waitingAgain = (step: Head): WaitingStep => ({
  ...head(step),
  pass: step.pass + 1,
  status: "waiting",
  unready: undefined,
  upcomingAt: undefined,
  proposal: undefined,
});

type Head = Pick<Step, "key" | "kind" | "pass" | "planned" | "plannedBy" | "backs" | "episodes" | "episode">;

/** What every status keeps. An open episode stays until `episode.closed` says otherwise, so that its end is a row of its own. */
const head = (step: Head): Head => ({
  key: step.key,
  kind: step.kind,
  pass: step.pass,
  planned: step.planned,
  ...(step.plannedBy === undefined ? {} : { plannedBy: step.plannedBy }),
  backs: step.backs,
  episodes: step.episodes,
  episode: step.episode,
});

const activated = (step: Step, body: EventOf<"step.activated">, at: Instant): ActiveStep => ({
  ...head(step),
  pass: body.pass,
  status: "active",
  owner: body.pick.owner,
  insteadOf: body.pick.insteadOf,
  team: body.pick.team,
  activatedAt: at,
  ownedAt: at,
  dueAt: body.dueAt,
  heardAt: at,
  acknowledged: false,
  silentAt: body.silentAt,
  reminder: body.reminder,
  commitments: [],
  handOff: undefined,
  request: body.request,
  proposal: undefined,
  until: body.until,
});

const done = (step: ActiveStep | BlockedStep, at: Instant, end: Pick<DoneStep, "by" | "outcome" | "repeatAt">): DoneStep => ({
  ...head(step),
  status: "done",
  owner: step.owner,
  team: step.team,
  activatedAt: step.activatedAt,
  endedAt: at,
  dueAt: step.dueAt,
  ...end,
});

/** Ends the step, and keeps for the card of this pass who decided what. */
const decided = (instance: Instance, key: StepKey, { outcome, by, at, why }: Omit<Decided, "request">): Instance => {
  const step = instance.steps[key];
  invariant(step !== undefined && isWork(step), `${key} is decided while it is ${step?.status}`);
  return {
    ...instance,
    steps: { ...instance.steps, [key]: done(step, at, { by, outcome, repeatAt: undefined }) },
    decided: { ...instance.decided, [`${key}:${step.pass}`]: { outcome, by, at, why, request: step.request } },
  };
};

/** A new owner may acknowledge afresh: what the one before said does not speak for them. */
const owned = <S extends ActiveStep | BlockedStep>(
  step: S,
  owner: PersonId | undefined,
  insteadOf: PersonId | undefined,
  at: Instant,
  givenBy?: PersonId,
): S => ({
  ...step,
  owner,
  insteadOf,
  ownedAt: at,
  givenBy,
  acknowledged: false,
});

const unblocked = ({ block: _, ...step }: BlockedStep): ActiveStep => ({ ...step, status: "active" });

/**
 * Lifecycle and ownership. `step.reopened` and `step.reset` raise the pass; the `step.activated` that follows carries that pass
 * (a repeat, which goes from done to active, carries its pass + 1).
 */
export const stepFolds = {
  "step.planned": onStep((step, { planned, upcomingAt, by }) =>
    step.status === "waiting" ? { ...step, planned, plannedBy: by, upcomingAt } : { ...step, planned, plannedBy: by },
  ),
  "upcoming.queued": onStep((step) => (step.status === "waiting" ? { ...step, upcomingAt: undefined } : step)),
  "step.unready": onStep((step, { unready }) => (step.status === "waiting" ? { ...step, unready } : step)),
  "unready.reminded": onStep((step, { remindAt }) =>
    step.status === "waiting" && step.unready !== undefined ? { ...step, unready: { ...step.unready, remindAt } } : step,
  ),
  "step.activated": onStep((step, body, { at }) => activated(step, body, at)),
  "step.skipped": onStep((step, { by, cause }, { at }) => ({ ...head(step), status: "skipped", by, cause, endedAt: at })),
  "step.completed": onWork((step, { by, outcome, repeatAt }, { at }) => done(step, at, { by, outcome, repeatAt })),
  "decision.made": (instance, { step, by, option, why }, { at }) => decided(instance, step, { outcome: option, by, at, why }),
  "approval.decided": (instance, { step, by, outcome, why }, { at }) => decided(instance, step, { outcome, by, at, why }),
  "step.reopened": onStep((step, { counts }) => ({ ...waitingAgain(step), backs: step.backs + (counts ? 1 : 0) })),
  "step.reset": onStep((step) => waitingAgain(step)),
  "step.taken": onWork((step, { by, clock }, { at }) => withClock(owned(step, by, undefined, at, by), clock)),
  "step.acknowledged": onWork((step, { clock }) => withClock({ ...step, acknowledged: true }, clock)),
  "step.heard": onWork((step, { clock }) => withClock(step, clock)),
  "step.blocked": onWork((step, { block, clock }) => withClock({ ...step, status: "blocked", block }, clock)),
  "step.unblocked": onWork((step, { clock }) => withClock(step.status === "blocked" ? unblocked(step) : step, clock)),
  "step.handed-off": onWork((step, { handOff, clock }, { at }) => withClock({ ...owned(step, handOff.to, undefined, at), handOff }, clock)),
  "handoff.accepted": onWork((step, { clock }) =>
    withClock({ ...step, handOff: step.handOff && { ...step.handOff, accepted: true } }, clock),
  ),
  "handoff.returned": onWork((step, { by, to, missing, clock }, { at }) => {
    const returns = (step.handOff?.returns ?? 0) + 1;
    return withClock({ ...owned(step, to, undefined, at), handOff: { from: by, to, at, accepted: true, returns, note: missing } }, clock);
  }),
  "step.reassigned": onStep((step, { by, pick, clock }, { at }) => {
    if (!isWork(step)) return { ...step, planned: pick.owner, plannedBy: by };
    const moved = owned(step, pick.owner, pick.insteadOf, at, by);
    return withClock({ ...moved, team: pick.team ?? step.team, handOff: undefined }, clock);
  }),
  "step.extended": onWork((step, { clock }, { at }) => ({ ...withClock(step, clock), dueSetAt: at })),
} satisfies Partial<Folds>;
