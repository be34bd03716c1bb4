import { describe, expect, it } from "vitest";
import { blockLines } from "../../../src/cli/local/block-lines.ts";
import { plainText, type Reader } from "../../../src/cli/local/plain-text.ts";
import { messageLines, nameOfThread, printEdit, printNew } from "../../../src/cli/local/printed-message.ts";

const READER: Reader = {
  personOf: (id) => (id === "UTINA" ? "tina" : id),
  channelOf: (id) => (id === "CCLAIMS" ? "#claims" : id),
  zone: "Europe/Rome",
};

const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const button = (text: string) => ({ type: "button", action_id: "a", text: { type: "plain_text", text } });

describe("Slack's marks at a terminal", () => {
  it("are people by handle, moments in the zone and links by what they say", () => {
    const text =
      "<@UTINA> in <#CCLAIMS>: *due* <!date^1795181520^{date_short_pretty} {time}|then> <https://x.example|the file> <https://y.example> 2 &lt; 3";
    expect(plainText(text, READER)).toBe("@tina in #claims: due Fri 20 Nov 2026 14:32 the file https://y.example 2 < 3");
  });

  it("leave a single star alone", () => {
    expect(plainText("2 * 3 and a*b", READER)).toBe("2 * 3 and a*b");
  });
});

describe("blocks at a terminal", () => {
  it("are a line each, with buttons in brackets", () => {
    const more = { type: "overflow", action_id: "m", options: [{ text: { type: "plain_text", text: "Details" }, value: "d" }] };
    const blocks = [
      { type: "section", text: mrkdwn("*Check cover*\nis yours"), accessory: button("Why") },
      { type: "section", fields: [mrkdwn("*Due*\nFriday")] },
      { type: "divider" },
      { type: "actions", elements: [button("Done"), more] },
      { type: "context", elements: [mrkdwn("small print")] },
      { type: "image", image_url: "https://x.example/i.png", alt_text: "a chart" },
    ];
    expect(blockLines(blocks, READER)).toEqual([
      "Check cover",
      "is yours",
      "[Why]",
      "Due: Friday",
      "--",
      "[Done] [More: Details]",
      "small print",
    ]);
  });

  it("show a plan's steps with what each is at", () => {
    const details = {
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "user", user_id: "UTINA" },
            { type: "text", text: ", due " },
            { type: "date", timestamp: 1795181520 },
          ],
        },
      ],
    };
    const plan = {
      type: "plan",
      title: "Claim 1",
      tasks: [{ type: "task_card", task_id: "a", title: "Check", status: "in_progress", details }],
    };
    expect(blockLines([plan], READER)).toEqual(["Claim 1", "  > Check: @tina, due Fri 20 Nov 2026 14:32"]);
  });

  it("keep what is to be copied as it is", () => {
    const copied = { type: "rich_text", elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: "*a*\nb" }] }] };
    expect(blockLines([copied], READER)).toEqual(["    *a*", "    b"]);
  });
});

describe("a message at a terminal", () => {
  const placed = { message: {}, where: "#claims", thread: "Claim 1", author: "Coxswain" };

  it("says where it stands, whose it is and who alone sees it", () => {
    expect(printNew({ ...placed, only: "tina" }, ["Done?"])).toBe(
      '\n+ #claims · in the thread of "Claim 1" · Coxswain · only @tina sees this\n    Done?',
    );
  });

  it("shows of an edit what is new, under its first line", () => {
    expect(printEdit(placed, ["Claim 1", "Tina", "[Done]"], ["Claim 1", "Tom", "[Done]"])).toBe(
      '\n~ #claims · in the thread of "Claim 1" · Coxswain · edited\n    Claim 1\n    Tom',
    );
  });

  it("says what an edit took away when it brought nothing", () => {
    expect(printEdit(placed, ["Claim 1", "[Done]"], ["Claim 1"])).toContain("(no longer: [Done])");
  });

  it("says nothing of an edit that reads the same", () => {
    expect(printEdit(placed, ["Claim 1"], ["Claim 1"])).toBeUndefined();
  });

  it("is its plain text where it has no blocks, and names its thread up to the first colon", () => {
    expect(messageLines({ text: "one\n<@UTINA>" }, READER)).toEqual(["one", "@tina"]);
    expect(nameOfThread({ text: "Claim 1: running, 2 of 5 steps done" }, READER)).toBe("Claim 1");
    expect(nameOfThread({ text: "x".repeat(80) }, READER)).toHaveLength(60);
  });
});
