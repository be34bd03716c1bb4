import { describe, expect, test } from "vitest";
import { inputBlocks, textIn } from "../../../src/playground/page/form-values.ts";
import { groupPeople } from "../../../src/playground/page/people-groups.ts";
import { offsetOf, readProblem } from "../../../src/playground/page/problem-line.ts";
import { createRefresher } from "../../../src/playground/page/refresher.ts";
import { keepSame } from "../../../src/playground/page/same-messages.ts";
import { realId, steady } from "../../../src/playground/page/steady-blocks.ts";
import { dateOf, dayOf, fromNow, lengthOf, timeOf, whenOf } from "../../../src/playground/page/when.ts";
import { messageOf, NOW, WORLD } from "./canned.ts";

describe("Times", () => {
  test("are in the reader's zone", () => {
    expect(timeOf(NOW, "UTC")).toBe("09:05");
    expect(timeOf(NOW, "Asia/Tokyo")).toBe("18:05");
    expect(whenOf(NOW, "Pacific/Auckland")).toBe("Tue 3 Mar, 22:05");
    expect(dateOf(NOW, "UTC")).toBe("Tue 3 Mar 2026");
    expect(dayOf(NOW, "UTC")).toBe("Tuesday 3 March");
  });

  test("ahead and past are said in the largest unit that fits", () => {
    expect(fromNow(NOW + 60_000, NOW)).toBe("in 1 minute");
    expect(fromNow(NOW + 50 * 3_600_000, NOW)).toBe("in 2 days");
    expect(fromNow(NOW + 70 * 3_600_000, NOW)).toBe("in 3 days");
    expect(fromNow(NOW, NOW)).toBe("now");
    expect(lengthOf(42 * 86_400_000)).toBe("42 days");
    expect(lengthOf(0)).toBe("less than a minute");
  });
});

describe("A problem of a definition", () => {
  test("is read with its place, also in a folder", () => {
    expect(readProblem("workflows/a.yaml:12:5 mistake steps.x: no such step")).toEqual({
      file: "workflows/a.yaml",
      line: 12,
      column: 5,
      text: "mistake steps.x: no such step",
    });
    expect(readProblem("the folder cannot be read")).toBeUndefined();
  });

  test("leads to its line and column, and never past the end", () => {
    expect("ab\ncdef\n".slice(offsetOf("ab\ncdef\n", 2, 3))).toBe("ef\n");
    expect(offsetOf("ab", 9, 9)).toBe(2);
  });
});

describe("People", () => {
  const grouped = (people: typeof WORLD.people) => groupPeople(people).map((group) => [group.title, group.people.map(({ id }) => id)]);

  test("are grouped by the most telling of what they are, and whoever something waits for comes first", () => {
    expect(grouped(WORLD.people)).toEqual([
      ["Needed now", ["U1"]],
      ["Process owners", ["U2"]],
      ["Everyone else", ["U3"]],
    ]);
    expect(grouped(WORLD.people.map((person) => ({ ...person, needs: 0 })))).toEqual([
      ["Process owners", ["U2"]],
      ["Leads", ["U1"]],
      ["Everyone else", ["U3"]],
    ]);
  });
});

describe("Messages that did not change", () => {
  test("stay the very same, so that they are not drawn again", () => {
    const before = [messageOf({ ts: "1.0" }), messageOf({ ts: "2.0" })];
    const after = keepSame(before, [messageOf({ ts: "1.0" }), messageOf({ ts: "2.0", text: "Good evening" })]);
    expect(after[0]).toBe(before[0]);
    expect(after[1]?.text).toBe("Good evening");
    expect(keepSame(before, structuredClone(before))).toBe(before);
  });

  test("are gone when they are deleted", () => {
    expect(keepSame([messageOf({ ts: "1.0" }), messageOf({ ts: "2.0" })], [messageOf({ ts: "2.0" })])).toHaveLength(1);
  });
});

describe("A home that is drawn again as it was", () => {
  const view = (ids: readonly string[], words: readonly string[]) =>
    words.map((text, n) => ({ block_id: ids[n], type: "section", text: { type: "mrkdwn", text } }));

  test("keeps the ids of its blocks where they say the same, so that a press under way is not lost", () => {
    const before = steady([], view(["a", "b"], ["One", "Two"]));
    const after = steady(before, view(["c", "d"], ["One", "Three"]));
    expect(after.map(({ shown }) => shown.block_id)).toEqual(["a", "d"]);
    expect(steady(after, view(["e", "f"], ["One", "Three"])).map(({ shown }) => shown.block_id)).toEqual(["a", "d"]);
    expect(realId(after, "a")).toBe("c");
    expect(realId(after, "of no block")).toBe("of no block");
  });

  test("gives no id to two blocks", () => {
    const before = steady([], view(["a", "b"], ["One", "Two"]));
    expect(steady(before, view(["c", "a"], ["One", "Three"])).map(({ shown }) => shown.block_id)).toEqual(["c", "a"]);
  });
});

describe("Fetching again", () => {
  test("happens once more, not once for each, when it is asked for meanwhile", async () => {
    let runs = 0;
    const gates: (() => void)[] = [];
    const ask = createRefresher(async () => {
      runs += 1;
      await new Promise<void>((done) => gates.push(done));
    });
    const first = ask();
    // Each is there when what it asked for has run: the run under way began before it asked.
    const runsAt = [ask(), ask(), ask()].map(async (asked) => {
      await asked;
      return runs;
    });
    gates.shift()?.();
    await Promise.resolve().then(() => Promise.resolve());
    gates.shift()?.();
    await first;
    expect(runs).toBe(2);
    expect(await Promise.all(runsAt)).toEqual([2, 2, 2]);
  });

  test("goes on after a failure", async () => {
    let runs = 0;
    const ask = createRefresher(async () => {
      runs += 1;
      if (runs === 1) throw new Error("gone");
    });
    await expect(ask()).rejects.toThrow("gone");
    await ask();
    expect(runs).toBe(2);
  });
});

describe("A form", () => {
  test("submits only what belongs to an input that is still there", () => {
    const view = {
      id: "V1",
      type: "modal" as const,
      blocks: [
        { type: "input", block_id: "due", element: { type: "datepicker", action_id: "day" } },
        { type: "input", block_id: "who", element: { type: "users_select", action_id: "person" } },
        { type: "actions", block_id: "more" },
      ],
      state: { values: {} },
    };
    const day = { actionId: "day", value: "2026-03-04" };
    expect(inputBlocks(view, { due: day, more: day, old: day, who: { actionId: "name", value: "Iris" } })).toEqual({ due: "2026-03-04" });
  });

  test("is named by plain text, and by nothing when there is none", () => {
    expect(textIn({ type: "plain_text", text: "Send" })).toBe("Send");
    expect(textIn(null)).toBeUndefined();
  });
});
