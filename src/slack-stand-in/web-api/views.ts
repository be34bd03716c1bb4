import { validateView } from "../blocks/validate-blocks.ts";
import { isJson, type Json, textOf } from "../json.ts";
import { userById } from "../workspace/find.ts";
import type { View } from "../workspace/state.ts";
import { takeTrigger } from "../workspace/triggers.ts";
import { modalsOf, newView, replaceView } from "../workspace/views.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Method, MethodRules } from "./call.ts";
import { refuse } from "./refusal.ts";

const LARGEST_VIEW = 250_000;
const DEEPEST_STACK = 3;

/** A view by Slack's rules, whichever way it came: by a method or in the answer to a submission. */
export const checkView = (workspace: Workspace, view: unknown, type?: "modal" | "home"): Json => {
  if (!isJson(view)) return refuse("invalid_arguments", { response_metadata: { messages: ["[ERROR] missing required field: view"] } });
  if (JSON.stringify(view).length > LARGEST_VIEW) refuse("view_too_large");
  const messages = validateView(view, workspace.refusedBlocks);
  if (type !== undefined && view.type !== type) messages.push(`unsupported type: ${view.type} [json-pointer:/view/type]`);
  if (messages.length > 0)
    refuse("invalid_arguments", { response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) } });
  return view;
};

const allViews = (workspace: Workspace): View[] => [...[...workspace.state.modals.values()].flat(), ...workspace.state.homes.values()];

const checkExternalId = (workspace: Workspace, content: Json, own?: View): void => {
  const id = textOf(content.external_id);
  if (id !== undefined && allViews(workspace).some((view) => view !== own && view.external_id === id)) refuse("duplicate_external_id");
};

const open: Method = ({ workspace, args }) => {
  const trigger = takeTrigger(workspace, args.trigger_id);
  const content = checkView(workspace, args.view, "modal");
  checkExternalId(workspace, content);
  trigger.used = true;
  const view = newView(workspace, content, trigger.channel === undefined ? {} : { channel: trigger.channel });
  workspace.state.modals.set(trigger.user, [view]);
  return { view };
};

/** The new view on top of the stack, three deep at most. */
export const pushView = (workspace: Workspace, stack: View[], content: Json): View => {
  if (stack.length >= DEEPEST_STACK) refuse("push_limit_reached");
  checkExternalId(workspace, content);
  const [root] = stack;
  const previous = stack.at(-1);
  const view = newView(workspace, content, { ...(root ? { root } : {}), ...(previous ? { previous } : {}) });
  stack.push(view);
  return view;
};

const push: Method = ({ workspace, args }) => {
  const trigger = takeTrigger(workspace, args.trigger_id);
  const stack = modalsOf(workspace, trigger.user);
  if (trigger.viewId === undefined || stack.length === 0) refuse("not_found");
  const content = checkView(workspace, args.view, "modal");
  const view = pushView(workspace, stack, content);
  trigger.used = true;
  return { view };
};

const checkHash = (view: View, hash: unknown): void => {
  if (textOf(hash) !== undefined && hash !== view.hash) refuse("hash_conflict");
};

const update: Method = ({ workspace, args }) => {
  const { view_id, external_id } = args;
  const isMeant = (view: View): boolean => (textOf(view_id) === undefined ? view.external_id === external_id : view.id === view_id);
  if (textOf(view_id) === undefined && textOf(external_id) === undefined) refuse("invalid_arguments");
  const view = allViews(workspace).find(isMeant) ?? refuse("not_found");
  checkHash(view, args.hash);
  const content = checkView(workspace, args.view, view.type);
  checkExternalId(workspace, content, view);
  replaceView(workspace, view, content);
  return { view };
};

const publish: Method = ({ workspace, args }) => {
  const user = userById(workspace, args.user_id);
  const known = workspace.state.homes.get(user.id);
  if (known) checkHash(known, args.hash);
  const content = checkView(workspace, args.view, "home");
  checkExternalId(workspace, content, known);
  if (known) replaceView(workspace, known, content);
  const view = known ?? newView(workspace, content);
  workspace.state.homes.set(user.id, view);
  return { view };
};

export const viewMethods: Readonly<Record<string, MethodRules>> = {
  "views.open": { run: open },
  "views.push": { run: push },
  "views.update": { run: update },
  "views.publish": { run: publish },
};
