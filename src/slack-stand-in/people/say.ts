import { randomUUID } from "node:crypto";
import type { Json } from "../json.ts";
import { removeMessage } from "../web-api/chat.ts";
import { readThread } from "../web-api/content.ts";
import { messagesOf, openDm } from "../workspace/find.ts";
import { addMessage, messageEvent, presentMessage } from "../workspace/messages.ts";
import type { Channel, Message } from "../workspace/state.ts";
import type { Act, Person } from "./act.ts";
import { type In, storedMessage } from "./place.ts";
import { channelSeenBy } from "./sees.ts";

export interface SayOptions {
  /** Without it, the direct message with the app. */
  readonly channel?: string;
  readonly threadTs?: string;
}

export const channelFor = (person: Person, channel: string | undefined): Channel =>
  channel === undefined
    ? openDm(person.workspace, person.workspace.app.botUserId, person.id)
    : channelSeenBy(person.workspace, person.id, channel);

/** Slack's composer makes rich text of what is typed. */
const richText = (text: string): Json => ({
  type: "rich_text",
  elements: [
    {
      type: "rich_text_section",
      elements: text.split(/(<@[A-Z0-9]+>|<#[A-Z0-9]+(?:\|[^>]*)?>)/).flatMap((part): Json[] => {
        const [, user, channel] = /^<(?:@([A-Z0-9]+)|#([A-Z0-9]+)(?:\|[^>]*)?)>$/.exec(part) ?? [];
        if (user !== undefined) return [{ type: "user", user_id: user }];
        if (channel !== undefined) return [{ type: "channel", channel_id: channel }];
        return part === "" ? [] : [{ type: "text", text: part }];
      }),
    },
  ],
});

const mentionsApp = ({ workspace }: Person, text: string): boolean => text.includes(`<@${workspace.app.botUserId}>`);

/** In a channel a mention is told twice, as `message` and as `app_mention`; in a direct message once. */
const eventsFor = (person: Person, channel: Channel, message: Message): Json[] => {
  const root = message.thread_ts === undefined ? undefined : messagesOf(person.workspace, channel.id).get(message.thread_ts);
  const parent = root ? { parent_user_id: root.user } : {};
  const said = { ...presentMessage(person.workspace, message, false), ...parent, event_ts: message.ts };
  const event = messageEvent(person.workspace, channel, said);
  if (channel.isIm || !mentionsApp(person, message.text)) return [event];
  const { channel_type: _type, ...mention } = event;
  return [event, { ...mention, type: "app_mention" }];
};

export const say = async (person: Person, text: string, options: SayOptions): Promise<Act> => {
  const { workspace, outbox } = person;
  const channel = channelFor(person, options.channel);
  if (channel.isArchived) throw new Error(`Slack stand-in: ${channel.name} is archived, nobody can write there`);
  const thread = readThread(workspace, channel, options.threadTs);
  const content = { user: person.id, client_msg_id: randomUUID(), text, blocks: [richText(text)], ...thread };
  const message = addMessage(workspace, channel, content);
  const [first, ...others] = eventsFor(person, channel, message).map((event) => outbox.event(event));
  const responses = await Promise.all([first, ...others]);
  const response = responses.find((each) => each?.ok === false) ?? responses[0];
  if (!response) throw new Error("Slack stand-in: a message without an event");
  return { response, message };
};

const ownMessage = (person: Person, at: Extract<In, { ts: string }>): Message => {
  const { message } = storedMessage(person.workspace, person.id, at);
  if (message.user !== person.id) throw new Error(`Slack stand-in: ${person.id} did not write ${at.ts}`);
  return message;
};

const channelOf = (person: Person, message: Message): Channel => channelSeenBy(person.workspace, person.id, message.channel);

export const edit = async (person: Person, at: Extract<In, { ts: string }>, text: string): Promise<Act> => {
  const { workspace, outbox } = person;
  const message = ownMessage(person, at);
  const previous_message = presentMessage(workspace, message, false);
  Object.assign(message, { text, blocks: [richText(text)], edited: { user: person.id, ts: workspace.nextTs() } });
  const facts = {
    subtype: "message_changed",
    hidden: true,
    ts: workspace.nextTs(),
    message: presentMessage(workspace, message, false),
    previous_message,
  };
  return { response: await outbox.event(messageEvent(workspace, channelOf(person, message), facts)), message };
};

export const erase = async (person: Person, at: Extract<In, { ts: string }>): Promise<Act> => {
  const { workspace, outbox } = person;
  const message = ownMessage(person, at);
  removeMessage(workspace, message);
  const facts = {
    subtype: "message_deleted",
    hidden: true,
    ts: workspace.nextTs(),
    deleted_ts: message.ts,
    previous_message: presentMessage(workspace, message, false),
  };
  return { response: await outbox.event(messageEvent(workspace, channelOf(person, message), facts)) };
};
