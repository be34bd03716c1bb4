import type { Json } from "../json.ts";
import { userById } from "../workspace/find.ts";
import { newResponseUrl, newTrigger } from "../workspace/triggers.ts";
import type { Act, Person } from "./act.ts";
import { fieldOf, stateOf } from "./element-state.ts";
import { type FormValues, fillForm } from "./fill-form.ts";
import type { Found } from "./find-element.ts";
import { channelPart, common, messageContainer, messagePart, viewContainer, viewPart } from "./payloads.ts";
import { findPlace, type In, type Place } from "./place.ts";

export interface UseOptions {
  /** Without it: the open modal, else the newest message anywhere that has such an element. */
  readonly in?: In;
  readonly blockId?: string;
  /** The `value` of the button or option that is meant, where several share an `action_id`. */
  readonly value?: string;
  /** In a view: what else has been filled in there by now, as `submits` takes it; Slack sends all that is on the screen. */
  readonly values?: FormValues;
}

const newState = ({ element, option }: Found, given: unknown): Json => {
  if (element.type === "overflow") return { type: "overflow", selected_option: option };
  if (element.type === "feedback_buttons") return { type: "feedback_buttons", value: option?.value, text: option?.text };
  return fieldOf(element) === undefined ? { type: element.type } : stateOf(element, given);
};

const BUTTON_PARTS = ["text", "value", "style", "url"];

const buttonParts = (element: Json): Json =>
  Object.fromEntries(BUTTON_PARTS.flatMap((key) => (element[key] === undefined ? [] : [[key, element[key]]])));

const action = (person: Person, found: Found, given: unknown): Json => ({
  action_id: found.element.action_id,
  block_id: found.blockId,
  ...(fieldOf(found.element) === undefined ? buttonParts(found.element) : {}),
  ...newState(found, given),
  action_ts: person.workspace.nextTs(),
});

const aboutMessage = (person: Person, place: Extract<Place, { kind: "message" }>): Json => {
  const { workspace, id } = person;
  const { message, isEphemeral } = place;
  const channel = workspace.state.channels.get(message.channel);
  const thread = message.thread_ts === undefined ? {} : { threadTs: message.thread_ts };
  return {
    container: messageContainer(message, isEphemeral),
    ...(channel ? { channel: channelPart(channel) } : {}),
    // Slack does not send an ephemeral message back: the app only has its container.
    ...(isEphemeral ? {} : { message: messagePart(workspace, message) }),
    response_url: person.responseUrl(newResponseUrl(workspace, { user: id, channel: message.channel, messageTs: message.ts, ...thread })),
    trigger_id: newTrigger(workspace, id, { channel: message.channel }),
  };
};

const aboutView = (person: Person, { view }: Extract<Place, { kind: "view" }>): Json => ({
  container: viewContainer(view),
  view: viewPart(view),
  trigger_id: newTrigger(person.workspace, person.id, view.type === "modal" ? { viewId: view.id } : {}),
});

const fillIn = (place: Place, values: FormValues | undefined): void => {
  if (values === undefined) return;
  if (place.kind !== "view") throw new Error("Slack stand-in: a message has no fields to fill in");
  fillForm(place.view, values);
};

/** A view remembers what was chosen in it; the app finds it in `view.state`. */
const remember = (place: Place, given: unknown): void => {
  const { element, blockId } = place.found;
  if (place.kind !== "view" || fieldOf(element) === undefined || element.type === "overflow") return;
  const block = place.view.state.values[blockId] ?? {};
  block[String(element.action_id)] = stateOf(element, given);
  place.view.state.values[blockId] = block;
};

const isQuietInput = (place: Place): boolean => {
  if (place.kind !== "view") return false;
  const block = place.view.blocks.find(({ block_id }) => block_id === place.found.blockId);
  return block?.type === "input" && block.dispatch_action !== true;
};

const UNHEARD: Act = { response: { ok: true, via: "client", tookMs: 0 } };

/**
 * A person clicks, picks or types into an element that is really there, and the app gets the `block_actions` of it. An input without
 * `dispatch_action` only remembers.
 */
export const useElement = async (person: Person, name: string, given: unknown, options: UseOptions): Promise<Act> => {
  const { workspace, id, outbox } = person;
  const place = findPlace(workspace, id, options.in, { name, blockId: options.blockId, value: options.value });
  fillIn(place, options.values);
  remember(place, given);
  workspace.changed();
  if (isQuietInput(place)) return UNHEARD;
  const payload = {
    type: "block_actions",
    ...common(workspace, userById(workspace, id)),
    ...(place.kind === "message" ? aboutMessage(person, place) : aboutView(person, place)),
    state: place.kind === "view" ? structuredClone(place.view.state) : { values: {} },
    actions: [action(person, place.found, given)],
  };
  return { response: await outbox.send({ kind: "interactive", payload }) };
};

/** What the app offers for a typed beginning in an external select. */
export const searchOptions = async (person: Person, name: string, typed: string, options: UseOptions): Promise<Act> => {
  const { workspace, id, outbox } = person;
  const place = findPlace(workspace, id, options.in, { name, blockId: options.blockId });
  fillIn(place, options.values);
  const { element, blockId } = place.found;
  const where =
    place.kind === "view"
      ? { container: viewContainer(place.view), view: viewPart(place.view) }
      : { container: messageContainer(place.message, place.isEphemeral) };
  const payload = {
    type: "block_suggestion",
    ...common(workspace, userById(workspace, id)),
    ...where,
    action_id: element.action_id,
    block_id: blockId,
    value: typed,
  };
  return { response: await outbox.send({ kind: "interactive", payload }) };
};
