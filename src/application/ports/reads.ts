import type { InstanceId, Instant, PersonId, StepKey, WorkflowId, WorkspaceId } from "../../engine/ids.ts";
import type { Instance } from "../../engine/instance.ts";
import type { MadeAnalysis } from "../../engine/messages/made-analysis.ts";
import type { ProposedStart } from "../../engine/proposed-start.ts";
import type { AutonomyRow } from "../../insights/trust.ts";

/** Read models over stored rows. Every list is paged; nothing here decides anything. */
export interface Reads {
  instance(workspace: WorkspaceId, id: InstanceId): Promise<Instance | undefined>;
  /** By folded case key or by instance id, open ones first, then the newest run; several when workflows share a key. */
  byCase(workspace: WorkspaceId, caseKey: string): Promise<readonly Instance[]>;
  /** Case ids for nearest-match answers, at most 2,000, newest first. */
  caseIds(workspace: WorkspaceId): Promise<readonly string[]>;
  /** Instances in which the person may act now, by due. */
  assignedTo(
    workspace: WorkspaceId,
    person: PersonId,
  ): Promise<readonly { readonly instance: Instance; readonly step: StepKey | undefined; readonly role: string }[]>;
  /** Running and paused ones, most stuck first (highest ladder level, then longest overdue, then oldest). */
  board(workspace: WorkspaceId, workflow: WorkflowId | undefined, limit: number): Promise<readonly Instance[]>;
  /** Whatever became of them, the newest first. */
  recent(workspace: WorkspaceId, limit: number): Promise<readonly Instance[]>;
  /** Rows of the trace in order, from `afterSeq`. */
  trace(workspace: WorkspaceId, instance: InstanceId, afterSeq: number, limit: number): Promise<readonly TraceRow[]>;
  /** What agents did in a workflow and what became of it, the last 1,000 rows of each kind of act, with all that was signed, in order. */
  autonomy(workspace: WorkspaceId, workflow: WorkflowId): Promise<readonly AutonomyRow[]>;
  /** What was proposed to start, by the instance that it would become. */
  proposal(workspace: WorkspaceId, id: InstanceId): Promise<ProposedStart | undefined>;
  /** The last analysis of each workflow, of those made since. */
  analyses(workspace: WorkspaceId, since: Instant): Promise<readonly KeptAnalysis[]>;
  /** What was signed in a workflow, and of each kind of act its last outcomes: enough to know what holds now. */
  standing(workspace: WorkspaceId, workflow: WorkflowId): Promise<readonly AutonomyRow[]>;
  /** All that were proposed since, whatever became of them. */
  proposals(workspace: WorkspaceId, since: Instant): Promise<readonly ProposedStart[]>;
  /** Bodies of personal texts that are not erased. */
  texts(workspace: WorkspaceId, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export interface KeptAnalysis {
  readonly workflow: WorkflowId;
  readonly at: Instant;
  readonly made: MadeAnalysis;
}

/** A row of `audit_event` as it is read. */
export interface TraceRow {
  readonly seq: number;
  readonly at: Instant;
  readonly action: string;
  readonly verdict: "ALLOW" | "WARN" | "DENY";
  readonly reason: string;
  readonly step: string | undefined;
  readonly pass: number | undefined;
  readonly actorKind: string;
  readonly actorId: string;
  readonly onBehalfOf: string | undefined;
  readonly via: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly previousHash: string;
  readonly hash: string;
}
