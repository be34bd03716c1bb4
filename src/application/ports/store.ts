import type { Definition } from "../../engine/definition.ts";
import type { CommandId, InstanceId, Instant, PersonId, StepKey, WorkflowId, WorkspaceId } from "../../engine/ids.ts";
import type { Instance } from "../../engine/instance.ts";
import type { Command, InstanceCommand } from "../../engine/messages/command.ts";
import type { Load, Rejection } from "../../engine/messages/decision.ts";
import type { Audience } from "../../engine/messages/effect.ts";
import type { Event } from "../../engine/messages/event.ts";
import type { TextRef } from "../../engine/value.ts";
import type { NewJob } from "./jobs.ts";
import type { MessageRecord } from "./messages.ts";

/** What a command was answered the first time; a repeat of its id gets the same. */
export type Answer =
  | {
      readonly ok: true;
      readonly instance: InstanceId | undefined;
      readonly seq: number;
      readonly detail?: Readonly<Record<string, unknown>>;
    }
  | { readonly ok: false; readonly rejection: Rejection };

/** Where a chain stands: what the next commit must still find. */
export interface ChainPosition {
  readonly rev: number;
  readonly seq: number;
  /** Hash of the last row, hex; 64 zeros for a new chain. */
  readonly head: string;
}

export interface Found {
  readonly instance: Instance | undefined;
  readonly position: ChainPosition;
  /** An earlier answer to this command id. */
  readonly answer: Answer | undefined;
  /** For a start: what the case already has. */
  readonly previous: { readonly open: InstanceId | undefined; readonly runs: number } | undefined;
}

/** A personal text on its way into the erasable table. */
export interface NewText extends TextRef {
  readonly salt: string;
  readonly body: string;
}

/** One decision, ready to be written: all of it, or nothing. */
export interface Commit {
  readonly command: InstanceCommand;
  readonly definition: Definition;
  readonly directory: string;
  readonly position: ChainPosition;
  /** After the decision; as it was, but for the refusal's row, when it was refused. */
  readonly instance: Instance;
  /** Before it: only steps that changed are written. Undefined for a start. */
  readonly before: Instance | undefined;
  readonly events: readonly Event[];
  readonly jobs: readonly NewJob[];
  readonly messages: readonly NewMessage[];
  readonly wakeAt: Instant | undefined;
  /** Who may act on which step now and could not before, and the reverse. */
  readonly assigned: readonly Assignment[];
  readonly unassigned: readonly Assignment[];
  /** Kept under the command's id, except for a sweep's tick, which needs no dedupe. */
  readonly answer: Answer;
  readonly texts: readonly NewText[];
  readonly now: Instant;
}

/** A message that does not exist yet in Slack; its row is made with the event that asked for it. */
export interface NewMessage {
  readonly key: string;
  readonly audience: Audience;
  readonly content: MessageRecord["content"];
}

export interface Assignment {
  readonly person: PersonId;
  readonly step: StepKey;
  /** `draft`: a message about the step waits for them, to be approved or to be sent. */
  readonly role: "owner" | "member" | "approver" | "asked" | "draft";
}

/** State, trace and jobs of instances. Each call is one round trip; none holds a transaction open. */
export interface Store {
  /** Instance (or, for a start, what the case has), steps, and an earlier answer, in one statement. `caseKey` is folded. */
  load(command: InstanceCommand, caseKey: string | undefined): Promise<Found>;
  /** What a case already has: its open run, and how many there were. */
  runsOf(workspace: WorkspaceId, workflow: WorkflowId, caseKey: string): Promise<NonNullable<Found["previous"]>>;
  /** False when somebody else committed first (`position` no longer holds): load and decide again. Nothing was written then. */
  commit(commit: Commit): Promise<boolean>;
  /** Claims up to `limit` instances whose wake has come, for `leaseMs` of machine time, so that no other replica takes them. */
  lease(now: Instant, limit: number, leaseMs: number): Promise<readonly Leased[]>;
  /** Commits what the sweep decided, each checked on its own position; returns the instances that held. Their leases are cleared; the others run out. */
  commitBatch(commits: readonly Commit[]): Promise<ReadonlySet<InstanceId>>;
  /** Earliest wake of all, for the timer; undefined when nothing waits. */
  nextWake(): Promise<Instant | undefined>;
  /** Active steps and last assignment of each. */
  loadOf(workspace: WorkspaceId, people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Load>>;
  /** Has this command been answered? For workspace-level acts and events: dedupe without an instance. */
  answerOf(workspace: WorkspaceId, id: CommandId): Promise<Answer | undefined>;
  /** Appends rows to the workspace's own chain, with jobs and the command's answer, in one statement; false on a conflict. */
  appendToWorkspace(append: WorkspaceAppend): Promise<boolean>;
  workspacePosition(workspace: WorkspaceId): Promise<ChainPosition>;
  /** Instances that wait for an event of this type, running ones only. */
  waitingFor(workspace: WorkspaceId, eventType: string): Promise<readonly { readonly instance: InstanceId; readonly step: StepKey }[]>;
  /** Sets the wake of running instances in which these people act to now, so that the sweep plans them anew. */
  replan(workspace: WorkspaceId, people: readonly PersonId[] | "all", now: Instant): Promise<number>;
  openInstances(workspace: WorkspaceId, workflow: WorkflowId | undefined): Promise<readonly Instance[]>;
}

export interface Leased {
  readonly instance: Instance;
  readonly position: ChainPosition;
}

export interface WorkspaceAppend {
  readonly command: Command;
  readonly directory: string;
  readonly position: ChainPosition;
  readonly events: readonly Event[];
  readonly jobs: readonly NewJob[];
  readonly messages: readonly NewMessage[];
  readonly answer: Answer;
  /** They belong to no case. */
  readonly texts: readonly NewText[];
  readonly now: Instant;
}
