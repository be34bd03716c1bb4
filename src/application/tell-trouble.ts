import type { Definition } from "../engine/definition.ts";
import { CommandId, type InstanceId, type PersonId, type WorkspaceId } from "../engine/ids.ts";
import type { RecordTrouble } from "../engine/messages/workspace-command.ts";

interface Trouble {
  readonly about: string;
  readonly what: string;
  readonly people: readonly PersonId[];
  readonly instance: InstanceId | undefined;
}

export const aboutChannel = ({ workflow, channel }: Definition): string => `${workflow}:${channel}`;
export const aboutPerson = ({ workflow }: Definition, person: PersonId): string => `${workflow}:${person}`;

/** However it is noticed (an event of Slack's, a message that failed), the command is the same, and so it is said once. */
export const troubleCommand = (workspace: WorkspaceId, trouble: Trouble): RecordTrouble => ({
  id: CommandId.parse(`trouble:${trouble.about}`.slice(0, 500)),
  workspace,
  actor: { kind: "system", id: "delivery" },
  via: "queue",
  type: "RecordTrouble",
  ...trouble,
});
