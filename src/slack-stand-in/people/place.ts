import { lookUpChannel, messagesOf } from "../workspace/find.ts";
import type { Ephemeral, Message, View } from "../workspace/state.ts";
import { modalsOf } from "../workspace/views.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type Found, findElement, findElements, type Wanted } from "./find-element.ts";
import { channelSeenBy, everythingSeen, newestFirst, type SeenMessage } from "./sees.ts";

/** Where a person acts: a message or a view in hand, the open `modal`, the `home` tab, or a channel (its newest message that fits). */
export type In = { readonly ts: string; readonly channel: string } | { readonly id: string; readonly blocks: readonly unknown[] } | string;

export type Place =
  | { readonly kind: "message"; readonly message: Message; readonly isEphemeral: boolean; readonly found: Found }
  | { readonly kind: "view"; readonly view: View; readonly found: Found };

const topModal = (workspace: Workspace, user: string): View | undefined => modalsOf(workspace, user).at(-1);

const viewOf = (workspace: Workspace, user: string, name: string): View | undefined => {
  if (name === "modal") return topModal(workspace, user);
  if (name === "home") return workspace.state.homes.get(user);
  return [...modalsOf(workspace, user), workspace.state.homes.get(user)].find((view) => view?.id === name);
};

/** A view may have been drawn anew under a person's hand, and its block go by another id: a button is then known by its value. */
const asItStands = (view: View, wanted: Wanted): Wanted => {
  if (wanted.value === undefined || findElements(view.blocks, wanted).length > 0) return wanted;
  return { name: wanted.name, value: wanted.value };
};

const inView = (view: View | undefined, wanted: Wanted): Place => {
  if (!view) throw new Error(`Slack stand-in: no view is open in which to use "${wanted.name}"`);
  return { kind: "view", view, found: findElement(view.blocks, asItStands(view, wanted)) };
};

const ephemeralOf = (workspace: Workspace, user: string, ts: string): Ephemeral | undefined =>
  workspace.state.ephemerals.find((each) => each.user === user && each.message.ts === ts);

/** The stored message behind what a person has on the screen. */
export const storedMessage = (
  workspace: Workspace,
  user: string,
  at: { readonly ts: string; readonly channel: string },
): { message: Message; isEphemeral: boolean } => {
  const channel = channelSeenBy(workspace, user, at.channel);
  const posted = messagesOf(workspace, channel.id).get(at.ts);
  const message = posted ?? ephemeralOf(workspace, user, at.ts)?.message;
  if (!message) throw new Error(`Slack stand-in: ${user} sees no message ${at.ts} in ${channel.name}`);
  return { message, isEphemeral: posted === undefined };
};

const isFor = (user: string, { element }: Found): boolean =>
  !Array.isArray(element.visible_to_user_ids) || element.visible_to_user_ids.includes(user);

const inMessage = (workspace: Workspace, user: string, at: { readonly ts: string; readonly channel: string }, wanted: Wanted): Place => {
  const { message, isEphemeral } = storedMessage(workspace, user, at);
  const found = findElement(message.blocks ?? [], wanted);
  if (!isFor(user, found)) throw new Error(`Slack stand-in: "${wanted.name}" is not shown to ${user}`);
  return { kind: "message", message, isEphemeral, found };
};

const newestWith = (workspace: Workspace, user: string, seen: readonly SeenMessage[], wanted: Wanted, where: string): Place => {
  const message = seen.find(({ blocks }) => findElements(blocks ?? [], wanted).some((found) => isFor(user, found)));
  if (!message) throw new Error(`Slack stand-in: ${user} sees no "${wanted.name}" to use ${where}`);
  return inMessage(workspace, user, message, wanted);
};

const anywhere = (workspace: Workspace, user: string, wanted: Wanted): Place => {
  const modal = topModal(workspace, user);
  if (modal) return inView(modal, wanted);
  return newestWith(workspace, user, newestFirst(workspace, user), wanted, "anywhere");
};

const named = (workspace: Workspace, user: string, name: string, wanted: Wanted): Place => {
  if (lookUpChannel(workspace, name) === undefined) return inView(viewOf(workspace, user, name), wanted);
  const channel = channelSeenBy(workspace, user, name);
  return newestWith(workspace, user, everythingSeen(workspace, user, channel).reverse(), wanted, `in ${channel.name}`);
};

/** Finds what a person means to use, where they may: an open modal covers everything else. */
export const findPlace = (workspace: Workspace, user: string, where: In | undefined, wanted: Wanted): Place => {
  if (where === undefined) return anywhere(workspace, user, wanted);
  if (typeof where === "string") return named(workspace, user, where, wanted);
  if ("ts" in where) return inMessage(workspace, user, where, wanted);
  return inView(viewOf(workspace, user, where.id), wanted);
};
