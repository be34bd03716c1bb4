import type { ModalView } from "@slack/types";
import { z } from "zod";
import { decodeContext, encodeContext, INPUT } from "../../form.ts";
import { LIMIT } from "../../limits.ts";
import { plainReply } from "../../replies/plain-reply.ts";
import { alsoOf, slashCommandId } from "../../to-command.ts";
import { addToCaseForm } from "../../views/modals/note.ts";
import { chooseWorkflowForm } from "../../views/modals/start.ts";
import { openView } from "../answer.ts";
import type { Asker, Listening } from "../listening.ts";
import { startableBy } from "../reading.ts";

/** A shortcut as Slack tells it: only what is read. */
const Shortcut = z.looseObject({
  team: z.looseObject({ id: z.string() }).nullish(),
  user: z.looseObject({ id: z.string() }),
  trigger_id: z.string(),
  channel: z.looseObject({ id: z.string() }).optional(),
  message: z
    .looseObject({ ts: z.string(), thread_ts: z.string().optional(), user: z.string().optional(), text: z.string().default("") })
    .optional(),
});

interface OfMessage {
  readonly channel: string;
  readonly ts: string;
  readonly root: string;
  readonly author: string | undefined;
  readonly words: string;
}

/** Somebody used a shortcut, maybe on a message. */
export interface Used extends Asker {
  readonly trigger: string;
  readonly message: OfMessage | undefined;
}

export const toUsed = async (l: Listening, raw: unknown): Promise<Used | undefined> => {
  const body = Shortcut.safeParse(raw).data;
  if (body === undefined) return undefined;
  const { team, user, trigger_id, channel, message } = body;
  const root = message?.thread_ts ?? message?.ts;
  return {
    id: alsoOf(slashCommandId(team?.id ?? l.identity.teamId, trigger_id), "shortcut"),
    person: await l.people.personOf(user.id),
    slackId: user.id,
    place: {
      ...(channel === undefined ? {} : { channel: channel.id }),
      ...(message?.thread_ts === undefined ? {} : { thread: message.thread_ts }),
    },
    trigger: trigger_id,
    message:
      message === undefined || channel === undefined || root === undefined
        ? undefined
        : { channel: channel.id, ts: message.ts, root, author: message.user, words: plainReply(message.text, "").text },
  };
};

/** A form that remembers the message it was opened from. */
export const remembering = (view: ModalView, words: string): ModalView => {
  const context = decodeContext(view.private_metadata);
  if (context === undefined || words === "") return view;
  return {
    ...view,
    private_metadata: encodeContext({ ...context, about: { ...context.about, words: words.slice(0, 700).toWellFormed() } }),
  };
};

export const onStart = async (l: Listening, used: Used): Promise<void> =>
  await openView(l, used, used, chooseWorkflowForm(await startableBy(l, used), used.place));

const linkTo = (l: Listening, { channel, ts }: OfMessage): string => `${l.identity.url}archives/${channel}/p${ts.replace(".", "")}`;

const authorOf = (l: Listening, { author }: OfMessage): string => {
  const { addresses, people } = l.catalogue.directory();
  const person = author === undefined ? undefined : addresses.get(author);
  return (person === undefined ? undefined : people.get(person)?.name) ?? "somebody";
};

const inBlock = (view: ModalView, block: string, initial: string): ModalView => ({
  ...view,
  blocks: view.blocks.map((each) =>
    each.block_id === block && "element" in each && each.element.type === "plain_text_input"
      ? { ...each, element: { ...each.element, initial_value: initial.slice(0, LIMIT.inputText) } }
      : each,
  ),
});

/** A message becomes a note or evidence of a case, with who wrote it and where; in a case's own thread the case is filled in. */
export const onAddToCase = async (l: Listening, used: Used): Promise<void> => {
  const { message } = used;
  const words = message === undefined ? "" : `${message.words}\n(${authorOf(l, message)}, ${linkTo(l, message)})`;
  const view = addToCaseForm(words, { ...used.place, ...(message === undefined ? {} : { link: linkTo(l, message) }) });
  const card = message === undefined ? undefined : await l.messages.at(l.workspace, message.channel, message.root);
  const file = card?.instance === undefined ? undefined : await l.files.of(l.workspace, card.instance);
  await openView(l, used, used, file === undefined ? view : inBlock(view, INPUT.caseId, file.instance.caseId));
};
