import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createSlackStandIn } from "../../src/slack-stand-in/slack-stand-in.ts";
import { section } from "./support/blocks.ts";
import { ANNA, caller, closing, givenSlack, OPS } from "./support/given.ts";

const givenFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-"));
  closing(async () => rmSync(folder, { recursive: true }));
  return join(folder, "slack.json");
};

describe("a workspace on disk", () => {
  it("is the same after a restart: people, channels, messages, threads, metadata, ephemerals, home", async () => {
    const persistTo = givenFile();
    const first = await createSlackStandIn({ persistTo });
    first.addUser({ id: ANNA, realName: "Anna Berg" });
    first.addChannel({ id: OPS, name: "ops", members: [ANNA] });
    const metadata = { event_type: "k", event_payload: { k: "1" } };
    const { ts } = await caller(first)("chat.postMessage", { channel: OPS, text: "root", metadata });
    await caller(first)("chat.postMessage", { channel: OPS, text: "reply", thread_ts: ts });
    await caller(first)("chat.postEphemeral", { channel: OPS, user: ANNA, text: "psst" });
    await caller(first)("views.publish", { user_id: ANNA, view: { type: "home", blocks: [section("home")] } });
    await first.stop();

    const second = await givenSlack({ persistTo });
    expect(second.messages(OPS)).toMatchObject([
      { ts, metadata },
      { text: "reply", thread_ts: ts },
    ]);
    const anna = second.asUser(ANNA);
    expect(anna.sees(OPS).map(({ text }) => text)).toEqual(["root", "psst"]);
    expect(anna.home()).toMatchObject({ blocks: [{ text: { text: "home" } }] });
    const later = await caller(second)("chat.postMessage", { channel: OPS, text: "later" });
    expect(Number(later.ts)).toBeGreaterThan(Number(ts));
  });

  it("adds nobody twice when it is peopled again", async () => {
    const persistTo = givenFile();
    const first = await createSlackStandIn({ persistTo });
    first.addChannel({ id: OPS, name: "ops" });
    first.changeChannel(OPS, { isArchived: true });
    await first.stop();
    const second = await givenSlack({ persistTo });
    expect(await caller(second)("conversations.list")).toMatchObject({ channels: [{ id: OPS, is_archived: true }] });
  });
});

describe("waiting", () => {
  it("ends with what was waited for, at the change that brings it", async () => {
    const slack = await givenSlack();
    const waiting = slack.waitFor(() => slack.messages(OPS).find(({ text }) => text === "now"));
    await caller(slack)("chat.postMessage", { channel: OPS, text: "not yet" });
    await caller(slack)("chat.postMessage", { channel: OPS, text: "now" });
    expect(await waiting).toMatchObject({ text: "now" });
  });

  it("gives up after its time, saying what did not come, and passes a mistake on", async () => {
    const slack = await givenSlack();
    await expect(slack.waitFor(() => false, 5, "a reminder")).rejects.toThrow("a reminder did not come within 5 ms");
    await expect(
      slack.waitFor(() => {
        throw new Error("no such thing");
      }),
    ).rejects.toThrow("no such thing");
  });
});
