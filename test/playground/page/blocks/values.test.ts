import { describe, expect, it } from "vitest";
import { heldKeys, withKey, withoutKey } from "../../../../src/playground/page/blocks/element-value.ts";
import { movedTo } from "../../../../src/playground/page/blocks/elements/menu-keys.ts";
import { dispatchesOn } from "../../../../src/playground/page/blocks/elements/text-input.ts";
import { arcsOf, barsOf, chartData, linesOf } from "../../../../src/playground/page/blocks/kinds/chart-shapes.ts";
import { typedAsRichText, typedIn } from "../../../../src/playground/page/blocks/typed-rich-text.ts";
import { fromField, toField } from "../../../../src/playground/page/blocks/zoned-time.ts";
import { option } from "./every-kind.ts";

describe("a day and a time in a zone", () => {
  it.each(["Europe/Rome", "America/New_York", "Asia/Kolkata", "Pacific/Chatham", "UTC"])("goes there and back in %s", (zone) => {
    for (let at = Date.UTC(2026, 0, 1) / 1_000; at < Date.UTC(2027, 0, 1) / 1_000; at += 86_400 * 5 + 3_600) {
      expect(fromField(toField(at, zone), zone)).toBe(at);
    }
  });

  it("that the clocks skip is after the change, and one that they repeat is the first", () => {
    expect(fromField("2026-03-29T02:30", "Europe/Rome")).toBe(Date.UTC(2026, 2, 29, 1, 30) / 1_000);
    expect(fromField("2026-10-25T02:30", "Europe/Rome")).toBe(Date.UTC(2026, 9, 25, 0, 30) / 1_000);
  });

  it("is none when it is unfinished", () => {
    expect(["", "2026-11-20", "2026-13-40T99:99"].map((text) => fromField(text, "UTC"))).toEqual([null, null, null]);
    expect(toField(undefined, "UTC")).toBe("");
  });
});

describe("what is chosen", () => {
  it("is known by value, by words, by id", () => {
    expect(heldKeys(option("A", "a"))).toEqual(["a"]);
    expect(heldKeys([{ text: { text: "Only words" } }, "U1"])).toEqual(["Only words", "U1"]);
    expect(heldKeys(null)).toEqual([]);
  });

  it("grows to the most that is allowed, each once", () => {
    expect(withKey(["a"], "b", 2)).toEqual(["a", "b"]);
    expect(withKey(["a", "b"], "c", 2)).toEqual(["a", "b"]);
    expect(withKey(["a"], "a")).toEqual(["a"]);
    expect(withoutKey(["a", "b"], "a")).toEqual(["b"]);
  });
});

describe("a menu", () => {
  it("is walked round by arrows, and to its ends", () => {
    expect(["ArrowDown", "ArrowUp", "Home", "End", "x"].map((key) => movedTo(key, 0, 3))).toEqual([1, 2, 0, 2, undefined]);
    expect(movedTo("ArrowDown", 2, 3)).toBe(0);
    expect(movedTo("ArrowUp", -1, 3)).toBe(2);
    expect(movedTo("ArrowDown", -1, 0)).toBeUndefined();
  });
});

describe("what is typed", () => {
  it("is told at Enter unless the field says at every character", () => {
    const eager = { dispatch_action_config: { trigger_actions_on: ["on_character_entered"] } };
    expect([dispatchesOn({}, "on_enter_pressed"), dispatchesOn({}, "on_character_entered")]).toEqual([true, false]);
    expect([dispatchesOn(eager, "on_enter_pressed"), dispatchesOn(eager, "on_character_entered")]).toEqual([false, true]);
  });

  it("becomes a rich text and is read from it again", () => {
    expect(typedIn(typedAsRichText("two\nlines"))).toBe("two\nlines");
    expect(typedAsRichText("")).toBeNull();
    expect(typedAsRichText("\n")).not.toBeNull();
  });

  it("keep what is bold, italic or a list, and take no sum for it", () => {
    const typed = "*Now*: 2*3*4 and snake_case_name\n- _first_\n- second\nend";
    const text = (words: string, style?: string) => ({
      type: "text",
      text: words,
      ...(style === undefined ? {} : { style: { [style]: true } }),
    });
    const section = (...elements: unknown[]) => ({ type: "rich_text_section", elements });
    expect(typedAsRichText(typed)).toEqual({
      type: "rich_text",
      elements: [
        section(text("Now", "bold"), text(": 2*3*4 and snake_case_name")),
        { type: "rich_text_list", style: "bullet", elements: [section(text("first", "italic")), section(text("second"))] },
        section(text("end")),
      ],
    });
    expect(typedIn(typedAsRichText(typed))).toBe(typed);
  });
});

describe("a chart", () => {
  const chart = {
    type: "bar",
    axis_config: { categories: ["Mon", "Tue"] },
    series: [
      {
        name: "Open",
        data: [
          { label: "Tue", value: -2 },
          { label: "Mon", value: 4 },
        ],
      },
    ],
  };

  it("takes values by the names of the categories", () => {
    expect(chartData(chart).series).toEqual([{ name: "Open", values: [4, -2] }]);
  });

  it("stands on zero, whatever its sign", () => {
    const [up, down] = barsOf(chartData(chart));
    expect([up?.y, up?.height, down?.y, down?.height].map((each) => Math.round(each ?? -1))).toEqual([0, 67, 67, 33]);
    expect(linesOf(chartData(chart))).toEqual(["0,0 100,100"]);
  });

  it("shares a ring by size", () => {
    const pie = chartData({
      type: "pie",
      segments: [
        { label: "a", value: 1 },
        { label: "b", value: 3 },
      ],
    });
    expect(arcsOf(pie)).toEqual([
      { share: 25, from: 0 },
      { share: 75, from: 25 },
    ]);
  });
});
