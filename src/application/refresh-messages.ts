import type { InstanceId, PersonId, WorkspaceId } from "../engine/ids.ts";
import type { CaseFiles } from "./case-files.ts";
import type { JobOutcome } from "./deliver-message.ts";
import type { Channel, UpdateOutcome } from "./ports/channel.ts";
import type { Logger } from "./ports/machine.ts";
import type { MessageRecord, Messages } from "./ports/messages.ts";

interface Ports {
  readonly messages: Pick<Messages, "find" | "living" | "edited" | "settled">;
  readonly files: CaseFiles;
  readonly channel: Channel;
  readonly logger: Logger;
}

const DONE: JobOutcome = undefined;

/**
 * Cards are reconciled: every living message of the case is rendered from what is true now and edited only where it differs, so the
 * order of refreshes does not matter and fifty changes become one edit.
 */
export const createRefreshMessages = ({ messages, files, channel, logger }: Ports) => {
  const record = async (message: MessageRecord, outcome: UpdateOutcome): Promise<number> => {
    switch (outcome.outcome) {
      case "same":
      case "edited":
        if (outcome.hash !== message.hash || outcome.final) await messages.edited(message.workspace, message.key, outcome);
        return 0;
      case "terminal":
        logger.warn({ key: message.key, reason: outcome.reason }, "a message can no longer be edited");
        await messages.settled(message.workspace, [message.key], "closed", outcome.reason);
        return 0;
      case "not-sent":
        return outcome.retryAfterMs;
    }
  };

  const refreshInstance = async (workspace: WorkspaceId, instance: InstanceId): Promise<JobOutcome> => {
    const file = await files.of(workspace, instance);
    if (file === undefined) return DONE;
    let wait = 0;
    for (const message of await messages.living(workspace, instance))
      wait = Math.max(wait, await record(message, await channel.update(message, file)));
    return wait > 0 ? { retryAfterMs: wait } : DONE;
  };

  const refreshOne = async (workspace: WorkspaceId, key: string): Promise<void> => {
    const message = await messages.find(workspace, key);
    const file = message?.instance === undefined ? undefined : await files.of(workspace, message.instance);
    if (message?.state === "live" && file !== undefined) await record(message, await channel.update(message, file));
  };

  const refreshHome = async (person: PersonId): Promise<JobOutcome> => {
    const outcome = await channel.publishHome(person);
    return outcome.outcome === "not-sent" ? { retryAfterMs: outcome.retryAfterMs } : DONE;
  };

  return { refreshInstance, refreshOne, refreshHome };
};
