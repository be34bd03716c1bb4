import type { Entry, EntryKind, RecordedRun, Tally } from "../application/ports/agent-records.ts";
import type { Purpose } from "../application/ports/model.ts";
import type { InstanceId, PersonId, WorkspaceId } from "../engine/ids.ts";

export type TallyRow = { readonly tokens: number; readonly cents: number; readonly unpriced: number };

export interface RunRow {
  readonly workspace: WorkspaceId;
  readonly id: string;
  readonly instance: InstanceId | null;
  readonly purpose: Purpose;
  readonly pattern: string;
  readonly on_behalf_of: PersonId | null;
  readonly model: string | null;
  readonly began: string;
  readonly ended: string | null;
  readonly outcome: string | null;
  readonly input: number;
  readonly cache_read: number;
  readonly cache_write: number;
  readonly output: number;
  readonly cents: number;
  readonly unpriced_tokens: number;
}

export interface EntryRow {
  readonly seq: number;
  readonly at: string;
  readonly kind: EntryKind;
  readonly name: string | null;
  readonly verdict: "ALLOW" | "WARN" | "DENY" | null;
  readonly reason: string | null;
  readonly text_id: string | null;
  readonly text_hash: string | null;
  readonly body: string | null;
}

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::bigint::text`;

/** What a `RunRow` is read from. */
export const RUN_COLUMNS = `workspace, id, instance_id::text AS instance, purpose, pattern, on_behalf_of, model, ${ms("began_at")} AS began,
  ${ms("ended_at")} AS ended, outcome, input, cache_read, cache_write, output, cents, unpriced_tokens`;

export const NO_TALLY: Tally = { tokens: 0, cents: 0, unpriced: 0 };

export const toTally = ({ tokens, cents, unpriced }: TallyRow): Tally => ({ tokens, cents, unpriced });

export const toRun = (row: RunRow): RecordedRun => ({
  workspace: row.workspace,
  id: row.id,
  instance: row.instance ?? undefined,
  purpose: row.purpose,
  pattern: row.pattern,
  onBehalfOf: row.on_behalf_of ?? undefined,
  model: row.model ?? undefined,
  began: Number(row.began),
  ended: row.ended === null ? undefined : Number(row.ended),
  outcome: row.outcome ?? undefined,
  usage: { input: row.input, cacheRead: row.cache_read, cacheWrite: row.cache_write, output: row.output },
  cents: row.cents,
  unpriced: row.unpriced_tokens,
});

export const toEntry = (row: EntryRow): Entry => ({
  seq: row.seq,
  at: Number(row.at),
  kind: row.kind,
  ...(row.name === null ? {} : { name: row.name }),
  ...(row.verdict === null ? {} : { verdict: row.verdict }),
  ...(row.reason === null ? {} : { reason: row.reason }),
  ref: row.text_id === null || row.text_hash === null ? undefined : { text: row.text_id, hash: row.text_hash },
  text: row.body ?? undefined,
});
