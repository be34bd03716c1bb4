import type { InstanceId, StepKey, VersionHash, WorkflowId, WorkspaceId } from "../engine/ids.ts";
import type { Instance, Step } from "../engine/instance.ts";

/** An instance as the hot statements select it: columns, the header, and its steps as JSON text. */
export interface InstanceRow {
  readonly workspace: string;
  readonly id: string;
  readonly workflow: string;
  readonly version: string;
  readonly case_key: string;
  readonly case_id: string;
  readonly run: number;
  readonly status: string;
  readonly outcome: string | null;
  readonly rev: number;
  readonly seq: number;
  readonly head: string;
  readonly started: string;
  readonly ended: string | null;
  readonly data: string;
  readonly steps: string | null;
}

/** The columns above, of `instance i`; bytes as hex, instants as epoch milliseconds, JSON as text: the driver parses none of it. */
export const INSTANCE_COLUMNS = `i.workspace, i.id::text AS id, i.workflow, i.version_hash AS version, i.case_key, i.case_id, i.run, i.status, i.outcome,
  i.rev, i.seq, encode(i.head, 'hex') AS head, (extract(epoch from i.started_at) * 1000)::bigint::text AS started,
  (extract(epoch from i.ended_at) * 1000)::bigint::text AS ended, i.data::text AS data,
  (SELECT json_object_agg(s.key, s.data)::text FROM step s WHERE s.workspace = i.workspace AND s.instance_id = i.id) AS steps`;

/** What has a column of its own is not in the header. */
type Header = Omit<
  Instance,
  | "workspace"
  | "id"
  | "workflow"
  | "version"
  | "caseKey"
  | "caseId"
  | "run"
  | "status"
  | "outcome"
  | "rev"
  | "seq"
  | "startedAt"
  | "endedAt"
  | "steps"
>;

export const headerOf = (instance: Instance): Header => {
  const { workspace, id, workflow, version, caseKey, caseId, run, status, outcome, rev, seq, startedAt, endedAt, steps, ...header } =
    instance;
  return header;
};

/** Rows were written by us from typed values: they are read back without being checked again. */
export const toInstance = (row: InstanceRow): Instance => ({
  ...(JSON.parse(row.data) as Header),
  workspace: row.workspace as WorkspaceId,
  id: row.id as InstanceId,
  workflow: row.workflow as WorkflowId,
  version: row.version as VersionHash,
  caseKey: row.case_key,
  caseId: row.case_id,
  run: row.run,
  status: row.status as Instance["status"],
  outcome: row.outcome ?? undefined,
  rev: row.rev,
  seq: row.seq,
  startedAt: Number(row.started),
  endedAt: row.ended === null ? undefined : Number(row.ended),
  steps: JSON.parse(row.steps ?? "{}") as Record<StepKey, Step>,
});

export interface StepColumns {
  readonly key: string;
  readonly kind: string;
  readonly status: string;
  readonly pass: number;
  readonly owner: string | null;
  readonly due: number | null;
  readonly activated: number | null;
  readonly ended: number | null;
  readonly waiting_on: string | null;
  readonly level: number;
  readonly outcome: string | null;
}

/** Columns for queries and BI; the whole step is in `data` beside them. */
export const stepColumns = (step: Step): StepColumns => ({
  key: step.key,
  kind: step.kind,
  status: step.status,
  pass: step.pass,
  owner: "owner" in step ? (step.owner ?? null) : null,
  due: "dueAt" in step ? (step.dueAt ?? null) : null,
  activated: "activatedAt" in step ? step.activatedAt : null,
  ended: "endedAt" in step ? step.endedAt : null,
  waiting_on: step.status === "blocked" ? step.block.on : null,
  level: step.episode?.level ?? 0,
  outcome: step.status === "done" ? (step.outcome ?? null) : null,
});
