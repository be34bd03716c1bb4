import type { InstanceId, Instant, PersonId, WorkspaceId } from "../../engine/ids.ts";
import type { TextRef } from "../../engine/value.ts";
import type { Purpose, Usage } from "./model.ts";

/** What a model was asked in one go, its turns included: for whom, why, and what it cost. */
export interface AgentRun {
  readonly workspace: WorkspaceId;
  /** Of the work that asks, so that a job that is tried again goes on with its run. */
  readonly id: string;
  /** Undefined outside a case. */
  readonly instance: InstanceId | undefined;
  readonly purpose: Purpose;
  /** Who in the agent asks: `router`, `clerk`, ... */
  readonly pattern: string;
  /** Undefined where nobody stands behind it, as for the analyst. */
  readonly onBehalfOf: PersonId | undefined;
}

/** What one request cost. A price that is not known counts in tokens. */
export interface Cost {
  readonly usage: Usage;
  readonly model: string | undefined;
  readonly cents: number | undefined;
}

/** Summed over requests. `unpriced`: tokens of those whose price is not known. */
export interface Tally {
  readonly tokens: number;
  readonly cents: number;
  readonly unpriced: number;
}

/** A day's worth. `tokens` are those of models whose price is not known. */
export interface BudgetLimit {
  readonly cents: number;
  readonly tokens: number;
}

export interface BudgetLimits {
  readonly person: BudgetLimit;
  readonly case: BudgetLimit;
  readonly workspace: BudgetLimit;
}

/** How a budget stands. `spent`: what is asked for is more than is left. `fits`: it is not, with all that others are asking just now. */
export interface BudgetState extends Omit<Tally, "tokens"> {
  readonly spent: boolean;
  readonly fits: boolean;
}

/** What a question may cost at most, from which day's budgets, and for how long it is held; machine milliseconds. */
export interface Reserving extends BudgetLimit {
  readonly limits: BudgetLimits;
  readonly since: Instant;
  readonly holdMs: number;
}

export type EntryKind = "prompt" | "answer" | "tool-call" | "tool-result" | "verdict" | "fault";

export interface NewEntry {
  readonly kind: EntryKind;
  /** Of the tool, the control or the kind of fault; of an answer, why it ended. */
  readonly name?: string;
  readonly verdict?: "ALLOW" | "WARN" | "DENY";
  /** In words of our own: never what somebody wrote. */
  readonly reason?: string;
  /** As it went out or came in, personal values replaced. Kept where it can be erased. */
  readonly text?: string;
}

export interface Entry extends Omit<NewEntry, "text"> {
  readonly seq: number;
  readonly at: Instant;
  readonly ref: TextRef | undefined;
  /** Undefined once it is erased. */
  readonly text: string | undefined;
}

export interface RecordedRun extends AgentRun {
  readonly model: string | undefined;
  readonly began: Instant;
  /** When it last heard of the model; undefined while it never did. */
  readonly ended: Instant | undefined;
  readonly outcome: string | undefined;
  readonly usage: Usage;
  readonly cents: number;
  readonly unpriced: number;
}

type RunKey = Pick<AgentRun, "workspace" | "id">;

/** The record of every request to a model. Texts are personal: they lie in the erasable table, and rows refer to them. */
export interface AgentRecords {
  /** False where it began before: it is the same run then. */
  begin(run: AgentRun, at: Instant): Promise<boolean>;
  /** In the order given, after what is there. */
  add(run: RunKey, entries: readonly NewEntry[], at: Instant): Promise<void>;
  /** Holds what a run may cost where every budget has room for it, until it is settled or the time is up; one replica after the other. */
  reserve(run: AgentRun, reserving: Reserving): Promise<Readonly<Record<keyof BudgetLimits, BudgetState>>>;
  /** What a request came to, instead of what was reserved; costs add up, the last outcome counts. */
  settle(run: RunKey, outcome: string, cost: Cost | undefined, at: Instant): Promise<void>;
  /** Calls of a tool on behalf of a person in a case (or outside any) since, those asked for in vain included. */
  callsSince(run: Pick<AgentRun, "workspace" | "instance" | "onBehalfOf">, tool: string, since: Instant): Promise<number>;
  /** How many runs a case had, and what they cost. */
  ofCase(workspace: WorkspaceId, instance: InstanceId): Promise<Tally & { readonly runs: number }>;
  /** How many runs of a pattern began since: those that were carried out, and those that were one too many. */
  begunSince(workspace: WorkspaceId, pattern: string, since: Instant): Promise<{ readonly begun: number; readonly limited: number }>;
  /** Keeps what an event brought, or agents told one another, where it can be erased; under an id that is known already it changes nothing. */
  keep(workspace: WorkspaceId, instance: InstanceId | undefined, id: string, text: string): Promise<void>;
  /** Runs of a case in the order in which they began. */
  runs(workspace: WorkspaceId, instance: InstanceId, skip: number, limit: number): Promise<readonly RecordedRun[]>;
  entries(run: RunKey, afterSeq: number, limit: number): Promise<readonly Entry[]>;
}
