import { z } from "zod";
import { dayStartOf } from "./application/day-start.ts";
import { createDeliverMessage, type DeliveryOptions, type JobOutcome } from "./application/deliver-message.ts";
import type { Channel } from "./application/ports/channel.ts";
import type { Clock, Logger, MachineClock } from "./application/ports/machine.ts";
import { createRefreshMessages } from "./application/refresh-messages.ts";
import { createReportUndelivered } from "./application/report-undelivered.ts";
import { createGiveUpAction, createRunAction } from "./application/run-action.ts";
import { withProposals } from "./application/standing-proposal.ts";
import type { Core } from "./build-core.ts";
import { InstanceId, PersonId, StepKey, WorkspaceId } from "./engine/ids.ts";
import type { Jobs } from "./jobs/open-jobs.ts";

const Post = z.object({ workspace: WorkspaceId, key: z.string() });
const Refresh = z.union([
  z.object({ workspace: WorkspaceId, instance: InstanceId }),
  z.object({ workspace: WorkspaceId, message: z.string() }),
]);
const Home = z.object({ workspace: WorkspaceId, person: PersonId });
const Action = z.object({
  workspace: WorkspaceId,
  instance: InstanceId,
  step: StepKey,
  pass: z.number(),
  attempt: z.number().optional(),
  alternative: z.string().optional(),
});
const Dropped = z.looseObject({ workspace: WorkspaceId, key: z.string().optional() });

interface DeliveryParts {
  readonly core: Core;
  readonly channel: Channel;
  readonly jobs: Pick<Jobs, "work">;
  readonly clock: Clock;
  readonly machine: MachineClock;
  readonly logger: Logger;
  readonly options: DeliveryOptions;
}

/** Posts at a time; the channel paces itself. */
const POSTS_AT_A_TIME = 4;

/** Puts workers on the queues: each job is carried out through the core and the channel. */
export const buildDelivery = async ({ core, channel, jobs, clock, machine, logger, options }: DeliveryParts): Promise<void> => {
  const { files, catalogue, handle, handleWorkspace } = core;
  const messages = withProposals(core);
  const { refreshInstance, refreshOne, refreshHome } = createRefreshMessages({ messages, files, channel, logger });
  const undelivered = createReportUndelivered({ handle, handleWorkspace, files });
  const deliver = createDeliverMessage(
    {
      messages,
      files,
      channel,
      clock,
      machine,
      logger,
      undelivered,
      refreshed: async (...of) => void (await refreshOne(...of)),
      dayStart: (person, now) => dayStartOf(catalogue.directory(), person, now),
    },
    options,
  );
  const giveUpAction = createGiveUpAction(handle);
  const runAction = createRunAction({ files, catalogue, handle });

  /** A job that was given up: if it was a message, that is its last word; an action has failed. */
  const dropped = async (data: z.infer<typeof Dropped>, queue: string, reason: string): Promise<JobOutcome> => {
    logger.error({ queue, reason, ...data }, "a job was given up");
    if (queue === "action") await giveUpAction(Action.parse(data), reason);
    const message = queue === "post" && data.key !== undefined ? await messages.find(data.workspace, data.key) : undefined;
    if (message?.state !== "pending") return undefined;
    // Told before it is settled: a crash in between tells it again, under the same command id.
    await undelivered(message, reason);
    await messages.settled(data.workspace, [message.key], "failed", reason);
    return undefined;
  };

  await jobs.work(
    "post",
    async ({ data }) => {
      const { workspace, key } = Post.parse(data);
      return await deliver(workspace, key);
    },
    { concurrency: POSTS_AT_A_TIME },
  );
  await jobs.work("refresh", async ({ data }) => {
    const what = Refresh.parse(data);
    return "message" in what ? await refreshOne(what.workspace, what.message) : await refreshInstance(what.workspace, what.instance);
  });
  await jobs.work("home", async ({ data }) => await refreshHome(Home.parse(data).person));
  await jobs.work("action", async ({ data }) => {
    await runAction(Action.parse(data));
    return undefined;
  });
  await jobs.work(
    "dropped",
    async (job) => await dropped(Dropped.parse(job.data), job.dropped?.queue ?? "", job.dropped?.reason ?? "unknown"),
  );
};
