import { isWork } from "./evolve/fold.ts";
import { stepDefinition } from "./happening.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import type { Draft, Instance, Step } from "./instance.ts";
import { invariant } from "./invariant.ts";
import type { InstanceCommand } from "./messages/command.ts";
import { leadOf, peopleFor, processOwnersOf, type Standpoint, standIn, teamOfStep } from "./people.ts";
import { actingPerson } from "./tell.ts";

/** Where somebody wants to act, and when. */
export interface Scene extends Standpoint {
  readonly now: Instant;
}

/** What somebody may be to a case, a step, a message; the letters are those of DOMAIN.md's table. */
export type Role =
  /** O */
  | "owner"
  /** M */
  | "member"
  /** L */
  | "lead"
  /** L, as long as the receiver is in the team. */
  | "lead-within-team"
  /** L, where a ladder offered them this act. */
  | "lead-where-offered"
  /** A, less `not`, or the delegate of an absent one. */
  | "approver"
  /** S, until the first step is done. */
  | "starter-at-first"
  /** P */
  | "process-owner"
  /** P, unless it is in favour of themselves. */
  | "process-owner-for-others"
  /** C */
  | "compliance"
  | "starter"
  | "receiver"
  | "asked"
  | "proposal-approver"
  | "message-approver"
  | "input-source"
  | "oneself"
  | "participant"
  | "reader"
  | "may-start";

/** Everybody who holds a role towards what a command is about. */
export type RoleOf = (scene: Scene, command: InstanceCommand) => readonly PersonId[];

export const instanceOf = (scene: Standpoint): Instance => {
  invariant(scene.instance !== undefined, "nobody holds a role in a case that has not started");
  return scene.instance;
};

const keyOf = (command: InstanceCommand): StepKey | undefined => ("step" in command ? command.step : undefined);

export const stepOf = (scene: Standpoint, command: InstanceCommand): Step | undefined => {
  const key = keyOf(command);
  return key === undefined ? undefined : instanceOf(scene).steps[key];
};

const some = (...people: readonly (PersonId | undefined)[]): readonly PersonId[] => people.filter((person) => person !== undefined);

/** People, and whoever stands in for those of them who are absent. */
const withStandIns = (scene: Scene, people: readonly PersonId[]): readonly PersonId[] =>
  people.flatMap((person) => some(person, standIn(scene.directory, person, scene.now)?.person));

/** Owner or acting delegate; of a step that waits, whoever is expected to own it. */
export const ownersOf = (scene: Scene, step: Step): readonly PersonId[] => {
  if (step.status === "waiting" || step.status === "skipped") return withStandIns(scene, some(step.planned));
  return [...withStandIns(scene, some(step.owner)), ...(step.status === "done" ? [] : some(step.insteadOf))];
};

export const leadsOf = (scene: Standpoint, step: Step): readonly PersonId[] => some(leadOf(scene.directory, teamOfStep(scene, step.key)));

export const membersOf = (scene: Standpoint, step: Step): readonly PersonId[] =>
  scene.directory.teams.get(teamOfStep(scene, step.key) ?? "")?.members ?? [];

const onStep =
  (role: (scene: Scene, step: Step, command: InstanceCommand) => readonly PersonId[]): RoleOf =>
  (scene, command) => {
    const step = stepOf(scene, command);
    return step === undefined ? [] : role(scene, step, command);
  };

/** Of a request that is decided, or not asked yet: whoever clicks is told how it stands. */
const approversOf = (scene: Scene, step: Step): readonly PersonId[] => {
  const definition = stepDefinition(scene.definition, step.key);
  return definition.kind === "approval" ? withStandIns(scene, peopleFor(scene, definition.approvers, step.key)) : [];
};

/** `not` holds for a delegate, too: nobody overrides it. */
export const votersOf = (scene: Scene, step: Step): readonly PersonId[] => {
  if (!isWork(step) || step.request === undefined) return [];
  const { approvers, excluded } = step.request;
  const entitled = approvers.filter((approver) => !excluded.includes(approver));
  return withStandIns(scene, entitled).filter((person) => !excluded.includes(person));
};

/** Those asked at the level that offered an alternative, or at an earlier one. */
const askedFor = (step: Step, offers: (alternative: string) => boolean): readonly PersonId[] => {
  const asked = step.episode?.asked.filter((each) => !each.warned) ?? [];
  const last = asked.findLastIndex((each) => each.offered.some(offers));
  return asked.slice(0, last + 1).flatMap((each) => each.people);
};

const OFFERED_AS: { readonly [T in InstanceCommand["type"]]?: "extend" | "skip" } = { ExtendStep: "extend", SkipStep: "skip" };

/** An alternative that somebody else must approve is offered as a pick, not as a free hand. */
const offeredLeads = onStep((scene, step, command) => {
  const act = OFFERED_AS[command.type];
  const asked = askedFor(step, (id) => {
    const alternative = scene.definition.alternatives[id]?.act ?? { do: id };
    return alternative.do === act && !("approval" in alternative && alternative.approval.length > 0);
  });
  return leadsOf(scene, step).filter((lead) => asked.includes(lead));
});

const draftOf = (scene: Scene, command: InstanceCommand): Draft | undefined =>
  "draft" in command ? instanceOf(scene).drafts[command.draft] : undefined;

const atFirst: RoleOf = (scene) => {
  // A recorded fact ends by itself: nobody has worked on the case yet.
  const begun = Object.values(instanceOf(scene).steps).some((step) => step.status === "done" && step.kind !== "action");
  return begun ? [] : some(instanceOf(scene).starter);
};

/** A role that only one kind of act knows. */
const forAct =
  <T extends InstanceCommand["type"]>(
    type: T,
    role: (scene: Scene, command: Extract<InstanceCommand, { type: T }>) => readonly PersonId[],
  ): RoleOf =>
  (scene, command) =>
    // The type was just compared, which the compiler does not carry over to an open `T`.
    command.type === type ? role(scene, command as Extract<InstanceCommand, { type: T }>) : [];

/** Whom one input is asked from: those its definition names, and those who were asked when a step missed it. */
const sourcesOf = (scene: Scene, name: string): readonly PersonId[] => {
  const from = scene.definition.inputs.filter((input) => input.name === name).flatMap((input) => input.from);
  const unready = Object.values(instanceOf(scene).steps).flatMap((step) => (step.status === "waiting" ? (step.unready ?? []) : []));
  const asked = unready.filter(({ missing }) => missing.includes(name)).flatMap((each) => each.asked);
  return withStandIns(scene, [...peopleFor(scene, from), ...asked]);
};

/** Whoever gives several at once is asked for each of them. */
const inputSources = forAct("ProvideInput", (scene, { inputs }) => {
  const [first = [], ...others] = Object.keys(inputs).map((name) => sourcesOf(scene, name));
  return first.filter((person) => others.every((sources) => sources.includes(person)));
});

const forOthers = forAct("ChangeApprovers", (scene, command) => {
  const step = stepOf(scene, command);
  const before = step !== undefined && "request" in step ? (step.request?.approvers ?? []) : [];
  const added = command.approvers.filter((person) => !before.includes(person));
  return processOwnersOf(scene).filter((person) => !added.includes(person));
});

const themselves = forAct("ChangeWatchers", (scene, command) => {
  const changed = [...new Set([...(command.add ?? []), ...(command.remove ?? [])])];
  return changed.length === 1 ? changed.filter((person) => readersOf(scene, command).includes(person)) : [];
});

const withinTeam = forAct("ReassignStep", (scene, command) => {
  const step = stepOf(scene, command);
  return step !== undefined && membersOf(scene, step).includes(command.to) ? leadsOf(scene, step) : [];
});

const askedToPick = forAct("PickAlternative", (scene, command) => {
  const step = stepOf(scene, command);
  return step === undefined ? [] : askedFor(step, (id) => id === command.alternative);
});

const involvedIn = (scene: Scene, step: Step): readonly PersonId[] => {
  const asked = step.episode?.asked.flatMap((each) => each.people) ?? [];
  const common = [...some(step.planned), ...ownersOf(scene, step), ...leadsOf(scene, step), ...asked];
  if (step.status === "waiting") return [...common, ...(step.unready?.asked ?? []), ...(step.proposal?.approvers ?? [])];
  if (step.status === "done" || step.status === "skipped") return [...common, ...some(step.by)];
  const unclaimed = step.owner === undefined && stepDefinition(scene.definition, step.key).kind !== "approval";
  return [
    ...common,
    ...(unclaimed ? membersOf(scene, step) : []),
    ...votersOf(scene, step),
    ...some(step.handOff?.from),
    ...(step.proposal?.approvers ?? []),
  ];
};

/** Everybody with a part in the case: who started it, owns, owned or will own a step of it, leads, approves or was asked. */
export const participantsOf = (scene: Scene): readonly PersonId[] => {
  const instance = instanceOf(scene);
  const inSteps = Object.values(instance.steps).flatMap((step) => involvedIn(scene, step));
  const ofDrafts = Object.values(instance.drafts).flatMap((draft) => [...draft.approvers, ...some(draft.author)]);
  return [...new Set([...some(instance.starter), ...processOwnersOf(scene), ...inSteps, ...ofDrafts])];
};

export const complianceOf = (scene: Standpoint): readonly PersonId[] => peopleFor(scene, scene.definition.access.audit);

/** Participants, watchers, and those whom `access.see` names. */
export const readersOf: RoleOf = (scene, command) => {
  const { see } = scene.definition.access;
  const named = see === "channel" || see === undefined ? [] : peopleFor(scene, see);
  const inChannel = see === "channel" ? speaker(command) : [];
  return [...new Set([...participantsOf(scene), ...instanceOf(scene).watchers, ...named, ...inChannel])];
};

/** Whoever acts, if the edge has seen them in the workflow's channel. */
const speaker = (command: InstanceCommand): readonly PersonId[] =>
  "inChannel" in command && command.inChannel === true ? some(actingPerson(command.actor)) : [];

const startersOf: RoleOf = (scene, command) => {
  const { start } = scene.definition.access;
  const inChannel = start === undefined ? speaker(command) : [];
  // A process owner gets the form of an event that could start nothing, and must be able to send it.
  return [...new Set([...peopleFor(scene, start ?? []), ...processOwnersOf(scene), ...inChannel])];
};

export const ROLES: { readonly [R in Role]: RoleOf } = {
  owner: onStep(ownersOf),
  member: onStep(membersOf),
  lead: onStep(leadsOf),
  "lead-within-team": withinTeam,
  "lead-where-offered": offeredLeads,
  approver: onStep((scene, step) => (isWork(step) ? votersOf(scene, step) : approversOf(scene, step))),
  "starter-at-first": atFirst,
  "process-owner": processOwnersOf,
  "process-owner-for-others": forOthers,
  compliance: complianceOf,
  starter: (scene) => some(instanceOf(scene).starter),
  receiver: onStep((scene, step) => ("handOff" in step && step.handOff?.accepted === false ? withStandIns(scene, [step.handOff.to]) : [])),
  asked: askedToPick,
  "proposal-approver": onStep((scene, step) => ("proposal" in step ? withStandIns(scene, step.proposal?.approvers ?? []) : [])),
  "message-approver": (scene, command) => {
    const draft = draftOf(scene, command);
    return draft?.approvers.filter((person) => person !== draft.author) ?? [];
  },
  "input-source": inputSources,
  oneself: themselves,
  participant: participantsOf,
  reader: readersOf,
  "may-start": startersOf,
};
