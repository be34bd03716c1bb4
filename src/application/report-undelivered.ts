import { CommandId, type PersonId } from "../engine/ids.ts";
import { admins, processOwnersOf } from "../engine/people.ts";
import type { CaseFile } from "./case-file.ts";
import type { CaseFiles } from "./case-files.ts";
import type { HandleCommand } from "./handle-command.ts";
import type { HandleWorkspaceCommand } from "./handle-workspace-command.ts";
import type { MessageRecord } from "./ports/messages.ts";
import { aboutChannel, aboutPerson, troubleCommand } from "./tell-trouble.ts";

interface Ports {
  readonly handle: HandleCommand;
  readonly handleWorkspace: HandleWorkspaceCommand;
  readonly files: Pick<CaseFiles, "of">;
}

/** Those the process belongs to; whoever it is that cannot be told is not told of it. */
const toTell = (file: CaseFile, gone: PersonId | undefined): readonly PersonId[] => {
  const owners = processOwnersOf(file).filter((person) => person !== gone);
  return owners.length > 0 ? owners : admins(file.directory).filter((person) => person !== gone);
};

/** Once for everything that cannot be said there. */
const troubleOf = (file: CaseFile, message: MessageRecord, reason: string) => {
  const { definition, directory, instance } = file;
  const person = message.audience.to === "person" ? message.audience.person : undefined;
  const where = person === undefined ? `in ${definition.channel}` : `to ${directory.people.get(person)?.name ?? person}`;
  return troubleCommand(message.workspace, {
    about: person === undefined ? aboutChannel(definition) : aboutPerson(definition, person),
    what: `Nothing can be said ${where} about ${definition.title}: ${reason} What is open stays open, and this is said once.`,
    people: toTell(file, person),
    instance: instance.id,
  });
};

/** A message that will never be taken is told once, to the process owner, as a command: it is a row, and nothing is lost. */
export const createReportUndelivered =
  ({ handle, handleWorkspace, files }: Ports) =>
  async (message: MessageRecord, reason: string, lasting = false): Promise<void> => {
    const { workspace, instance, audience, content } = message;
    // Outside a case there is nobody else to tell; the log has it.
    if (instance === undefined) return;
    const isOwnFailure = content.kind === "told" && content.what === "delivery-failed";
    await handle({
      id: CommandId.parse(`undelivered:${message.key}`.slice(0, 500)),
      workspace,
      actor: { kind: "system", id: "delivery" },
      via: "queue",
      type: "ReportUndelivered",
      instance,
      message: content.kind,
      reason,
      ...(audience.to === "person" ? { person: audience.person } : {}),
      // What cannot be said to the process owner either would be said for ever.
      ...(lasting || isOwnFailure ? { lasting: true } : {}),
    });
    const file = lasting ? await files.of(workspace, instance) : undefined;
    if (file !== undefined) await handleWorkspace(troubleOf(file, message, reason));
  };
