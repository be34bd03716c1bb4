import { createHash } from "node:crypto";
import { CommandId, InstanceId, type PersonId, type WorkspaceId } from "../engine/ids.ts";
import type { InstanceCommand } from "../engine/messages/command.ts";
import type { Envelope } from "../engine/messages/envelope.ts";
import type { WorkspaceCommand } from "../engine/messages/workspace-command.ts";

// What Slack sends has a name of its own. A command is named by it, so that the same click, sent twice, acts once.

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Ids come from outside: joined so that they cannot run into each other, and cut by digest where Slack's are long. */
const named = (kind: string, parts: readonly (string | undefined)[]): CommandId => {
  const joined = parts.map((part) => encodeURIComponent((part ?? "").toWellFormed())).join(":");
  return CommandId.parse(`slack:${kind}:${joined.length > 300 ? digest(joined) : joined}`);
};

export const eventCommandId = (team: string, eventId: string): CommandId => named("event", [team, eventId]);

export const clickCommandId = (click: {
  readonly team: string;
  readonly user: string;
  readonly actionId: string;
  readonly actionTs: string | undefined;
  /** The message's `ts`, else the view's id and hash. */
  readonly place: string | undefined;
}): CommandId => named("click", [click.team, click.user, click.actionId, click.actionTs, click.place]);

export const slashCommandId = (team: string, triggerId: string): CommandId => named("command", [team, triggerId]);

/**
 * A form that was refused keeps its id and hash and may be sent again: the trigger tells one sending from the next, and is the same when
 * Slack delivers one twice.
 */
export const viewCommandId = (
  team: string,
  view: { readonly id: string; readonly hash: string },
  triggerId: string | undefined,
): CommandId => named("view", [team, view.id, view.hash, triggerId]);

/** Another command of the same act. */
export const alsoOf = (id: CommandId, what: string): CommandId => CommandId.parse(`${id}+${what}`);

/** The instance that a command starts: the same for the same command. */
export const instanceOfCommand = (id: CommandId): InstanceId => {
  const hex = digest(`instance of ${id}`);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return InstanceId.parse(
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  );
};

type Bare<C> = C extends unknown ? Omit<C, keyof Envelope> : never;
/** A command before it is said who asks, where and under which id. */
export type BareCommand = Bare<InstanceCommand>;
export type BareWorkspaceCommand = Bare<WorkspaceCommand>;

/** Who asks, in which workspace, under which name. */
export interface Asking {
  readonly id: CommandId;
  readonly person: PersonId;
}

const envelope = (workspace: WorkspaceId, { id, person }: Asking): Envelope => ({
  id,
  workspace,
  actor: { kind: "person", id: person },
  via: "slack",
});

// A bare command and an envelope make a command, which the compiler cannot follow through a union.
export const toCommand = (workspace: WorkspaceId, asking: Asking, bare: BareCommand): InstanceCommand =>
  ({ ...envelope(workspace, asking), ...bare }) as InstanceCommand;

export const toWorkspaceCommand = (workspace: WorkspaceId, asking: Asking, bare: BareWorkspaceCommand): WorkspaceCommand =>
  ({ ...envelope(workspace, asking), ...bare }) as WorkspaceCommand;
