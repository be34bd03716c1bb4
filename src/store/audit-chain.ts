import { createHash } from "node:crypto";
import type { Commit, WorkspaceAppend } from "../application/ports/store.ts";
import { canonicalJson } from "../engine/canonical.ts";
import type { Envelope } from "../engine/messages/envelope.ts";
import type { Event } from "../engine/messages/event.ts";

/** A row of `audit_event` as it is written: instants in epoch milliseconds, hashes in hex. */
export interface AuditRow {
  readonly workspace: string;
  readonly stream_id: string;
  readonly seq: number;
  readonly at: number;
  readonly workflow: string | null;
  readonly version: string | null;
  readonly directory: string;
  readonly case_key: string | null;
  readonly case_id: string | null;
  readonly instance: string | null;
  readonly run: number | null;
  readonly step: string | null;
  readonly pass: number | null;
  readonly action: string;
  readonly verdict: string;
  readonly reason: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly on_behalf_of: string | null;
  readonly via: string;
  readonly command_id: string;
  readonly correlation_id: string | null;
  readonly data: unknown;
  readonly previous_hash: string;
  readonly hash: string;
}

/** Where a new chain begins. */
export const NO_HASH = "0".repeat(64);

/** Everything but the hash itself, the one before it included: changing, adding, dropping or reordering a row breaks every later one. */
export const hashRow = (row: Omit<AuditRow, "hash">): string => createHash("sha256").update(canonicalJson(row)).digest("hex");

type About = Pick<AuditRow, "stream_id" | "workflow" | "version" | "case_key" | "case_id" | "instance" | "run" | "directory">;

const actorOf = ({ actor }: Envelope): Pick<AuditRow, "actor_kind" | "actor_id" | "on_behalf_of"> => ({
  actor_kind: actor.kind,
  actor_id: actor.id,
  on_behalf_of: actor.kind === "agent" ? actor.onBehalfOf : null,
});

const chain = (command: Envelope, events: readonly Event[], about: About, head: string): readonly AuditRow[] => {
  let previous = head;
  return events.map((event) => {
    const row = {
      workspace: command.workspace,
      ...about,
      seq: event.seq,
      at: event.at,
      step: event.step ?? null,
      pass: event.pass ?? null,
      action: event.action,
      verdict: event.verdict,
      reason: event.reason,
      ...actorOf(command),
      via: command.via,
      command_id: command.id,
      correlation_id: command.correlation ?? null,
      // As the database will give it back: undefined members are gone.
      data: JSON.parse(JSON.stringify(event.body)) as unknown,
      previous_hash: previous,
    };
    previous = hashRow(row);
    return { ...row, hash: previous };
  });
};

export const instanceRows = ({ command, instance, directory, events, position }: Commit): readonly AuditRow[] =>
  chain(
    command,
    events,
    {
      stream_id: instance.id,
      workflow: instance.workflow,
      version: instance.version,
      directory,
      case_key: instance.caseKey,
      case_id: instance.caseId,
      instance: instance.id,
      run: instance.run,
    },
    position.head,
  );

export const workspaceRows = ({ command, directory, events, position }: WorkspaceAppend, stream: string): readonly AuditRow[] =>
  chain(
    command,
    events,
    { stream_id: stream, workflow: null, version: null, directory, case_key: null, case_id: null, instance: null, run: null },
    position.head,
  );
