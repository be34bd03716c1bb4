import { type AuditRow, hashRow, NO_HASH } from "./audit-chain.ts";
import type { Database } from "./open-database.ts";

/** The first row at which a chain is broken, in the order of streams and their rows. */
export interface ChainFault {
  /** The instance, or the workspace's own stream. */
  readonly stream: string;
  readonly seq: number;
  readonly problem: string;
}

export interface ChainReport {
  readonly rows: number;
  readonly chains: number;
  /** Undefined: every row is as it was written, as far as a chain can show. */
  readonly fault: ChainFault | undefined;
}

export interface VerifyOptions {
  /** Rows read at once. */
  readonly page?: number;
}

type Row = Omit<AuditRow, "data" | "at"> & { readonly at: string; readonly data: string };

interface Tail {
  readonly stream: string;
  readonly seq: number;
  readonly hash: string;
}

const PAGE = 2_000;
/** Before every id there is. */
const FIRST = "00000000-0000-0000-0000-000000000000";
const LAST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

const HEADS = `/*verify_heads*/ SELECT h.id::text AS stream, h.seq, encode(h.head, 'hex') AS hash
  FROM (SELECT id, seq, head FROM instance WHERE workspace = $1 UNION ALL SELECT id, seq, head FROM stream WHERE workspace = $1) h
  WHERE h.id > $2::uuid AND h.id <= $3::uuid ORDER BY h.id LIMIT $4::int`;

const ROWS = `/*verify_rows*/ SELECT workspace, stream_id::text AS stream_id, seq, (extract(epoch from at) * 1000)::bigint::text AS at, workflow, version, directory,
    case_key, case_id, instance::text AS instance, run, step, pass, action, verdict, reason, actor_kind, actor_id, on_behalf_of, via, command_id, correlation_id,
    data::text AS data, encode(previous_hash, 'hex') AS previous_hash, encode(hash, 'hex') AS hash
  FROM audit_event WHERE workspace = $1 AND stream_id >= $2::uuid AND (stream_id, seq) > ($2::uuid, $3::int) AND stream_id <= $4::uuid
  ORDER BY stream_id, seq, at LIMIT $5::int`;

/** Where a chain should end, and where it ends: in one statement, so that a commit in between is no fault. */
const ENDS = `/*verify_ends*/ SELECT h.id::text AS stream, h.seq, encode(h.head, 'hex') AS head, a.seq AS last, encode(a.hash, 'hex') AS hash
  FROM (SELECT id, seq, head FROM instance WHERE workspace = $1 AND id = ANY($2::uuid[])
    UNION ALL SELECT id, seq, head FROM stream WHERE workspace = $1 AND id = ANY($2::uuid[])) h
  LEFT JOIN LATERAL (SELECT e.seq, e.hash FROM audit_event e WHERE e.workspace = $1 AND e.stream_id = h.id ORDER BY e.seq DESC LIMIT 1) a ON true`;

interface End {
  readonly stream: string;
  readonly seq: number;
  readonly head: string;
  readonly last: number | null;
  readonly hash: string | null;
}

type Query = <T>(sql: string, ...values: readonly unknown[]) => Promise<readonly T[]>;

/** Why a row is not what follows the one before it. */
const problemOf = (row: Row, before: Tail | undefined): string | undefined => {
  const next = (before?.seq ?? 0) + 1;
  if (row.seq !== next) return row.seq > next ? `row ${next} is missing before it` : "there is another row of that number";
  if (row.previous_hash !== (before?.hash ?? NO_HASH)) return "it does not follow the row before it";
  const { hash, ...rest } = row;
  const written = { ...rest, at: Number(row.at), data: JSON.parse(row.data) as unknown };
  return hashRow(written) === hash ? undefined : "its content is not what was written";
};

const endFault = ({ stream, seq, head, last, hash }: End): ChainFault | undefined => {
  if (last === null || last < seq) return { stream, seq: (last ?? 0) + 1, problem: "it is missing" };
  if (last > seq) return { stream, seq: seq + 1, problem: "it was not written by us" };
  return hash === head ? undefined : { stream, seq, problem: "it is not the row that was written last" };
};

interface Range {
  /** Exclusive. */
  readonly from: string;
  readonly to: string;
}

const createReading = (query: Query, workspace: string, page: number) => {
  /** The first row of a page that does not follow; `tails` receives where each chain stands. */
  const firstBad = (read: readonly Row[], tails: Map<string, Tail>): ChainFault | undefined => {
    for (const row of read) {
      const { stream_id: stream, seq, hash } = row;
      const problem = problemOf(row, tails.get(stream));
      if (problem !== undefined) return { stream, seq, problem };
      tails.set(stream, { stream, seq, hash });
    }
    return undefined;
  };

  /** Follows the rows of all chains in the range; `tails` receives where each ends. */
  const follow = async ({ from, to }: Range, tails: Map<string, Tail>): Promise<{ readonly rows: number; readonly fault?: ChainFault }> => {
    // Past the last row of `from`.
    let at: Pick<Row, "stream_id" | "seq"> = { stream_id: from, seq: 2_147_483_647 };
    for (let rows = 0; ; ) {
      const read = await query<Row>(ROWS, workspace, at.stream_id, at.seq, to, page);
      const fault = firstBad(read, tails);
      if (fault !== undefined) return { rows, fault };
      rows += read.length;
      if (read.length < page) return { rows };
      at = read.at(-1) ?? at;
    }
  };

  /** Of chains that do not seem to end where they should; looked at again, since cases go on meanwhile. */
  const faultAtEnd = async (streams: readonly string[]): Promise<ChainFault | undefined> => {
    if (streams.length === 0) return undefined;
    const ends = new Map((await query<End>(ENDS, workspace, streams)).map((end) => [end.stream, end]));
    const faults = streams.map((stream) => {
      const end = ends.get(stream);
      return end === undefined ? { stream, seq: 1, problem: "it belongs to no case" } : endFault(end);
    });
    return faults.find((fault) => fault !== undefined);
  };

  const heads = async ({ from, to }: Range): Promise<readonly Tail[]> => await query<Tail>(HEADS, workspace, from, to, page);
  return { follow, faultAtEnd, heads };
};

const suspectsOf = (heads: readonly Tail[], tails: ReadonlyMap<string, Tail>): readonly string[] => {
  const known = new Set(heads.map(({ stream }) => stream));
  const orphans = [...tails.keys()].filter((stream) => !known.has(stream));
  const differing = heads.filter(({ stream, seq, hash }) => tails.get(stream)?.seq !== seq || tails.get(stream)?.hash !== hash);
  return [...orphans, ...differing.map(({ stream }) => stream)].sort();
};

/**
 * Recomputes every chain of a workspace from its rows, a page at a time, and names the first row that was changed, added, dropped, moved
 * or cut off. A chain rewritten as a whole, together with the case's own record of it, shows only against an anchor kept elsewhere.
 */
export const verifyChain = async (
  { prisma }: Pick<Database, "prisma">,
  workspace: string,
  { page = PAGE }: VerifyOptions = {},
): Promise<ChainReport> => {
  const query: Query = async <T>(sql: string, ...values: readonly unknown[]) => await prisma.$queryRawUnsafe<T[]>(sql, ...values);
  const { follow, faultAtEnd, heads } = createReading(query, workspace, page);
  let [rows, chains, from] = [0, 0, FIRST];
  for (;;) {
    const cases = await heads({ from, to: LAST });
    const to = cases.length < page ? LAST : (cases.at(-1)?.stream ?? LAST);
    const tails = new Map<string, Tail>();
    const followed = await follow({ from, to }, tails);
    rows += followed.rows;
    chains += tails.size;
    const fault = followed.fault ?? (await faultAtEnd(suspectsOf(cases, tails)));
    if (fault !== undefined || to === LAST) return { rows, chains, fault };
    from = to;
  }
};
