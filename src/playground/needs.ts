import { assignmentsOf } from "../application/assignments.ts";
import type { PersonId } from "../engine/ids.ts";
import type { ProductLike } from "./ports.ts";

/** Cases that are looked through. */
const MOST_CASES = 500;

/**
 * How many things need each person now, as the list of their home counts them: a step once, however many ways it asks for them, and a
 * message to approve or send by itself. One question for everybody.
 */
export const needsOf = async ({ core }: ProductLike): Promise<ReadonlyMap<PersonId, number>> => {
  const open = await core.reads.board(core.workspace, undefined, MOST_CASES);
  const directory = core.catalogue.directory();
  const matters = open.flatMap((instance) =>
    [...assignmentsOf(instance, directory).values()].map(({ person, step, role }) => ({
      person,
      matter: `${instance.id} ${step} ${role === "draft" ? role : ""}`,
    })),
  );
  const byPerson = new Map<PersonId, Set<string>>();
  for (const { person, matter } of matters) byPerson.set(person, (byPerson.get(person) ?? new Set()).add(matter));
  return new Map([...byPerson].map(([person, set]) => [person, set.size]));
};
