import { describe, expect, it } from "vitest";
import { validateBlocks, validateView } from "../../../src/slack-stand-in/blocks/validate-blocks.ts";
import type { Json } from "../../../src/slack-stand-in/json.ts";
import { actions, button, input, modal, mrkdwn, plain, section } from "../support/blocks.ts";

const x = (length: number): string => "x".repeat(length);
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const option = (text: string, value = "v"): Json => ({ text: plain(text), value });
const richText = (text: string): Json => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
});
const select = (count: number): Json => ({
  type: "static_select",
  action_id: "s",
  options: many(count, (index) => option(`${index}`, `${index}`)),
});
const overflow = (count: number): Json => ({ type: "overflow", action_id: "o", options: many(count, (index) => option(`${index}`)) });
const chart = (more: Json = {}): Json => ({
  type: "data_visualization",
  title: "Open cases",
  chart: { type: "bar", series: [{ name: "open", data: [{ label: "Mon", value: 2 }] }], axis_config: { categories: ["Mon"] } },
  ...more,
});

const TAKEN: readonly (readonly [string, Json[]])[] = [
  ["a section of 3,000 characters", [section(x(3000))]],
  ["a section of ten fields of 2,000", [{ type: "section", fields: many(10, () => mrkdwn(x(2000))) }]],
  ["a header of 150", [{ type: "header", text: plain(x(150)) }]],
  ["25 elements in actions", [actions(...many(25, (index) => button(`a${index}`, "Go")))]],
  ["a button of 75 with a value of 2,000", [actions(button(x(255), x(75), { value: x(2000) }))]],
  ["five options in an overflow menu", [section("x", { accessory: overflow(5) })]],
  ["100 options in a select", [actions(select(100))]],
  [
    "a context with an image",
    [{ type: "context", elements: [{ type: "image", image_url: "https://a.example/i.png", alt_text: "i" }, mrkdwn("x")] }],
  ],
  [
    "a plan with its tasks",
    [
      {
        type: "plan",
        title: "Acme",
        tasks: [{ type: "task_card", task_id: "1", title: "SSO", status: "in_progress", details: richText("x") }],
      },
    ],
  ],
  [
    "a task card alone",
    [
      {
        type: "task_card",
        task_id: "1",
        title: "SSO",
        status: "complete",
        sources: [{ type: "url", url: "https://a.example", text: "a" }],
      },
    ],
  ],
  ["a table", [{ type: "table", rows: [[{ type: "raw_text", text: "a" }, richText("b")]] }]],
  ["a data table", [{ type: "data_table", caption: "c", rows: [[{ type: "raw_number", value: 1, text: "1" }]] }]],
  ["a chart", [chart()]],
  ["a card", [{ type: "card", title: mrkdwn("t"), actions: [button("a", "Go")] }]],
  ["markdown of 12,000", [{ type: "markdown", text: x(12_000) }]],
  [
    "feedback and icon buttons",
    [{ type: "context_actions", elements: [{ type: "icon_button", action_id: "i", icon: "trash", text: plain("x") }] }],
  ],
  ["an image block", [{ type: "image", image_url: "https://a.example/i.png", alt_text: "i" }]],
  [
    "a confirmation",
    [actions(button("a", "Go", { confirm: { title: plain("Sure?"), text: mrkdwn("really"), confirm: plain("Yes"), deny: plain("No") } }))],
  ],
];

const REFUSED: readonly (readonly [string, Json[], string])[] = [
  ["51 blocks", many(51, () => ({ type: "divider" })), "no more than 50 items allowed [json-pointer:/blocks]"],
  ["a section over 3,000", [section(x(3001))], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"],
  ["an empty section", [section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"],
  ["a section with nothing", [{ type: "section" }], "missing required field: text [json-pointer:/blocks/0]"],
  [
    "eleven fields",
    [{ type: "section", fields: many(11, () => mrkdwn("x")) }],
    "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
  ],
  [
    "a field over 2,000",
    [{ type: "section", fields: [mrkdwn(x(2001))] }],
    "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
  ],
  ["a header over 150", [{ type: "header", text: plain(x(151)) }], "must be less than 151 characters [json-pointer:/blocks/0/text/text]"],
  ["mrkdwn in a header", [{ type: "header", text: mrkdwn("x") }], "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"],
  [
    "mrkdwn on a button",
    [actions(button("a", "x", { text: mrkdwn("x") }))],
    "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]",
  ],
  [
    "26 elements",
    [actions(...many(26, (index) => button(`a${index}`, "x")))],
    "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
  ],
  ["no elements", [actions()], "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"],
  ["a button text over 75", [actions(button("a", x(76)))], "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"],
  [
    "a button value over 2,000",
    [actions(button("a", "x", { value: x(2001) }))],
    "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
  ],
  [
    "an action_id over 255",
    [actions(button(x(256), "x"))],
    "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
  ],
  ["a block_id over 255", [{ type: "divider", block_id: x(256) }], "must be less than 256 characters [json-pointer:/blocks/0/block_id]"],
  [
    "six menu entries",
    [section("x", { accessory: overflow(6) })],
    "no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]",
  ],
  ["101 options", [actions(select(101))], "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]"],
  [
    "an option text over 75",
    [actions({ type: "static_select", action_id: "s", options: [option(x(76))] })],
    "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]",
  ],
  [
    "a style that is none",
    [actions(button("a", "x", { style: "warning" }))],
    "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
  ],
  [
    "a block_id twice",
    [section("x", { block_id: "b" }), section("y", { block_id: "b" })],
    'block_id "b" already exists [json-pointer:/blocks]',
  ],
  ["an action_id twice in a block", [actions(button("a", "x"), button("a", "y"))], 'action_id "a" already exists [json-pointer:/blocks/0]'],
  ["an unknown block", [{ type: "shout" }], "unsupported type: shout [json-pointer:/blocks/0/type]"],
  ["an unknown element", [actions({ type: "slider" })], "unsupported type: slider [json-pointer:/blocks/0/elements/0/type]"],
  ["a property that is none", [section("x", { colour: "red" })], "invalid additional property: colour [json-pointer:/blocks/0]"],
  [
    "emoji on mrkdwn",
    [{ type: "section", text: { ...mrkdwn("x"), emoji: true } }],
    "invalid additional property: emoji [json-pointer:/blocks/0/text]",
  ],
  ["a number for a text", [{ type: "markdown", text: 7 }], "must provide a string [json-pointer:/blocks/0/text]"],
  [
    "a task in no state",
    [{ type: "task_card", task_id: "1", title: "x", status: "late" }],
    "must be a valid enum value [json-pointer:/blocks/0/status]",
  ],
  [
    "a wrong task in a plan",
    [{ type: "plan", title: "x", tasks: [{ type: "task_card", title: "x", status: "complete" }] }],
    "missing required field: task_id [json-pointer:/blocks/0/tasks/0]",
  ],
  ["a card with nothing", [{ type: "card" }], "missing required field: title [json-pointer:/blocks/0]"],
  [
    "a row of 21 cells",
    [{ type: "table", rows: [many(21, () => ({ type: "raw_text", text: "x" }))] }],
    "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]",
  ],
  [
    "two tables",
    many(2, () => ({ type: "table", rows: [[{ type: "raw_text", text: "x" }]] })),
    "no more than 1 table blocks allowed [json-pointer:/blocks]",
  ],
  ["a chart title over 50", [chart({ title: x(51) })], "must be less than 51 characters [json-pointer:/blocks/0/title]"],
  ["three charts", many(3, () => chart()), "no more than 2 data_visualization blocks allowed [json-pointer:/blocks]"],
  [
    "markdown over 12,000 in all",
    many(2, () => ({ type: "markdown", text: x(6001) })),
    "must be less than 12001 characters [json-pointer:/blocks]",
  ],
  ["an alert in a message", [{ type: "alert", text: plain("x") }], "unsupported type: alert in a message [json-pointer:/blocks/0/type]"],
];

describe("blocks of a message", () => {
  it.each(TAKEN)("takes %s", (_name, blocks) => {
    expect(validateBlocks(blocks)).toEqual([]);
  });

  it.each(REFUSED)("refuses %s, naming the place", (_name, blocks, message) => {
    expect(validateBlocks(blocks)).toContain(message);
  });

  it("refuses what is no list", () => {
    expect(validateBlocks({})).toEqual(["must provide an array [json-pointer:/blocks]"]);
  });

  it("says everything at once", () => {
    expect(validateBlocks([section(x(3001)), { type: "header", text: plain(x(151)) }])).toHaveLength(2);
  });
});

describe("views", () => {
  it("takes a modal with an alert and a form", () => {
    expect(
      validateView(modal([{ type: "alert", text: mrkdwn("mind"), level: "warning" }, input("b", "Name", { type: "plain_text_input" })])),
    ).toEqual([]);
  });

  it.each<readonly [string, Json, string]>([
    ["a title over 24", modal([], { title: plain(x(25)) }), "must be less than 25 characters [json-pointer:/view/title/text]"],
    ["a submit over 24", modal([], { submit: plain(x(25)) }), "must be less than 25 characters [json-pointer:/view/submit/text]"],
    ["a close over 24", modal([], { close: plain(x(25)) }), "must be less than 25 characters [json-pointer:/view/close/text]"],
    [
      "private_metadata over 3,000",
      modal([], { private_metadata: x(3001) }),
      "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ],
    ["a callback_id over 255", modal([], { callback_id: x(256) }), "must be less than 256 characters [json-pointer:/view/callback_id]"],
    ["101 blocks", modal(many(101, () => ({ type: "divider" }))), "no more than 100 items allowed [json-pointer:/view/blocks]"],
    ["a plan in a modal", modal([{ type: "plan", title: "x" }]), "unsupported type: plan in a modal [json-pointer:/view/blocks/0/type]"],
    [
      "a label over 2,000",
      modal([input("b", x(2001), { type: "plain_text_input" })]),
      "must be less than 2001 characters [json-pointer:/view/blocks/0/label/text]",
    ],
    [
      "two fields with the focus",
      modal(["a", "b"].map((id) => input(id, "x", { type: "plain_text_input", focus_on_load: true }))),
      "only one element may have focus_on_load [json-pointer:/view/blocks]",
    ],
    ["a title in App Home", { type: "home", title: plain("x"), blocks: [] }, "invalid additional property: title [json-pointer:/view]"],
    ["another kind of view", { type: "sheet", blocks: [] }, "unsupported type: sheet [json-pointer:/view/type]"],
  ])("refuses %s, naming the place", (_name, view, message) => {
    expect(validateView(view)).toContain(message);
  });
});
