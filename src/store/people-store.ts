import type { KnownPerson, People } from "../application/ports/people.ts";
import type { PersonId, WorkspaceId } from "../engine/ids.ts";
import type { Database } from "./open-database.ts";
import { createQuery } from "./query.ts";

const addressesOf = ({ email, slackId }: KnownPerson): readonly { readonly kind: string; readonly value: string }[] => [
  ...(email === undefined ? [] : [{ kind: "email", value: email.toLowerCase() }]),
  ...(slackId === undefined ? [] : [{ kind: "slack", value: slackId }]),
];

// A start asks for them, and must not wait for Prisma to be read.
const ALL = "/*all_people*/ SELECT data FROM person WHERE workspace = $1 ORDER BY id";

/** One record a person; their addresses lead to it, whichever was known first. */
export const createPeopleStore = (database: Pick<Database, "prisma" | "pool">): People => {
  const query = createQuery(database);
  const idFor = async (workspace: WorkspaceId, person: KnownPerson): Promise<PersonId> => {
    const known = await database.prisma.address.findFirst({ where: { workspace, OR: [...addressesOf(person)] } });
    return (known?.personId as PersonId | undefined) ?? person.id;
  };
  return {
    all: async (workspace) => (await query<{ readonly data: KnownPerson }>(ALL, workspace)).map((row) => row.data),
    save: async (workspace, person) => {
      const id = await idFor(workspace, person);
      const data = JSON.parse(JSON.stringify({ ...person, id })) as object;
      await database.prisma.person.upsert({
        where: { workspace_id: { workspace, id } },
        create: { workspace, id, data },
        update: { data },
      });
      const rows = addressesOf(person).map((address) => ({ workspace, ...address, personId: id }));
      await database.prisma.address.createMany({ data: rows, skipDuplicates: true });
    },
  };
};
