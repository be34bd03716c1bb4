import type { Instant, StepKey } from "../ids.ts";
import type { Draft, Instance, Picked } from "../instance.ts";
import type { Event } from "../messages/event.ts";
import type { ModelWords } from "../messages/record-words.ts";
import { type Folds, isWork, noChange, onStep, onWork, withClock } from "./fold.ts";

const inDraft = (instance: Instance, id: string, change: Partial<Draft>): Instance => {
  const draft = instance.drafts[id];
  return draft === undefined ? instance : { ...instance, drafts: { ...instance.drafts, [id]: { ...draft, ...change } } };
};

const inPacket = (instance: Instance, key: StepKey, words: ModelWords): Instance => {
  const step = instance.steps[key];
  if (step === undefined || !isWork(step) || step.handOff === undefined) return instance;
  return { ...instance, steps: { ...instance.steps, [key]: { ...step, handOff: { ...step.handOff, words } } } };
};

const settled = (status: Draft["status"], { at }: Event) => ({ status, settledAt: at });

/** The first pick of an episode's alternative keeps its author when its approval carries it out. */
const picked = (
  instance: Instance,
  step: StepKey,
  episode: number,
  change: Partial<Picked> & Pick<Picked, "alternative" | "by" | "at">,
): Instance => {
  const key = `${step}:${episode}`;
  const earlier = instance.picks?.[key];
  const same = earlier?.alternative === change.alternative && earlier.settled?.approved !== false ? earlier : undefined;
  return { ...instance, picks: { ...instance.picks, [key]: { settled: undefined, ...change, ...same } } };
};

const proposalSettled = (instance: Instance, step: StepKey, settled: Picked["settled"]): Instance => {
  const held = instance.steps[step];
  const episode = held !== undefined && "proposal" in held ? held.proposal?.episode : undefined;
  const earlier = instance.picks?.[`${step}:${episode}`];
  return earlier === undefined ? instance : { ...instance, picks: { ...instance.picks, [`${step}:${episode}`]: { ...earlier, settled } } };
};

const clearProposal = onStep<"alternative.settled">((step) =>
  isWork(step) || step.status === "waiting" ? { ...step, proposal: undefined } : step,
);
const holdProposal = onStep<"alternative.proposed">((step, { proposal }) =>
  isWork(step) || step.status === "waiting" ? { ...step, proposal } : step,
);

const newClock = onStep<"alternative.picked">((step, { clock }) => (isWork(step) && clock !== undefined ? withClock(step, clock) : step));

const waitingUntil = (instance: Instance, untils: Readonly<Record<StepKey, Instant>>): Instance["steps"] =>
  Object.fromEntries(
    Object.values(instance.steps)
      .filter((step) => isWork(step) && untils[step.key] !== undefined)
      .map((step) => [step.key, { ...step, until: untils[step.key] }]),
  );

/** What people give and settle: evidence, inputs, votes, proposals and drafts. */
export const actFolds = {
  "evidence.added": (instance, { values }) => ({ ...instance, evidence: { ...instance.evidence, ...values } }),
  "input.set": (instance, { inputs, targetAt = instance.targetAt, untils = {} }) => ({
    ...instance,
    inputs: { ...instance.inputs, ...inputs },
    targetAt,
    steps: { ...instance.steps, ...waitingUntil(instance, untils) },
  }),
  "note.added": noChange,
  "alternative.picked": (instance, body, event) => {
    const { step, episode, alternative, by } = body;
    return newClock(picked(instance, step, episode, { alternative, by, at: event.at }), body, event);
  },
  "alternative.proposed": (instance, body, event) => {
    const { alternative, episode, by, at } = body.proposal;
    return picked(holdProposal(instance, body, event), body.step, episode, { alternative, by, at });
  },
  "alternative.settled": (instance, body, event) =>
    clearProposal(proposalSettled(instance, body.step, { by: body.by, approved: body.approved, at: event.at }), body, event),
  "approval.changed": onWork((step, { request }) => ({ ...step, request })),
  "vote.cast": onWork((step, { vote, unreachable }) => {
    if (step.request === undefined) return step;
    const others = step.request.votes.filter((earlier) => earlier.approver !== vote.approver);
    return { ...step, request: { ...step.request, votes: [...others, vote], unreachable } };
  }),
  "message.drafted": (instance, { draft }) => ({ ...instance, drafts: { ...instance.drafts, [draft.id]: draft } }),
  "message.approved": (instance, { draft, by, offered }, event) => {
    const words = instance.drafts[draft]?.offered;
    const chosen = offered === true && words !== undefined ? { offered: { ...words, chosen: true } } : {};
    return inDraft(instance, draft, { ...settled("approved", event), approvedBy: by, ...chosen });
  },
  "message.rejected": (instance, { draft }, event) => inDraft(instance, draft, settled("rejected", event)),
  "message.sent": (instance, { draft }, event) => inDraft(instance, draft, settled("sent", event)),
  "message.voided": (instance, { draft }, event) => inDraft(instance, draft, settled("void", event)),
  "words.recorded": (instance, { about, words, sources }) =>
    about.kind === "draft"
      ? inDraft(instance, about.draft, { offered: { words, sources, chosen: false } })
      : inPacket(instance, about.step, { words, sources }),
} satisfies Partial<Folds>;
