import { describe, expect, it } from "vitest";
import {
  calendarDate,
  clean,
  dateFor,
  escapeMrkdwn,
  escapePlain,
  linkTo,
  listOf,
  mention,
  nameOf,
  oneLine,
  plainDate,
} from "../../src/slack/escape.ts";
import { cut } from "../../src/slack/limits.ts";
import { cutMrkdwn, md, raw } from "../../src/slack/mrkdwn.ts";
import { at, directory, person, personId } from "../support/builders.ts";

describe("a person's words in mrkdwn", () => {
  it.each([
    ["<!channel>", "&lt;!channel&gt;"],
    ["<@U123>", "&lt;@U123&gt;"],
    ["Q&A", "Q&amp;A"],
    ["*bold*", "∗bold∗"],
    ["@here please", "＠here please"],
    ["> quoted", "› quoted"],
    [":fire:", "꞉fire:"],
    ["<\u200b!channel>", "&lt;!channel&gt;"],
  ])("%s does nothing", (typed, shown) => expect(escapeMrkdwn(typed)).toBe(shown));

  it.each(["customer_id", "2 * 3", "10:30:15", "a@here.com", "it's 5 > 3".replace(">", "more than")])("%s stays as it is", (typed) =>
    expect(escapeMrkdwn(typed)).toBe(typed),
  );
});

describe("a person's words in a plain field", () => {
  it("keep their signs, but look like no command", () => expect(escapePlain("a < b & <!channel> <@U1>")).toBe("a < b & ‹!channel> ‹@U1>"));
  it("lose what cannot be seen", () => expect(clean("a\u200b\u202e\u0007b\ud800")).toBe("ab\ufffd"));
  it("stand on one line in a title", () => expect(oneLine(" a\n b\t c ")).toBe("a b c"));
});

describe("a sentence", () => {
  it("escapes what is put in, and keeps its own mark-up", () =>
    expect(md`*${"<b>"}* ${raw("<@U1>")}${undefined}`.mrkdwn).toBe("*&lt;b&gt;* <@U1>"));
});

describe("cutting", () => {
  it("leaves what fits", () => expect(cut("short", 5)).toBe("short"));
  it("ends at a word, with a sign that something is missing", () => expect(cut("one two three", 10)).toBe("one two…"));
  it("cuts one long word in the middle, but no character", () => expect(cut("🙂".repeat(10), 6)).toBe("🙂🙂…"));
  it("keeps a date whole or leaves it out", () => {
    expect(cutMrkdwn(raw(`due ${dateFor(at("2026-03-02 09:00"), "UTC")}`), 30).mrkdwn).toBe("due…");
    expect(cutMrkdwn(raw("Q&amp;A"), 5).mrkdwn).toBe("Q…");
  });
});

describe("people and moments", () => {
  const people = directory({ people: [person("ivo", { slackId: "U0IVO" }), person("eve", { slackId: "!channel", name: "<!channel>" })] });

  it("mentions by Slack id, and names whoever has none that could be one", () => {
    expect(mention(people, personId("ivo"))).toBe("<@U0IVO>");
    expect(mention(people, personId("eve"))).toBe("&lt;!channel&gt;");
    expect(nameOf(people, personId("stranger"))).toBe("stranger");
  });

  it("lists names as one says them", () =>
    expect([listOf([]), listOf(["a"]), listOf(["a", "b"]), listOf(["a", "b", "c"], "or")]).toEqual(["", "a", "a and b", "a, b or c"]));

  it("shows a moment in the reader's zone, and in a zone's own words where Slack cannot", () => {
    expect(dateFor(at("2026-03-02 09:00"), "Europe/Rome")).toBe(
      "<!date^1772442000^{date_short_pretty} {time}|Mon 2 Mar 2026 10:00 (Europe/Rome)>",
    );
    expect(plainDate(at("2026-03-02 09:00"), "Nowhere/Land")).toBe("Mon 2 Mar 2026 09:00 (UTC)");
    expect(dateFor(Number.NaN, "UTC")).toBe("an unknown time");
  });

  it("writes a date as people do", () => expect([calendarDate("2026-11-05"), calendarDate("soon")]).toEqual(["5 Nov 2026", "soon"]));
});

describe("an address", () => {
  it("becomes a link that shows where it leads", () =>
    expect(linkTo("https://x.example/a?b=1&c=<d>|e")).toBe("<https://x.example/a?b=1&amp;c=%3Cd%3E%7Ce>"));
  it.each(["javascript:alert(1)", "not an address", "https://user@evil.example", `https://x.example/${"a".repeat(1_000)}`])(
    "%s does not",
    (typed) => expect(linkTo(typed)).toBeUndefined(),
  );
});
