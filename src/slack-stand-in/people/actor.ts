import { addReaction, reactionEvent } from "../web-api/reactions.ts";
import { openDm, userById } from "../workspace/find.ts";
import type { View } from "../workspace/state.ts";
import { modalsOf } from "../workspace/views.ts";
import type { Act, Person } from "./act.ts";
import type { FormValues } from "./fill-form.ts";
import { openAssistant } from "./open-assistant.ts";
import { viewPart } from "./payloads.ts";
import { type In, storedMessage } from "./place.ts";
import { runCommand } from "./run-command.ts";
import { edit, erase, type SayOptions, say } from "./say.ts";
import { type SeenMessage, seenIn } from "./sees.ts";
import { globalShortcut, messageShortcut } from "./shortcuts.ts";
import { searchOptions, type UseOptions, useElement } from "./use-element.ts";
import { closeModal, submitModal } from "./use-modal.ts";

type OnMessage = Extract<In, { ts: string }>;

/** A person in Slack. Every act resolves when the app has acknowledged it, or when Slack has given up waiting. */
export interface Actor {
  readonly id: string;
  /** The channel id of the direct message with the app; opened when there is none. */
  readonly dm: string;
  /** A button, a menu entry (by `action_id` or by what is written on it), in a message, the open `modal`, the `home` tab or a channel. */
  clicks(name: string, options?: UseOptions): Promise<Act>;
  /** A select, a date or time picker, checkboxes, a text input: options by value or text, dates as `YYYY-MM-DD`, `null` to empty it. */
  selects(name: string, value: unknown, options?: UseOptions): Promise<Act>;
  /** What an external select offers for what was typed: in `response.body`. */
  searches(name: string, typed: string, options?: UseOptions): Promise<Act>;
  /** A message: in a channel, a thread, or the direct message with the app. */
  types(text: string, options?: SayOptions): Promise<Act>;
  edits(message: OnMessage, text: string): Promise<Act>;
  erases(message: OnMessage): Promise<Act>;
  /** A slash command, typed whole; throws in a thread, as Slack has none there. */
  runs(command: string, options?: SayOptions): Promise<Act>;
  /** Fills the open modal in (by `block_id`, `action_id` or label) and submits it. */
  submits(values?: FormValues): Promise<Act>;
  closes(options?: { readonly all?: boolean }): Promise<Act>;
  shortcut(callbackId: string): Promise<Act>;
  messageShortcut(callbackId: string, message: OnMessage): Promise<Act>;
  opensHome(tab?: "home" | "messages"): Promise<Act>;
  /** Opens the agent pane on a new thread, perhaps while looking at a channel; the thread's root is in `message`. */
  opensAssistant(options?: { readonly lookingAt?: string }): Promise<Act>;
  reacts(emoji: string, message: OnMessage): Promise<Act>;
  /** The stack of open modals, root first. */
  views(): readonly View[];
  /** The modal on top. */
  modal(): View | undefined;
  home(): View | undefined;
  /** What is on this person's screen in a channel or, with `thread`, in a thread; their ephemerals included, oldest first. */
  sees(channel: string, options?: { readonly thread?: string }): readonly SeenMessage[];
}

const openHome = async (person: Person, tab: "home" | "messages"): Promise<Act> => {
  const { workspace, id, outbox } = person;
  const channel = openDm(workspace, workspace.app.botUserId, id).id;
  const home = workspace.state.homes.get(id);
  const view = tab === "home" && home ? { view: viewPart(home) } : {};
  return { response: await outbox.event({ type: "app_home_opened", user: id, channel, tab, ...view, event_ts: workspace.nextTs() }) };
};

const react = async (person: Person, emoji: string, at: OnMessage): Promise<Act> => {
  const { workspace, id, outbox } = person;
  const { message } = storedMessage(workspace, id, at);
  const name = emoji.replaceAll(":", "");
  addReaction(message, name, id);
  workspace.changed();
  return { response: await outbox.event(reactionEvent(workspace, "reaction_added", message, name, id)), message };
};

export const createActor = (person: Person): Actor => {
  const { workspace, id } = person;
  const user = userById(workspace, id);
  if (user.deleted) throw new Error(`Slack stand-in: ${id} has left, and does nothing any more`);
  return {
    id,
    get dm() {
      return openDm(workspace, workspace.app.botUserId, id).id;
    },
    clicks: (name, options = {}) => useElement(person, name, undefined, options),
    selects: (name, value, options = {}) => useElement(person, name, value, options),
    searches: (name, typed, options = {}) => searchOptions(person, name, typed, options),
    types: (text, options = {}) => say(person, text, options),
    edits: (message, text) => edit(person, message, text),
    erases: (message) => erase(person, message),
    runs: (command, options = {}) => runCommand(person, command, options),
    submits: (values = {}) => submitModal(person, values),
    closes: ({ all = false } = {}) => closeModal(person, all),
    shortcut: (callbackId) => globalShortcut(person, callbackId),
    messageShortcut: (callbackId, message) => messageShortcut(person, callbackId, message),
    opensHome: (tab = "home") => openHome(person, tab),
    opensAssistant: ({ lookingAt } = {}) => openAssistant(person, lookingAt),
    reacts: (emoji, message) => react(person, emoji, message),
    views: () => structuredClone(modalsOf(workspace, id)),
    modal: () => structuredClone(modalsOf(workspace, id).at(-1)),
    home: () => structuredClone(workspace.state.homes.get(id)),
    sees: (channel, { thread } = {}) => seenIn(workspace, id, channel, thread),
  };
};
