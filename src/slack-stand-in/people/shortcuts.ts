import { userById } from "../workspace/find.ts";
import { newResponseUrl, newTrigger } from "../workspace/triggers.ts";
import type { Act, Person } from "./act.ts";
import { channelPart, common, messagePart } from "./payloads.ts";
import { type In, storedMessage } from "./place.ts";
import { channelSeenBy } from "./sees.ts";

/** The lightning bolt: a shortcut from anywhere. */
export const globalShortcut = async (person: Person, callbackId: string): Promise<Act> => {
  const { workspace, id, outbox } = person;
  const { api_app_id: _appId, ...rest } = common(workspace, userById(workspace, id));
  const payload = {
    type: "shortcut",
    ...rest,
    callback_id: callbackId,
    trigger_id: newTrigger(workspace, id),
    action_ts: workspace.nextTs(),
  };
  return { response: await outbox.send({ kind: "interactive", payload }) };
};

/** A shortcut from the menu of a message. */
export const messageShortcut = async (person: Person, callbackId: string, at: Extract<In, { ts: string }>): Promise<Act> => {
  const { workspace, id, outbox } = person;
  const { message } = storedMessage(workspace, id, at);
  const channel = channelSeenBy(workspace, id, at.channel);
  const payload = {
    type: "message_action",
    ...common(workspace, userById(workspace, id)),
    callback_id: callbackId,
    trigger_id: newTrigger(workspace, id, { channel: channel.id }),
    response_url: person.responseUrl(newResponseUrl(workspace, { user: id, channel: channel.id, messageTs: message.ts })),
    channel: channelPart(channel),
    message_ts: message.ts,
    message: messagePart(workspace, message),
    action_ts: workspace.nextTs(),
  };
  return { response: await outbox.send({ kind: "interactive", payload }) };
};
