import { describe, expect, it } from "vitest";
import type { Json } from "../../../../src/playground/api.ts";
import schema from "../../../../src/slack-stand-in/blocks/block-schema.json" with { type: "json" };
import { HOSTILE } from "../../../slack/views/hostile-words.ts";
import { draw, wordsIn } from "../drawn.ts";
import { blocksSaying, elementsSaying, option, plain } from "./every-kind.ts";

const SILENT = new Set(["divider"]);
/** Nothing of theirs is text of the message. */
const WORDLESS = new Set(["file_input"]);

describe("blocks", () => {
  it.each(blocksSaying("Connect sign-on"))("draw the texts of $type", (block) => {
    expect(draw([block]).includes("Connect sign-on")).toBe(!SILENT.has(String(block.type)));
  });

  it.each(elementsSaying("Connect sign-on"))("draw the texts of a $type", (element) => {
    const shown = draw([{ type: "actions", block_id: "b", elements: [element] }]);
    // An overflow menu says its options once it is open.
    expect(shown.includes("Connect sign-on")).toBe(!WORDLESS.has(String(element.type)) && element.type !== "overflow");
  });

  it("draw every kind that Block Kit has, or say that they do not", () => {
    const definitions = schema.definitions as unknown as Record<string, { properties?: { type?: { enum?: string[] } } }>;
    const kinds = definitions.KnownBlock?.properties?.type?.enum ?? [];
    const elements = [
      "ActionsBlockElement",
      "InputBlockElement",
      "SectionBlockAccessory",
      "ContextBlockElement",
      "ContextActionsBlockElement",
    ];
    const told: string[] = [];
    const unknown = (type: string): void => void told.push(type);
    expect(kinds.length).toBeGreaterThan(20);
    for (const type of kinds) draw([{ type, element: { type: "datepicker" } }], { unknown });
    for (const type of elements.flatMap((name) => definitions[name]?.properties?.type?.enum ?? [])) {
      draw(
        [
          { type: "actions", elements: [{ type }] },
          { type: "input", element: { type } },
        ],
        { unknown },
      );
    }
    expect(told).toEqual([]);
  });

  it("draw a kind that they do not know as a box, and tell of it once", () => {
    const told: string[] = [];
    const blocks: Json[] = [
      { type: "hologram", text: plain("a ship") },
      { type: "hologram" },
      { type: "actions", elements: [{ type: "lever" }] },
      { type: "constructor" },
    ];
    const drawn = draw(blocks, { unknown: (type) => told.push(type) });
    expect(told).toEqual(["hologram", "lever", "constructor"]);
    expect(wordsIn(drawn)).toContain("Unknown block “hologram” a ship");
    expect(wordsIn(drawn)).toContain("Unknown element “lever”");
  });

  it("show a data table by the page, with as many rows as it says, or five", () => {
    const rows = Array.from({ length: 13 }, (_each, n) => [{ type: "raw_text", text: `case ${n}` }]);
    const read = (more: Json): string => wordsIn(draw([{ type: "data_table", caption: "Cases", rows, ...more }])).replaceAll(/\s+/g, " ");
    expect(read({ page_size: 10 })).toMatch(/case 10Previous1–10 of 12Next/);
    expect(read({ page_size: 10 })).not.toContain("case 11");
    expect(read({})).toMatch(/case 5Previous1–5 of 12Next/);
    expect(read({ page_size: 12 })).not.toContain("of 12");
  });

  it("show an icon's button to those alone whom it names", () => {
    const shown = (more: Json): boolean =>
      draw([{ type: "context_actions", elements: [{ type: "icon_button", icon: "trash", text: plain("Delete"), ...more }] }]).includes(
        "Delete",
      );
    expect(shown({ visible_to_user_ids: ["U1"] })).toBe(true);
    expect(shown({ visible_to_user_ids: ["U2"] })).toBe(false);
    expect(shown({})).toBe(true);
  });

  it("bear whatever is missing or of another form", () => {
    for (const { type } of [...blocksSaying("x"), ...elementsSaying("x")]) {
      for (const rest of [{}, { text: 1, elements: {}, options: "x", rows: [1], tasks: null, chart: [], element: 1, fields: {} }]) {
        expect(() =>
          draw([
            { type, ...rest },
            { type: "actions", elements: [{ type, ...rest }] },
          ]),
        ).not.toThrow();
      }
    }
  });
});

describe("text that somebody made to do harm", () => {
  const MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "<javascript:alert(1)|x>",
    "JAVASCRIPT:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
  ];

  it("stays text in every block and element", () => {
    const harm = /<script|<img[^>]*onerror|<[^>]*\s(?:href|src)="(?!https?:|mailto:)/i;
    for (const text of [...MARKUP, ...HOSTILE.filter((each) => each.length < 300)]) {
      expect(harm.exec(draw(blocksSaying(text)))).toBeNull();
    }
  });
});

describe("a field of a form", () => {
  const field = (element: Json, rest: Json = {}): Json => ({
    type: "input",
    block_id: "why",
    label: plain("Why"),
    element: { action_id: "value", ...element },
    ...rest,
  });

  it("has its label, hint and error tied to it", () => {
    const drawn = draw([field({ type: "plain_text_input" }, { hint: plain("In a sentence"), optional: true })], {
      errors: { why: "Say more" },
    });
    const [, id] = /<label[^>]* for="([^"]+)"/.exec(drawn) ?? [];
    expect(drawn).toContain(`id="${id}"`);
    expect(drawn).toContain(`aria-describedby="${id}-hint ${id}-error"`);
    expect(drawn).toContain('aria-invalid="true"');
    expect(wordsIn(drawn)).toContain("Why (optional)");
    expect(wordsIn(drawn)).toContain("Say more");
  });

  it.each([
    ["plain_text_input", { initial_value: "first" }, { value: "now" }, 'value="now"'],
    ["datepicker", { initial_date: "2026-01-01" }, { selected_date: "2026-11-20" }, 'value="2026-11-20"'],
    ["timepicker", {}, { selected_time: "14:05" }, 'value="14:05"'],
    ["datetimepicker", {}, { selected_date_time: 1_795_179_900 }, 'value="2026-11-20T14:05"'],
    ["users_select", { initial_user: "U2" }, { selected_user: "U1" }, 'value="U1" selected'],
    ["radio_buttons", { options: [option("A", "a"), option("B", "b")] }, { selected_option: option("B", "b") }, 'value="b" checked'],
    ["multi_users_select", {}, { selected_users: ["U2"] }, 'aria-label="Remove Maria Sole"'],
  ])("of kind %s shows what the view holds rather than what it began with", (type, rest, state, drawn) => {
    expect(draw([field({ type, ...rest })], { values: { why: { value: { type, ...state } } } })).toContain(drawn);
  });

  it("shows what it begins with, until the view holds something", () => {
    expect(draw([field({ type: "plain_text_input", initial_value: "first" })])).toContain('value="first"');
    const emptied = draw([field({ type: "plain_text_input", initial_value: "first" })], { values: { why: { value: { value: null } } } });
    expect(emptied).not.toContain("first");
  });

  it("still shows somebody who is chosen and not among the people", () => {
    expect(draw([field({ type: "users_select", initial_user: "U9" })])).toContain(">U9</option>");
  });
});
