import { CommandId, type PersonId } from "../engine/ids.ts";
import type { HandleCommand } from "./handle-command.ts";
import type { MessageRecord } from "./ports/messages.ts";

/** A message that will never be taken is told once, to the process owner, as a command: it is a row, and nothing is lost. */
export const createReportUndelivered =
  (handle: HandleCommand) =>
  async (message: MessageRecord, reason: string): Promise<void> => {
    // Outside a case there is nobody else to tell; the log has it.
    if (message.instance === undefined) return;
    const person: PersonId | undefined = message.audience.to === "person" ? message.audience.person : undefined;
    await handle({
      id: CommandId.parse(`undelivered:${message.key}`.slice(0, 500)),
      workspace: message.workspace,
      actor: { kind: "system", id: "delivery" },
      via: "queue",
      type: "ReportUndelivered",
      instance: message.instance,
      message: message.key,
      reason,
      ...(person === undefined ? {} : { person }),
    });
  };
