import type { StepDefinition, Who } from "./definition.ts";
import type { Team } from "./directory.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { PersonId, StepKey } from "./ids.ts";
import type { Pick } from "./messages/event.ts";
import { isAbsent, isHere, leadOf, processOwner, resolveWho, standIn, standpointOf, teamOfStep } from "./people.ts";

/** One of the owners that a definition names: a team with its policy, or people one by one. */
interface Group {
  readonly team: Team | undefined;
  /** In order; with the skill, where one is asked for. */
  readonly people: readonly PersonId[];
}

/**
 * Who owns a step that starts now. The planned owner is confirmed when there and present; else their delegate (both names are in the
 * answer), else another pick by the team's policy, else a delegate of those, else the lead, else the process owner. An approval is owned
 * by nobody, and a team that assigns to anyone owns the step itself.
 */
export const pickOwner = (h: Happening, key: StepKey): Pick => {
  const step = stepDefinition(h.definition, key);
  if (step.kind === "approval") return ownedByNobody(h, step, step.approvers);
  const groups = groupsOf(h, step.owner, key);
  if (step.kind === "action" && groups.length === 0) return ownedByNobody(h, step, []);
  const found =
    confirmed(h, key, groups) ?? firstOf(groups, (group) => pickFrom(h, group)) ?? firstOf(groups, (group) => delegateIn(h, group));
  return { ...(found ?? lastResort(h, key)), candidates: candidatesOf(groups) };
};

/**
 * Who is expected to own a step, as far as that can be known before it starts; undefined when it cannot (an approval, a team of *anyone*,
 * a rota, people who are named by what has not happened yet). Absence now says nothing of the day when the step starts.
 */
export const planOwner = (h: Happening, key: StepKey): PersonId | undefined => {
  const step = stepDefinition(h.definition, key);
  if (step.kind === "approval") return undefined;
  const groups = groupsOf(h, step.owner, key);
  const [first] = groups;
  if (first?.team !== undefined && UNPLANNED.has(first.team.assign)) return undefined;
  return groups.map((group) => planIn(h, group)).find((person) => person !== undefined);
};

/** Everybody whom the definition means as the owner of a step, whoever of them is there. */
export const mayOwn = (h: Happening, key: StepKey): readonly PersonId[] =>
  candidatesOf(groupsOf(h, stepDefinition(h.definition, key).owner, key));

/** Policies that say who it is only when the step starts. */
const UNPLANNED: ReadonlySet<Team["assign"]> = new Set<Team["assign"]>(["anyone", "on-call"]);

const planIn = (h: Happening, { team, people }: Group): PersonId | undefined => {
  const here = people.filter((person) => isHere(h.context.directory, person));
  if (team === undefined || team.assign === "first") return here[0];
  const present = here.filter((person) => !isAbsent(h.context.directory, person, h.now));
  return byPolicy(h, team, present.length > 0 ? present : here);
};

type Found = Omit<Pick, "candidates">;

const groupsOf = (h: Happening, owners: readonly Who[], key: StepKey): readonly Group[] =>
  owners.map((who) => ({
    team: who.who === "team" ? h.context.directory.teams.get(who.team) : undefined,
    people: resolveWho(h, [who], key),
  }));

const candidatesOf = (groups: readonly Group[]): readonly PersonId[] => [...new Set(groups.flatMap((group) => group.people))];

const ownedByNobody = (h: Happening, step: StepDefinition, asked: readonly Who[]): Pick => ({
  owner: undefined,
  insteadOf: undefined,
  team: teamOfStep(standpointOf(h), step.key),
  candidates: resolveWho(h, asked, step.key),
});

const firstOf = (groups: readonly Group[], find: (group: Group) => Found | undefined): Found | undefined => {
  for (const group of groups) {
    const found = find(group);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** A plan that a policy made holds as long as the definition still means that person and it is fair; one that a person made holds anyway. */
const confirmed = (h: Happening, key: StepKey, groups: readonly Group[]): Found | undefined => {
  const { planned, plannedBy, pass } = h.step(key);
  if (planned === undefined) return undefined;
  const group = groups.find(({ people }) => people.includes(planned));
  if (plannedBy === undefined && (group === undefined || (pass === 1 && isOverloaded(h, planned, group)))) return undefined;
  return standingIn(h, planned, group?.team);
};

/** Plans are made long before, and many at once know nothing of each other: ten thousand of them may name one person. */
const FAIR_DIFFERENCE = 3;

const isOverloaded = (h: Happening, planned: PersonId, { team, people }: Group): boolean => {
  if (team === undefined || team.assign === "first") return false;
  const others = people.filter((person) => !isAbsent(h.context.directory, person, h.now));
  return others.some((person) => h.load(planned).active - h.load(person).active > FAIR_DIFFERENCE);
};

const standingIn = (h: Happening, person: PersonId, team: Team | undefined): Found | undefined => {
  const present = standIn(h.context.directory, person, h.now);
  return present && { owner: present.person, insteadOf: present.insteadOf, team: team?.id };
};

const pickFrom = (h: Happening, group: Group): Found | undefined => {
  const { directory } = h.context;
  if (group.team?.assign === "on-call") return onCall(h, group.team) ?? pickPresent(h, group);
  const isTeams = group.team?.assign === "anyone" && group.people.some((person) => !isAbsent(directory, person, h.now));
  return isTeams ? { owner: undefined, insteadOf: undefined, team: group.team?.id } : pickPresent(h, group);
};

/** Whoever the rota names, or their delegate: they answer for their shift. */
const onCall = (h: Happening, team: Team): Found | undefined => {
  const shift = team.rota.filter((entry) => entry.from <= h.now).sort((one, other) => other.from - one.from)[0];
  return shift && standingIn(h, shift.person, team);
};

const pickPresent = (h: Happening, group: Group): Found | undefined => {
  const present = group.people.filter((person) => !isAbsent(h.context.directory, person, h.now));
  const owner = group.team === undefined ? present[0] : byPolicy(h, group.team, present);
  return owner && { owner, insteadOf: undefined, team: group.team?.id };
};

const delegateIn = (h: Happening, group: Group): Found | undefined => {
  for (const person of group.people) {
    const found = standingIn(h, person, group.team);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Of those that may, the one whose turn it is. Ties go by the order of the team. */
const byPolicy = (h: Happening, team: Team, people: readonly PersonId[]): PersonId | undefined => {
  const last = (person: PersonId): number => h.load(person).lastAssignedAt ?? Number.NEGATIVE_INFINITY;
  const active = (person: PersonId): number => h.load(person).active;
  switch (team.assign) {
    case "round-robin":
      // Turns of one decision, and of one batch of the sweep, are taken at one instant.
      return smallest(people, (one, other) => last(one) - last(other) || active(one) - active(other));
    case "least-loaded":
    case "by-skill":
      return smallest(people, (one, other) => active(one) - active(other) || last(one) - last(other));
    default:
      return people[0];
  }
};

const smallest = (people: readonly PersonId[], compare: (one: PersonId, other: PersonId) => number): PersonId | undefined =>
  people.length === 0 ? undefined : people.reduce((best, person) => (compare(person, best) < 0 ? person : best));

/** Nobody who could own it is there: the lead of the team, else the process owner, present or not. */
const lastResort = (h: Happening, key: StepKey): Found => {
  const team = teamOfStep(standpointOf(h), key);
  const lead = leadOf(h.context.directory, team);
  const asked = [...(lead === undefined ? [] : [lead]), ...processOwner(h)];
  const present = asked.flatMap((person) => standIn(h.context.directory, person, h.now) ?? [])[0];
  return { owner: present?.person ?? asked[0], insteadOf: present?.insteadOf, team };
};
