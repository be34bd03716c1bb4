import type { Routines } from "../application/ports/routines.ts";
import type { Database } from "./open-database.ts";

const CLAIM = `/*routine_claim*/ UPDATE routine SET leased_until = now() + $3::float8 * interval '1 millisecond'
  WHERE workspace = $1 AND next_at <= to_timestamp($2::float8 / 1000.0) AND (leased_until IS NULL OR leased_until <= now())
  RETURNING name, (extract(epoch from next_at) * 1000)::bigint::text AS at`;

/** Domain schedules over the `routine` table. */
export const createRoutineStore = ({ prisma }: Pick<Database, "prisma">): Routines => ({
  ensure: async (workspace, name, nextAt) => {
    await prisma.routine.createMany({ data: [{ workspace, name, nextAt: new Date(nextAt) }], skipDuplicates: true });
  },
  claim: async (workspace, now, leaseMs) => {
    const rows = await prisma.$queryRawUnsafe<{ readonly name: string; readonly at: string }[]>(CLAIM, workspace, now, leaseMs);
    return rows.map((row) => ({ name: row.name, nextAt: Number(row.at) }));
  },
  ran: async (workspace, name, nextAt) => {
    await prisma.routine.updateMany({ where: { workspace, name }, data: { nextAt: new Date(nextAt), leasedUntil: null } });
  },
});
