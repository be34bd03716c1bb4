import type { Instant, PersonId, WorkspaceId } from "../engine/ids.ts";
import { type Bundle, createBundling } from "./bundle-reminders.ts";
import type { CaseFiles } from "./case-files.ts";
import { messageKey } from "./jobs-for.ts";
import type { Channel, PostOutcome, Thread } from "./ports/channel.ts";
import type { Clock, Logger, MachineClock } from "./ports/machine.ts";
import type { MessageRecord, Messages } from "./ports/messages.ts";

/** What a job ends with: nothing more to do, or *not now* (which is not a failure). */
export type JobOutcome = undefined | { readonly retryAfterMs: number };

const DONE: JobOutcome = undefined;
const later = (retryAfterMs: number): JobOutcome => ({ retryAfterMs });

export interface DeliveryOptions {
  /** Between looks for a post whose answer was lost, machine milliseconds. */
  readonly lookAgainMs: number;
  /** An attempt may be under way for so long (the call's timeout and some): what is not found before may still come. */
  readonly underWayMs: number;
  /** While the case's root message is not posted yet. */
  readonly threadWaitMs: number;
  /** Reminders a person gets on one of their days before the rest goes into the digest; critical cases do not count. */
  readonly interruptBudget: number;
}

export const DELIVERY_DEFAULTS: DeliveryOptions = { lookAgainMs: 5_000, underWayMs: 15_000, threadWaitMs: 300, interruptBudget: 8 };

interface Ports {
  readonly messages: Messages;
  readonly files: CaseFiles;
  readonly channel: Channel;
  readonly clock: Clock;
  readonly machine: MachineClock;
  readonly logger: Logger;
  /** Its last word, as a command: the trace and the process owner are told. */
  readonly undelivered: (message: MessageRecord, reason: string, lasting?: boolean) => Promise<void>;
  /** Renders a message that was just posted again: state may have moved on between its rendering and its record. */
  readonly refreshed: (workspace: WorkspaceId, key: string) => Promise<void>;
  /** Start of the person's day in their zone. */
  readonly dayStart: (person: PersonId, now: Instant) => Instant;
}

export type DeliverMessage = (workspace: WorkspaceId, key: string) => Promise<JobOutcome>;

const LOOKS = 2;

/** Posting again unseen is right for a reminder; an approval says that it is a repeat. */
const saysRepeat = (message: MessageRecord): boolean =>
  message.content.kind === "step" || message.content.kind === "draft" || message.content.kind === "escalation";

/** Records what became of a call. */
const settle = async (ports: Ports, options: DeliveryOptions, bundle: Bundle, outcome: PostOutcome): Promise<JobOutcome> => {
  const { messages, logger } = ports;
  const { workspace } = bundle.message;
  switch (outcome.outcome) {
    case "sent":
      await messages.posted(workspace, bundle.keys, outcome);
      if (!outcome.final) await ports.refreshed(workspace, bundle.message.key);
      return DONE;
    case "moot":
      await messages.settled(workspace, bundle.keys, "closed", outcome.reason);
      return DONE;
    case "not-sent":
      await messages.cleared(workspace, bundle.keys);
      return later(outcome.retryAfterMs);
    case "ambiguous":
      logger.warn({ key: bundle.message.key, reason: outcome.reason }, "the answer to a post was lost; it will be looked for");
      return later(options.lookAgainMs);
    case "terminal":
      // Told first: a crash between the two tells it again under the same command, and never leaves it untold.
      await ports.undelivered(bundle.message, outcome.reason, outcome.lasting);
      await messages.settled(workspace, bundle.keys, "failed", outcome.reason);
      return DONE;
  }
};

/**
 * Posts one message exactly once as far as people can see: the attempt is recorded before the call; a lost answer is looked for before
 * anything is posted again (RELIABILITY.md, *Outbound*).
 */
export const createDeliverMessage = (ports: Ports, options: DeliveryOptions = DELIVERY_DEFAULTS): DeliverMessage => {
  const { messages, channel, machine, files } = ports;

  const { bundleOf, overBudget } = createBundling(ports, options.interruptBudget);

  const post = async (message: MessageRecord, thread: Thread | undefined, repeat: boolean): Promise<JobOutcome> => {
    const bundle = await bundleOf(message);
    if (await overBudget(bundle)) {
      await messages.held(message.workspace, bundle.keys);
      return DONE;
    }
    if (!(await messages.attempt(message.workspace, bundle.keys, machine.now()))) return later(options.threadWaitMs);
    return await settle(ports, options, bundle, await channel.post(message, bundle.file, { thread, also: bundle.also, repeat }));
  };

  /** Nobody can tell whether it was posted: not before an attempt can no longer be under way. */
  const postAgain = async (message: MessageRecord, thread: Thread | undefined, repeat: boolean): Promise<JobOutcome> => {
    const left = (message.attemptStartedAt ?? 0) + options.underWayMs - machine.now();
    if (left > 0) return later(left);
    await messages.cleared(message.workspace, [message.key]);
    return await post({ ...message, attemptStartedAt: undefined }, thread, repeat);
  };

  /** The answer to an earlier attempt was lost: adopt what is found, post again after two looks that found nothing. */
  const reconcile = async (message: MessageRecord, thread: Thread | undefined): Promise<JobOutcome> => {
    const { workspace, key, instance } = message;
    const file = instance === undefined ? undefined : await files.of(workspace, instance);
    const look = await channel.look(message, file, thread);
    switch (look.found) {
      case true:
        await messages.posted(workspace, [key], { channel: look.channel, threadTs: look.threadTs, ts: look.ts, hash: "", final: false });
        await ports.refreshed(workspace, key);
        return DONE;
      case "later":
        return later(look.retryAfterMs);
      case "cannot-look":
        return await postAgain(message, thread, saysRepeat(message));
      case false:
        if (message.looks + 1 >= LOOKS) return await postAgain(message, thread, false);
        await messages.looked(workspace, key, message.looks + 1);
        return later(options.lookAgainMs);
    }
  };

  /** Nothing of a case is said before its root message; if that will never be there, its failure was told already. */
  const withoutThread = async ({ workspace, key, instance }: MessageRecord): Promise<JobOutcome> => {
    const root = await messages.find(workspace, messageKey(instance, "case"));
    if (root?.state !== "failed") return later(options.threadWaitMs);
    await messages.settled(workspace, [key], "failed", "The case's thread could not be posted.");
    return DONE;
  };

  return async (workspace, key) => {
    const message = await messages.find(workspace, key);
    if (message?.state !== "pending") return DONE;
    const thread = message.instance === undefined ? undefined : await messages.thread(workspace, message.instance);
    if (message.audience.to === "thread" && thread === undefined) return await withoutThread(message);
    return message.attemptStartedAt === undefined ? await post(message, thread, false) : await reconcile(message, thread);
  };
};
