import type { Json } from "../../../../src/playground/api.ts";

export const plain = (text: string): Json => ({ type: "plain_text", text });
export const option = (text: string, value: string): Json => ({ text: plain(text), value });

const richText = (text: string): Json => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
});
const row = (...cells: readonly string[]): readonly Json[] => cells.map((text) => ({ type: "raw_text", text }));

/** A block of each kind, with texts in every place that takes one. */
export const blocksSaying = (text: string): readonly Json[] => [
  { type: "header", text: plain(text) },
  { type: "section", text: { type: "mrkdwn", text }, fields: [plain(text), { type: "mrkdwn", text }] },
  { type: "context", elements: [plain(text), { type: "mrkdwn", text }, { type: "image", image_url: text, alt_text: text }] },
  { type: "divider" },
  { type: "alert", level: "warning", text: { type: "mrkdwn", text } },
  { type: "markdown", text },
  { ...richText(text) },
  { type: "image", image_url: text, alt_text: text, title: plain(text) },
  { type: "table", rows: [row(text, text), row(text, text)] },
  {
    type: "data_table",
    caption: text,
    row_header_column_index: 0,
    rows: [row(text, text), [...row(text), { type: "raw_number", value: 1, text }]],
  },
  {
    type: "card",
    title: { type: "mrkdwn", text },
    subtitle: { type: "mrkdwn", text },
    body: { type: "mrkdwn", text },
    actions: [{ type: "button", text: plain(text) }],
  },
  { type: "carousel", elements: [{ type: "card", body: { type: "mrkdwn", text } }] },
  { type: "container", title: plain(text), is_collapsible: true, child_blocks: [{ type: "header", text: plain(text) }] },
  {
    type: "task_card",
    task_id: "t",
    title: text,
    status: "error",
    details: richText(text),
    output: richText(text),
    sources: [{ type: "url", url: text, text }],
  },
  { type: "plan", title: text, tasks: [{ type: "task_card", task_id: "t", title: text, status: "complete" }] },
  { type: "data_visualization", title: text, chart: { type: "pie", segments: [{ label: text, value: 2 }] } },
  {
    type: "data_visualization",
    title: text,
    chart: { type: "line", axis_config: { categories: [text] }, series: [{ name: text, data: [{ label: text, value: 2 }] }] },
  },
  { type: "file", external_id: text, source: "remote" },
  { type: "video", title: plain(text), title_url: text, video_url: text, thumbnail_url: text, alt_text: text, description: plain(text) },
  { type: "context_actions", elements: [{ type: "icon_button", icon: "trash", text: plain(text) }] },
  { type: "actions", elements: elementsSaying(text) },
  {
    type: "input",
    label: plain(text),
    hint: plain(text),
    element: { type: "plain_text_input", placeholder: plain(text), initial_value: text },
  },
];

/** An element of each kind. */
export function elementsSaying(text: string): readonly Json[] {
  const options = [option(text, "a"), { ...option(text, "b"), description: plain(text) }];
  const shared = { action_id: "act", placeholder: plain(text) };
  return [
    { type: "button", action_id: "act", text: plain(text), url: text, style: "danger" },
    { type: "workflow_button", action_id: "act", text: plain(text) },
    { type: "overflow", action_id: "act", options },
    ...["static_select", "multi_static_select"].map((type) => ({ type, ...shared, options })),
    { type: "static_select", ...shared, option_groups: [{ label: plain(text), options }] },
    ...["users_select", "channels_select", "conversations_select", "external_select"].flatMap((type) => [
      { type, ...shared },
      { type: `multi_${type}`, ...shared },
    ]),
    ...["radio_buttons", "checkboxes"].map((type) => ({ type, action_id: "act", options })),
    ...["datepicker", "timepicker", "datetimepicker"].map((type) => ({ type, ...shared })),
    ...["plain_text_input", "number_input", "email_text_input", "url_text_input"].map((type) => ({ type, ...shared, initial_value: text })),
    { type: "rich_text_input", ...shared, initial_value: richText(text) },
    { type: "file_input", action_id: "act" },
    {
      type: "feedback_buttons",
      action_id: "act",
      positive_button: { text: plain(text), value: "+" },
      negative_button: { text: plain(text), value: "-" },
    },
    { type: "icon_button", action_id: "act", icon: "trash", text: plain(text) },
    { type: "image", image_url: text, alt_text: text },
    { type: "mrkdwn", text },
    plain(text),
  ];
}
