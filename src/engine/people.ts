import type { Definition, StepDefinition, Who } from "./definition.ts";
import type { Directory } from "./directory.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import type { Instance, Step } from "./instance.ts";
import { lookupFor } from "./scope.ts";
import { renderTemplate } from "./template.ts";

/** All that naming somebody depends on. `instance` is undefined before it has started. */
export interface Standpoint {
  readonly definition: Definition;
  readonly directory: Directory;
  readonly instance: Instance | undefined;
}

/** Where a decision stands now. Throws before the case has started. */
export const standpointOf = (h: Happening): Standpoint => ({
  definition: h.definition,
  directory: h.context.directory,
  instance: h.instance(),
});

/** The person behind an id, an email or a Slack user id; undefined when nobody is known by it. */
export const personAt = (directory: Directory, address: string): PersonId | undefined => {
  const id = directory.addresses.get(address) ?? directory.addresses.get(address.trim().toLowerCase());
  return id ?? directory.people.get(address as PersonId)?.id;
};

/**
 * Everyone a `who` means, in order and once each. An unknown address is nobody; a team is its members, with the skill if one is named.
 * `step` is the step that is asked for: whose team *step-team-lead* is about.
 */
export const resolveWho = (h: Happening, who: readonly Who[], step?: StepKey): readonly PersonId[] => peopleFor(standpointOf(h), who, step);

/** `resolveWho` without a decision: for `wakeAt`, queries and views. */
export const peopleFor = (standpoint: Standpoint, who: readonly Who[], step?: StepKey): readonly PersonId[] => [
  ...new Set(who.flatMap((one) => peopleForOne(standpoint, one, step))),
];

/** Those the process belongs to, else the admins, so that somebody can always be asked. */
export const processOwner = (h: Happening): readonly PersonId[] => processOwnersOf(standpointOf(h));

export const processOwnersOf = (standpoint: Standpoint): readonly PersonId[] => {
  const owners = peopleFor(standpoint, standpoint.definition.owner.filter(isPlain)).filter((person) =>
    isHere(standpoint.directory, person),
  );
  return owners.length > 0 ? owners : admins(standpoint.directory);
};

export const admins = (directory: Directory): readonly PersonId[] => directory.admins.filter((person) => isHere(directory, person));

/** The team's lead, as long as they are in the workspace. */
export const leadOf = (directory: Directory, team: string | undefined): PersonId | undefined => {
  const lead = team === undefined ? undefined : directory.teams.get(team)?.lead;
  return lead !== undefined && isHere(directory, lead) ? lead : undefined;
};

/** The team a step was picked from, else the first that its definition names. */
export const teamOfStep = (standpoint: Standpoint, key: StepKey): string | undefined => {
  const step = standpoint.instance?.steps[key];
  const picked = step !== undefined && "team" in step ? step.team : undefined;
  return picked ?? namedTeam(stepDefinition(standpoint.definition, key));
};

/** Known and not gone from the workspace, whether absent or not. */
export const isHere = (directory: Directory, person: PersonId): boolean => directory.people.get(person)?.present === true;

/** Absent at that moment, gone for good, or unknown. */
export const isAbsent = (directory: Directory, person: PersonId, at: Instant): boolean =>
  !isHere(directory, person) || absenceAt(directory, person, at) !== undefined;

/** The person, if there; else their delegate, or the delegate's (two hops at most), with the name of who they stand in for. */
export const standIn = (
  directory: Directory,
  person: PersonId,
  at: Instant,
): { readonly person: PersonId; readonly insteadOf: PersonId | undefined } | undefined => {
  let current: PersonId | undefined = person;
  for (let hops = 0; hops <= 2 && current !== undefined; hops++) {
    if (!isAbsent(directory, current, at)) return { person: current, insteadOf: current === person ? undefined : person };
    current = absenceAt(directory, current, at)?.delegate ?? directory.people.get(current)?.delegate;
  }
  return undefined;
};

/** `people`, each or who stands in for them; the absent without a delegate are left out. */
export const presentOf = (directory: Directory, people: readonly PersonId[], at: Instant): readonly PersonId[] => [
  ...new Set(people.flatMap((person) => standIn(directory, person, at)?.person ?? [])),
];

const absenceAt = (directory: Directory, person: PersonId, at: Instant) =>
  directory.people.get(person)?.absences.find((absence) => absence.from <= at && at < absence.until);

const present = (person: PersonId | undefined): readonly PersonId[] => (person === undefined ? [] : [person]);

/** A process owner that is named by their own role would be nobody. */
const isPlain = (who: Who): boolean => {
  if (who.who === "manager-of") return isPlain(who.of);
  return who.who !== "process-owner" && who.who !== "step-team-lead";
};

const peopleForOne = (standpoint: Standpoint, who: Who, step: StepKey | undefined): readonly PersonId[] => {
  const { directory, instance } = standpoint;
  switch (who.who) {
    case "address":
      return present(personAt(directory, who.address));
    case "team":
      return membersFor(standpoint, who);
    case "input":
      return present(personIn(directory, instance?.inputs[who.input]));
    case "same-as":
      return present(doerOf(instance?.steps[who.step]));
    case "owner-of":
      return present(ownerOf(instance?.steps[who.step]));
    case "manager-of":
      return peopleForOne(standpoint, who.of, step).flatMap((person) => present(directory.people.get(person)?.manager));
    case "process-owner":
      return processOwnersOf(standpoint);
    case "starter":
      return present(instance?.starter);
    case "step-team-lead":
      return leadsFor(standpoint, step);
  }
};

const membersFor = (standpoint: Standpoint, who: Extract<Who, { who: "team" }>): readonly PersonId[] => {
  const { directory } = standpoint;
  const members = directory.teams.get(who.team)?.members ?? [];
  if (who.skill === undefined) return members;
  const skill = renderTemplate(who.skill, lookupFor(standpoint)).trim().toLowerCase();
  return members.filter((person) => directory.people.get(person)?.skills.some((known) => known.toLowerCase() === skill));
};

const personIn = (directory: Directory, value: unknown): PersonId | undefined =>
  typeof value === "string" ? personAt(directory, value) : undefined;

/** Who did it: whoever ended the step, else whoever has it. */
const doerOf = (step: Step | undefined): PersonId | undefined => (step?.status === "done" ? (step.by ?? step.owner) : ownerOf(step));

const ownerOf = (step: Step | undefined): PersonId | undefined => {
  if (step === undefined || step.status === "waiting" || step.status === "skipped") return step?.planned;
  return step.owner ?? (step.status === "done" ? step.by : undefined);
};

const leadsFor = (standpoint: Standpoint, step: StepKey | undefined): readonly PersonId[] => {
  const lead = step === undefined ? undefined : leadOf(standpoint.directory, teamOfStep(standpoint, step));
  return lead === undefined ? processOwnersOf(standpoint) : [lead];
};

const namedTeam = (step: StepDefinition): string | undefined => {
  const named = step.kind === "approval" ? [...step.approvers, ...step.owner] : step.owner;
  return named.find((who) => who.who === "team")?.team;
};
