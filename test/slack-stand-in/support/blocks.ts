import type { Json } from "../../../src/slack-stand-in/json.ts";

export const plain = (text: string): Json => ({ type: "plain_text", text });

export const mrkdwn = (text: string): Json => ({ type: "mrkdwn", text });

export const button = (actionId: string, text: string, more: Json = {}): Json => ({
  type: "button",
  action_id: actionId,
  text: plain(text),
  ...more,
});

export const actions = (...elements: Json[]): Json => ({ type: "actions", elements });

export const section = (text: string, more: Json = {}): Json => ({ type: "section", text: mrkdwn(text), ...more });

export const input = (blockId: string, label: string, element: Json, more: Json = {}): Json => ({
  type: "input",
  block_id: blockId,
  label: plain(label),
  element: { action_id: "value", ...element },
  ...more,
});

export const modal = (blocks: Json[], more: Json = {}): Json => ({
  type: "modal",
  callback_id: "form",
  title: plain("Form"),
  submit: plain("Send"),
  blocks,
  ...more,
});
