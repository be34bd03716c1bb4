import type { InstanceId, PersonId, WorkspaceId } from "../engine/ids.ts";
import type { CaseFile } from "./case-file.ts";
import type { CaseFiles } from "./case-files.ts";
import type { JobOutcome } from "./deliver-message.ts";
import type { Channel, UpdateOutcome } from "./ports/channel.ts";
import type { Logger } from "./ports/machine.ts";
import type { MessageRecord, Messages } from "./ports/messages.ts";

interface Ports {
  readonly messages: Pick<Messages, "find" | "living" | "sharing" | "edited" | "settled">;
  readonly files: CaseFiles;
  readonly channel: Pick<Channel, "update" | "publishHome">;
  readonly logger: Logger;
}

interface Entry {
  readonly message: MessageRecord;
  readonly file: CaseFile;
}

type Shown = Pick<Entry, "message"> & { readonly file: CaseFile | undefined };

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

  /** What else the same message in Slack says, each with its case: a bundle of reminders is rendered whole. */
  const sharedWith = async ({ workspace, key, content, channel: place, ts }: MessageRecord): Promise<readonly Entry[]> => {
    if (content.kind !== "reminder" || place === undefined || ts === undefined) return [];
    const entries: Entry[] = [];
    for (const message of await messages.sharing(workspace, place, ts)) {
      const file = message.key === key || message.instance === undefined ? undefined : await files.of(workspace, message.instance);
      if (file !== undefined) entries.push({ message, file });
    }
    return entries;
  };

  const refresh = async ({ message, file }: Shown): Promise<number> => {
    const also = await sharedWith(message);
    const outcome = await channel.update(message, file, also);
    let wait = 0;
    for (const shown of [message, ...also.map((entry) => entry.message)]) wait = Math.max(wait, await record(shown, outcome));
    return wait;
  };

  const refreshInstance = async (workspace: WorkspaceId, instance: InstanceId): Promise<JobOutcome> => {
    const file = await files.of(workspace, instance);
    if (file === undefined) return DONE;
    let wait = 0;
    const seen = new Set<string>();
    for (const message of await messages.living(workspace, instance)) {
      const place = `${message.channel} ${message.ts}`;
      if (!seen.has(place)) wait = Math.max(wait, await refresh({ message, file }));
      seen.add(place);
    }
    return wait > 0 ? { retryAfterMs: wait } : DONE;
  };

  const refreshOne = async (workspace: WorkspaceId, key: string): Promise<JobOutcome> => {
    const message = await messages.find(workspace, key);
    const file = message?.instance === undefined ? undefined : await files.of(workspace, message.instance);
    const isGone = message?.instance !== undefined && file === undefined;
    const wait = message?.state === "live" && !isGone ? await refresh({ message, file }) : 0;
    return wait > 0 ? { retryAfterMs: wait } : DONE;
  };

  const refreshHome = async (person: PersonId): Promise<JobOutcome> => {
    const outcome = await channel.publishHome(person);
    return outcome.outcome === "not-sent" ? { retryAfterMs: outcome.retryAfterMs } : DONE;
  };

  return { refreshInstance, refreshOne, refreshHome };
};
