import { describe, expect, it } from "vitest";
import type { MessageRecord, Messages } from "../../src/application/ports/messages.ts";
import { createMessageStore } from "../../src/store/message-store.ts";
import { personId, stepKey } from "../support/builders.ts";
import { describeOnEachDatabase } from "../support/databases.ts";
import { INSTANCE, MONDAY, WORKSPACE } from "../support/given.ts";
import { createMemoryMessages, record } from "../support/memory-messages.ts";

const ANNA = personId("anna");
const reminder = (key: string, overrides: Partial<MessageRecord> = {}): MessageRecord =>
  record(key, {
    audience: { to: "person", person: ANNA },
    content: { kind: "reminder", step: stepKey("one"), pass: 1, id: "at-due", why: { rule: "r" } },
    ...overrides,
  });
const place = (ts: string) => ({ channel: "C1", threadTs: undefined, ts, hash: "h", final: false });

/** What every record of messages does; the table's and the map that other tests use in its place. */
const rules = (open: (...rows: readonly MessageRecord[]) => Promise<Messages>): void => {
  it("gives back what was committed", async () => {
    const messages = await open(record("a"));
    expect(await messages.find(WORKSPACE, "a")).toEqual(record("a"));
    expect(await messages.find(WORKSPACE, "b")).toBeUndefined();
  });

  it("gives an attempt to one alone, all of a bundle or nothing", async () => {
    const messages = await open(record("a"), record("b"), record("c"));
    expect(await messages.attempt(WORKSPACE, ["a", "b"], 1_000)).toBe(true);
    expect(await messages.attempt(WORKSPACE, ["a"], 2_000)).toBe(false);
    expect(await messages.attempt(WORKSPACE, ["b", "c"], 2_000)).toBe(false);
    expect((await messages.find(WORKSPACE, "a"))?.attemptStartedAt).toBe(1_000);
    expect((await messages.find(WORKSPACE, "c"))?.attemptStartedAt).toBeUndefined();
  });

  it("lets one of two racing workers attempt", async () => {
    const messages = await open(record("a"));
    const won = await Promise.all([1, 2, 3].map((at) => messages.attempt(WORKSPACE, ["a"], at)));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  it("is free again when an attempt was not sent, and forgets its looks", async () => {
    const messages = await open(record("a"));
    await messages.attempt(WORKSPACE, ["a"], 1_000);
    await messages.looked(WORKSPACE, "a", 1);
    expect((await messages.find(WORKSPACE, "a"))?.looks).toBe(1);
    await messages.cleared(WORKSPACE, ["a"]);
    expect(await messages.find(WORKSPACE, "a")).toEqual(record("a"));
  });

  it("keeps where a message was posted; a click or reply finds it there", async () => {
    const messages = await open(record("a"));
    await messages.posted(WORKSPACE, ["a"], place("1.1"));
    const live = record("a", { state: "live", channel: "C1", ts: "1.1", hash: "h" });
    expect(await messages.at(WORKSPACE, "C1", "1.1")).toEqual(live);
    expect(await messages.at(WORKSPACE, "C2", "1.1")).toBeUndefined();
    expect(await messages.living(WORKSPACE, INSTANCE)).toEqual([live]);
    expect(await messages.attempt(WORKSPACE, ["a"], 1)).toBe(false);
  });

  it("does not post anew what was posted: a second word on it changes nothing", async () => {
    const messages = await open(record("a"));
    await messages.posted(WORKSPACE, ["a"], place("1.1"));
    await messages.posted(WORKSPACE, ["a"], place("2.2"));
    expect((await messages.find(WORKSPACE, "a"))?.ts).toBe("1.1");
  });

  it("closes what can change no more, at its posting or by an edit", async () => {
    const messages = await open(record("a"), record("b"));
    await messages.posted(WORKSPACE, ["a"], { ...place("1.1"), final: true });
    await messages.posted(WORKSPACE, ["b"], place("1.2"));
    await messages.edited(WORKSPACE, "b", { hash: "h2", final: true });
    await messages.edited(WORKSPACE, "a", { hash: "h3", final: false });
    expect([(await messages.find(WORKSPACE, "a"))?.state, (await messages.find(WORKSPACE, "b"))?.hash]).toEqual(["closed", "h2"]);
    expect(await messages.living(WORKSPACE, INSTANCE)).toEqual([]);
  });

  it("knows the case's thread once its card is posted", async () => {
    const messages = await open(record(`${INSTANCE}:case`));
    expect(await messages.thread(WORKSPACE, INSTANCE)).toBeUndefined();
    await messages.posted(WORKSPACE, [`${INSTANCE}:case`], place("1.1"));
    expect(await messages.thread(WORKSPACE, INSTANCE)).toEqual({ channel: "C1", ts: "1.1" });
  });

  it("knows all that a bundle says", async () => {
    const messages = await open(reminder("b"), reminder("a"), reminder("c"));
    await messages.posted(WORKSPACE, ["b", "a"], place("1.1"));
    expect((await messages.sharing(WORKSPACE, "C1", "1.1")).map(({ key }) => key)).toEqual(["a", "b"]);
  });

  it("lists a person's waiting reminders, and nothing else of theirs", async () => {
    const card = record("card", { audience: { to: "person", person: ANNA }, content: { kind: "step", step: stepKey("one"), pass: 1 } });
    const messages = await open(reminder("a"), reminder("b", { audience: { to: "person", person: personId("ben") } }), card);
    expect((await messages.pendingReminders(WORKSPACE, ANNA)).map(({ key }) => key)).toEqual(["a"]);
  });

  it("counts the interruptions of a day by messages, not by what a bundle holds", async () => {
    const messages = await open(reminder("a"), reminder("b"), reminder("c"), reminder("old", { at: MONDAY - 1 }), reminder("waiting"));
    await messages.posted(WORKSPACE, ["a", "b"], place("1.1"));
    await messages.posted(WORKSPACE, ["c"], { ...place("1.2"), final: true });
    await messages.posted(WORKSPACE, ["old"], place("1.0"));
    expect(await messages.remindersSince(WORKSPACE, ANNA, MONDAY)).toBe(2);
    expect(await messages.remindersSince(WORKSPACE, personId("ben"), MONDAY)).toBe(0);
  });

  it("holds for the digest what is over the budget", async () => {
    const messages = await open(reminder("a"), reminder("b"));
    await messages.held(WORKSPACE, ["a"]);
    expect((await messages.heldFor(WORKSPACE, ANNA)).map(({ key }) => key)).toEqual(["a"]);
    expect(await messages.heldPeople(WORKSPACE)).toEqual([ANNA]);
    expect(await messages.attempt(WORKSPACE, ["a"], 1)).toBe(false);
  });

  it("gives up a message for good", async () => {
    const messages = await open(record("a"));
    await messages.attempt(WORKSPACE, ["a"], 1);
    await messages.settled(WORKSPACE, ["a"], "failed", "The channel is archived.");
    expect(await messages.find(WORKSPACE, "a")).toEqual(record("a", { state: "failed" }));
    await messages.cleared(WORKSPACE, ["a"]);
    expect((await messages.find(WORKSPACE, "a"))?.state).toBe("failed");
  });
};

describeOnEachDatabase("The record of messages", (open) => {
  rules(async (...rows) => {
    const { pool } = await open();
    for (const { key, instance, content, audience, at, state } of rows) {
      const person = audience.to === "person" ? audience.person : null;
      await pool.query(
        "INSERT INTO message (workspace, key, instance_id, kind, at, person_id, state, spec) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        [WORKSPACE, key, instance, content.kind, new Date(at), person, state, JSON.stringify({ audience, content })],
      );
    }
    return createMessageStore({ pool });
  });
});

describe("The record of messages in memory, which other tests use", () => {
  rules(async (...rows) => createMemoryMessages(...rows));
});
