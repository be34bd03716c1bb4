import type { Routines } from "../application/ports/routines.ts";
import type { Database } from "./open-database.ts";
import { createQuery } from "./query.ts";

const ENSURE = `/*routine_ensure*/ INSERT INTO routine (workspace, name, next_at) VALUES ($1, $2, to_timestamp($3::float8 / 1000.0))
  ON CONFLICT DO NOTHING`;

const CLAIM = `/*routine_claim*/ UPDATE routine SET leased_until = now() + $3::float8 * interval '1 millisecond'
  WHERE workspace = $1 AND next_at <= to_timestamp($2::float8 / 1000.0) AND (leased_until IS NULL OR leased_until <= now())
  RETURNING name, (extract(epoch from next_at) * 1000)::bigint::text AS at`;

/** Domain schedules over the `routine` table. */
export const createRoutineStore = (database: Pick<Database, "prisma" | "pool">): Routines => {
  const query = createQuery(database);
  return {
    ensure: async (workspace, name, nextAt) => {
      await query(ENSURE, workspace, name, nextAt);
    },
    claim: async (workspace, now, leaseMs) => {
      const rows = await query<{ readonly name: string; readonly at: string }>(CLAIM, workspace, now, leaseMs);
      return rows.map((row) => ({ name: row.name, nextAt: Number(row.at) }));
    },
    ran: async (workspace, name, nextAt) => {
      await database.prisma.routine.updateMany({ where: { workspace, name }, data: { nextAt: new Date(nextAt), leasedUntil: null } });
    },
  };
};
