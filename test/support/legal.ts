import type { Definition, StepDefinition } from "../../src/engine/definition.ts";
import type { Episode } from "../../src/engine/episode.ts";
import { evolve } from "../../src/engine/evolve.ts";
import type { Instance, Step } from "../../src/engine/instance.ts";
import type { Decision } from "../../src/engine/messages/decision.ts";

// What a legal instance is: each rule names what it found wrong, so that a failing property says why.

type Rule = (definition: Definition, instance: Instance) => readonly string[];

const steps = (instance: Instance): readonly Step[] => Object.values(instance.steps);
const over = (step: Step | undefined): boolean => step?.status === "done" || step?.status === "skipped";

const namesExactlyItsSteps: Rule = (definition, instance) => {
  const [expected, found] = [definition.steps.map((step) => step.key as string).sort(), Object.keys(instance.steps).sort()];
  return JSON.stringify(expected) === JSON.stringify(found) ? [] : [`has steps ${found.join()} instead of ${expected.join()}`];
};

const keepsKinds: Rule = (definition, instance) =>
  definition.steps
    .filter((step) => instance.steps[step.key]?.kind !== step.kind)
    .map((step) => `${step.key} is a ${instance.steps[step.key]?.kind}, defined as ${step.kind}`);

const countsPasses: Rule = (_, instance) =>
  steps(instance).flatMap((step) => [
    ...(step.pass >= 1 ? [] : [`${step.key} is on pass ${step.pass}`]),
    ...(step.backs >= 0 && step.backs < step.pass ? [] : [`${step.key} was sent back ${step.backs} times in ${step.pass} passes`]),
  ]);

const completedMeansDone: Rule = (_, instance) =>
  instance.status === "completed" && !steps(instance).every(over)
    ? [
        `completed with ${steps(instance)
          .filter((step) => !over(step))
          .map((step) => step.key)} open`,
      ]
    : [];

const endsOnce: Rule = (_, instance) => {
  const ended = instance.status === "completed" || instance.status === "cancelled";
  return [
    ...(ended === (instance.endedAt !== undefined) ? [] : [`${instance.status} with endedAt ${instance.endedAt}`]),
    ...(ended === (instance.outcome !== undefined) ? [] : [`${instance.status} with outcome ${instance.outcome}`]),
    ...((instance.status === "paused") === (instance.pausedAt !== undefined)
      ? []
      : [`${instance.status} with pausedAt ${instance.pausedAt}`]),
  ];
};

/** A step begins when its needs are met; somebody may have it begin alongside, or begin again out of turn. */
const isInTurn = ({ needs }: StepDefinition, instance: Instance): boolean => {
  const met = needs.steps.filter((need) => over(instance.steps[need]));
  return needs.steps.length === 0 || (needs.join === "any" ? met.length > 0 : met.length === needs.steps.length);
};

const outOfTurn = ({ definition, decision }: { readonly definition: Definition; readonly decision: Decision }): ReadonlySet<string> => {
  const bodies = decision.events.map((event) => event.body);
  const reopened = bodies.flatMap((body) => (body.type === "step.reopened" ? [body.step] : []));
  const alongside = Object.values(definition.alternatives).flatMap(({ act }) => (act.do === "parallel" ? act.steps : []));
  return new Set([...reopened, ...alongside]);
};

/** Steps that a decision began before their turn, in words. */
export const begunTooEarly = (definition: Definition, before: Instance, decision: Decision): readonly string[] => {
  const exempt = outOfTurn({ definition, decision });
  let instance = before;
  const early: string[] = [];
  for (const event of decision.events) {
    const step = event.body.type === "step.activated" ? event.body.step : undefined;
    const rule = definition.steps.find((each) => each.key === step);
    if (rule !== undefined && !exempt.has(rule.key) && !isInTurn(rule, instance))
      early.push(`${rule.key} began before ${rule.needs.steps.join()}`);
    instance = evolve(instance, event);
  }
  return early;
};

const episodeProblems = (step: Step, episode: Episode): readonly string[] => {
  const triggers = episode.causes.map((cause) => cause.trigger);
  return [
    ...(triggers.length > 0 ? [] : [`${step.key} has an episode without a cause`]),
    ...(new Set(triggers).size === triggers.length ? [] : [`${step.key} has a cause twice: ${triggers}`]),
    ...(over(step) ? [`${step.key} is ${step.status} with an open episode`] : []),
    ...(episode.n === step.episodes ? [] : [`${step.key} is in episode ${episode.n} of ${step.episodes}`]),
    ...(triggers.includes("blocked") && step.status !== "blocked" ? [`${step.key} is ${step.status} in an episode for a block`] : []),
    ...(triggers.includes("unready") && step.status !== "waiting" ? [`${step.key} is ${step.status} in an episode for readiness`] : []),
  ];
};

/** Ended cases keep their last picture: only what runs is held to its episodes. */
const episodesHaveCauses: Rule = (_, instance) =>
  instance.status !== "running"
    ? []
    : steps(instance).flatMap((step) => (step.episode === undefined ? [] : episodeProblems(step, step.episode)));

const levelsFireOnce: Rule = (_, instance) =>
  steps(instance).flatMap((step) => {
    const levels = step.episode?.asked.map((asked) => asked.level) ?? [];
    return new Set(levels).size === levels.length ? [] : [`${step.key} asked at ${levels}: a level fired twice`];
  });

const oneVoteEach: Rule = (_, instance) =>
  steps(instance).flatMap((step) => {
    const request = "request" in step ? step.request : undefined;
    if (request === undefined) return [];
    const [humans, seats] = [request.votes.map((vote) => vote.by), request.votes.map((vote) => vote.approver)];
    return [
      ...(new Set(humans).size === humans.length ? [] : [`${step.key}: one human, two votes`]),
      ...(new Set(seats).size === seats.length ? [] : [`${step.key}: one approver, two votes`]),
      ...humans.filter((by) => request.excluded.includes(by)).map((by) => `${step.key}: ${by} voted though excluded`),
      ...seats.filter((approver) => !request.approvers.includes(approver)).map((approver) => `${step.key}: ${approver} is no approver`),
    ];
  });

const doneHasItsEvidence: Rule = (definition, instance) =>
  definition.steps.flatMap(({ key, evidence }) => {
    const step = instance.steps[key];
    // A person's skip, a wait's event and the end of a repeat ask for no evidence.
    if (step?.status !== "done" || step.by === undefined) return [];
    return evidence
      .filter((each) => each.required && instance.evidence[each.name] === undefined)
      .map((each) => `${key} is done without ${each.name}`);
  });

const neverItsOwnApprover: Rule = (_, instance) =>
  Object.values(instance.drafts).flatMap((draft) => [
    ...(draft.author !== undefined && draft.approvers.includes(draft.author) ? [`draft ${draft.id} is approved by its author`] : []),
    ...((draft.status === "approved" || draft.status === "sent") && draft.approvedBy === undefined
      ? [`draft ${draft.id} has no approver`]
      : []),
  ]);

const nothingAfterItsEnd: Rule = (_, instance) =>
  instance.status !== "completed" && instance.status !== "cancelled"
    ? []
    : Object.values(instance.drafts)
        .filter((draft) => draft.status === "pending")
        .map((draft) => `draft ${draft.id} still waits`);

const twoCommitments: Rule = (_, instance) =>
  steps(instance).flatMap((step) =>
    "commitments" in step && step.commitments.length > 2 ? [`${step.key} has ${step.commitments.length} commitments`] : [],
  );

const RULES: readonly Rule[] = [
  namesExactlyItsSteps,
  keepsKinds,
  countsPasses,
  completedMeansDone,
  endsOnce,
  episodesHaveCauses,
  levelsFireOnce,
  oneVoteEach,
  doneHasItsEvidence,
  neverItsOwnApprover,
  nothingAfterItsEnd,
  twoCommitments,
];

/** Everything that is illegal about an instance, in words; empty for a legal one. */
export const illegalities = (definition: Definition, instance: Instance): readonly string[] =>
  RULES.flatMap((rule) => rule(definition, instance));
