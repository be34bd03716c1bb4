import type { Definition, Who } from "../engine/definition.ts";
import type { Directory, Team } from "../engine/directory.ts";
import type { PersonId } from "../engine/ids.ts";
import { peopleFor, processOwnersOf } from "../engine/people.ts";

const ABBREVIATIONS: ReadonlySet<string> = new Set(["it", "hr", "qa", "pr"]);

/** `it-setup` as it is said: IT setup. */
const wordsOf = (id: string): string =>
  id
    .split(/[-_\s]+/)
    .map((word, n) => (ABBREVIATIONS.has(word) ? word.toUpperCase() : n === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word))
    .join(" ");

const owned = (definitions: readonly Definition[], directory: Directory, person: PersonId): readonly string[] =>
  definitions
    .filter((definition) => processOwnersOf({ definition, directory, instance: undefined }).includes(person))
    .map(({ title }) => `owns ${title}`);

const isSaid = (title: string): boolean => !title.includes("{");

/** Those who are asked by name, not as one of a team. */
const byName = (definitions: readonly Definition[], directory: Directory, person: PersonId): readonly string[] => {
  const isNamed = (definition: Definition, who: readonly Who[]): boolean =>
    peopleFor(
      { definition, directory, instance: undefined },
      who.filter((one) => one.who === "address"),
    ).includes(person);
  return definitions.flatMap((definition) =>
    definition.steps
      .filter(({ title }) => isSaid(title))
      .flatMap((step) => [
        ...(step.kind === "approval" && isNamed(definition, step.approvers) ? [`approves ${step.title}`] : []),
        ...(isNamed(definition, step.owner) ? [`does ${step.title}`] : []),
      ]),
  );
};

const inTeams = ({ teams }: Directory, belongs: (team: Team) => boolean, as: string): readonly string[] =>
  [...teams.values()].filter(belongs).map(({ id }) => `${as} ${wordsOf(id)}`);

/** What somebody is in the workflows, the most telling first. */
export const rolesOf = (definitions: readonly Definition[], directory: Directory, person: PersonId): readonly string[] => [
  ...new Set([
    ...owned(definitions, directory, person),
    ...inTeams(directory, ({ lead }) => lead === person, "leads"),
    ...inTeams(directory, ({ lead, members }) => lead !== person && members.includes(person), "in"),
    ...byName(definitions, directory, person),
    ...(directory.admins.includes(person) ? ["admin"] : []),
  ]),
];
