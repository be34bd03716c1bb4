import { randomUUID } from "node:crypto";
import { isJson, type Json, listOf } from "../json.ts";
import { stateOf } from "../people/element-state.ts";
import { isInteractive, storedBlocks } from "./messages.ts";
import type { View } from "./state.ts";
import type { Workspace } from "./workspace.ts";

/** A single choice may begin elsewhere than where the person is; one of many then begins there all the same, as Slack has it. */
const beginsWhereTheyAre = (element: Json): boolean =>
  element.default_to_current_conversation === true &&
  (element.type === "multi_conversations_select" ||
    (element.type === "conversations_select" && element.initial_conversation === undefined));

/** What an input holds before anybody touches it. */
const initialValue = (element: Json, channel: string | undefined): Json =>
  stateOf(element, channel !== undefined && beginsWhereTheyAre(element) ? channel : undefined);

const initialValues = (blocks: readonly Json[], channel: string | undefined): View["state"]["values"] => {
  const values: View["state"]["values"] = {};
  for (const block of blocks) {
    const elements = [block.element, block.accessory, ...listOf(block.elements)].filter(isJson).filter(isInteractive);
    const stateful = elements.filter(({ type }) => type !== "button" && type !== "overflow");
    if (stateful.length === 0) continue;
    values[String(block.block_id)] = Object.fromEntries(
      stateful.map((element) => [String(element.action_id), initialValue(element, channel)]),
    );
  }
  return values;
};

/** What was typed stays where an update keeps the same block and action. */
const keptValues = (fresh: View["state"]["values"], before: View["state"]["values"]): View["state"]["values"] =>
  Object.fromEntries(
    Object.entries(fresh).map(([block, actions]) => [
      block,
      Object.fromEntries(Object.entries(actions).map(([action, value]) => [action, before[block]?.[action] ?? value])),
    ]),
  );

const newHash = (workspace: Workspace): string => `${Math.floor(workspace.clock.now() / 1000)}.${randomUUID().slice(0, 8)}`;

export interface ViewPlace {
  readonly root?: View;
  readonly previous?: View;
  /** The conversation that the person is looking at. */
  readonly channel?: string;
}

/** A view as Slack keeps it, from what the app sent. */
export const newView = (workspace: Workspace, content: Json, { root, previous, channel }: ViewPlace = {}): View => {
  const id = workspace.nextId("V");
  const blocks = storedBlocks(workspace, listOf(content.blocks));
  return {
    private_metadata: "",
    callback_id: "",
    external_id: "",
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: null,
    ...content,
    id,
    type: content.type === "home" ? "home" : "modal",
    team_id: workspace.team.id,
    app_id: workspace.app.id,
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.app.botId,
    hash: newHash(workspace),
    blocks,
    state: { values: initialValues(blocks, channel) },
    root_view_id: root?.id ?? id,
    previous_view_id: previous?.id ?? null,
  };
};

/** Puts new content in the place of the old: the id stays, the hash does not. */
export const replaceView = (workspace: Workspace, view: View, content: Json): void => {
  const { id, root_view_id, previous_view_id } = view;
  const fresh = newView(workspace, content);
  const values = keptValues(fresh.state.values, view.state.values);
  Object.assign(view, fresh, { id, root_view_id, previous_view_id, state: { values } });
};

export const modalsOf = (workspace: Workspace, user: string): View[] => {
  const open = workspace.state.modals.get(user) ?? [];
  workspace.state.modals.set(user, open);
  return open;
};
