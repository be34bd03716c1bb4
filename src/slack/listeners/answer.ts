import type { ModalView } from "@slack/types";
import { slackError } from "../identify.ts";
import { md } from "../mrkdwn.ts";
import { alsoOf } from "../to-command.ts";
import type { Answer as Said } from "../views/answers/answer.ts";
import { say } from "../views/answers/say.ts";
import type { Asker, Listening } from "./listening.ts";

/** Slack shows an ephemeral message only to members of a channel where we are, too. */
const NOT_THERE: ReadonlySet<string> = new Set([
  "not_in_channel",
  "user_not_in_channel",
  "channel_not_found",
  "is_archived",
  "restricted_action",
]);

/** Done before it resolves; `tellPrivately` does not wait. */
export const whisper = async (
  l: Listening,
  { slackId, place }: Pick<Asker, "slackId" | "place">,
  { text, blocks }: Said,
): Promise<void> => {
  const content = { text, blocks: [...blocks] };
  if (place.channel !== undefined) {
    const thread = place.thread === undefined ? {} : { thread_ts: place.thread };
    try {
      await l.client.chat.postEphemeral({ channel: place.channel, user: slackId, ...thread, ...content });
      return;
    } catch (error) {
      if (!NOT_THERE.has(slackError(error) ?? "")) throw error;
    }
  }
  await l.client.chat.postMessage({ channel: slackId, ...content });
};

/** Seen by one person only, where they are, else by direct message. It may be lost: it never is the only copy of anything. */
export const tellPrivately = (l: Listening, asker: Pick<Asker, "slackId" | "place">, said: Said): void =>
  l.background.run("a private answer", () => whisper(l, asker, said));

export type OpenedFrom = { readonly trigger: string | undefined; readonly inModal?: boolean };

/** As it was opened: with its hash it can be changed as long as nobody else did. */
export interface OpenedView {
  readonly id: string;
  readonly hash: string;
}

/** Opens a form or page while its trigger lives; when it does not any more, its asker is told to press again. */
export const openForLater = async (l: Listening, asker: Asker, from: OpenedFrom, view: ModalView): Promise<OpenedView | undefined> => {
  try {
    const args = { trigger_id: from.trigger ?? "", view };
    const opened = (await (from.inModal === true ? l.client.views.push(args) : l.client.views.open(args))).view;
    return opened?.id === undefined || opened.hash === undefined ? undefined : { id: opened.id, hash: opened.hash };
  } catch (error) {
    const why = slackError(error);
    l.logger.warn({ view: view.callback_id, why, error: why === undefined ? String(error) : undefined }, "a form could not be opened");
    tellPrivately(l, asker, say(md`That took too long, and the form could not be opened. Please press it again.`));
    return undefined;
  }
};

export const openView = async (l: Listening, asker: Asker, from: OpenedFrom, view: ModalView): Promise<void> => {
  await openForLater(l, asker, from, view);
};

/** A refusal that concerns no case is a row of the workspace's own chain. */
export const recordRefusal = async (l: Listening, asker: Pick<Asker, "id" | "person">, act: string, reason: string): Promise<void> => {
  await l.handleWorkspace({
    id: alsoOf(asker.id, "refused"),
    workspace: l.workspace,
    actor: { kind: "person", id: asker.person },
    via: "slack",
    type: "RecordRefusal",
    act,
    reason,
  });
};
