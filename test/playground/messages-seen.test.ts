import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createKeptFile } from "../../src/playground/kept-file.ts";
import { createMessagesSeen } from "../../src/playground/messages-seen.ts";
import { createReadMarks } from "../../src/playground/read-marks.ts";
import { ANNA, caller, closing, givenSlack, OPS } from "../slack-stand-in/support/given.ts";

const givenPath = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "playground-"));
  closing(async () => rmSync(folder, { recursive: true }));
  return join(folder, "read-marks.json");
};

const NOTHING_NEW = { unread: 0, mentioned: false };

describe("what a person has not looked at yet", () => {
  it("is counted with its threads, and is read once they look, also after a restart", async () => {
    const slack = await givenSlack();
    const path = givenPath();
    const seen = createMessagesSeen(slack, createReadMarks(createKeptFile(path)));
    const post = caller(slack);
    const { ts } = await post("chat.postMessage", { channel: OPS, text: "root" });
    await post("chat.postMessage", { channel: OPS, text: `<@${ANNA}> reply`, thread_ts: ts });
    expect(seen.unreadIn(ANNA, OPS)).toEqual({ unread: 2, mentioned: true });
    const opened = seen.open(ANNA, OPS, undefined);
    expect(opened).toMatchObject({ firstUnread: ts, messages: [{ text: "root", reply_count: 1 }] });
    expect(seen.unreadIn(ANNA, OPS)).toEqual(NOTHING_NEW);
    const again = createMessagesSeen(slack, createReadMarks(createKeptFile(path)));
    expect(again.unreadIn(ANNA, OPS)).toEqual(NOTHING_NEW);
    expect(again.open(ANNA, OPS, undefined).firstUnread).toBeUndefined();
  });

  it("stays unread in the channel when they look at one thread of it", async () => {
    const slack = await givenSlack();
    const seen = createMessagesSeen(slack, createReadMarks(createKeptFile(givenPath())));
    const { ts } = await caller(slack)("chat.postMessage", { channel: OPS, text: "one" });
    await caller(slack)("chat.postMessage", { channel: OPS, text: "another" });
    await caller(slack)("chat.postMessage", { channel: OPS, text: "reply", thread_ts: ts });
    seen.open(ANNA, OPS, String(ts));
    expect(seen.unreadIn(ANNA, OPS)).toMatchObject({ unread: 1 });
  });

  it("is nothing that they said themselves", async () => {
    const slack = await givenSlack();
    const seen = createMessagesSeen(slack, createReadMarks(createKeptFile(givenPath())));
    await slack.asUser(ANNA).types("mine", { channel: OPS });
    expect(seen.unreadIn(ANNA, OPS)).toEqual(NOTHING_NEW);
  });

  it("is everything when the file of what was read is broken", async () => {
    const slack = await givenSlack();
    const path = givenPath();
    writeFileSync(path, "{");
    await caller(slack)("chat.postMessage", { channel: OPS, text: "one" });
    expect(createMessagesSeen(slack, createReadMarks(createKeptFile(path))).unreadIn(ANNA, OPS).unread).toBe(1);
  });

  it("names a channel that they do not see", async () => {
    const slack = await givenSlack();
    const seen = createMessagesSeen(slack, createReadMarks(createKeptFile(givenPath())));
    expect(() => seen.open(ANNA, "CNONE", undefined)).toThrow(`${ANNA} sees no channel CNONE`);
  });
});
