import { describe, expect, it } from "vitest";
import type { Channel, UpdateOutcome } from "../../src/application/ports/channel.ts";
import type { MessageRecord } from "../../src/application/ports/messages.ts";
import { createRefreshMessages } from "../../src/application/refresh-messages.ts";
import { definition, directory, personId, stepKey, task } from "../support/builders.ts";
import { given, INSTANCE, MONDAY, WORKSPACE } from "../support/given.ts";
import { createMemoryMessages, record } from "../support/memory-messages.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

const whole = definition([task("one")]);
const live = (key: string, overrides: Partial<MessageRecord> = {}): MessageRecord =>
  record(key, { state: "live", channel: "C1", ts: key, hash: "old", ...overrides });
const reminder = (key: string, ts: string): MessageRecord =>
  live(key, {
    ts,
    audience: { to: "person", person: personId("anna") },
    content: { kind: "reminder", step: stepKey("one"), pass: 1, id: "at-due", why: { rule: "r" } },
  });

const givenRefresh = (rows: readonly MessageRecord[], outcome: UpdateOutcome = { outcome: "edited", hash: "new", final: false }) => {
  const messages = createMemoryMessages(...rows);
  const { instance } = given({ definition: whole }).start();
  const file = { definition: whole, instance, directory: directory(), texts: new Map(), now: MONDAY };
  const shown: (readonly string[])[] = [];
  const channel: Pick<Channel, "update" | "publishHome"> = {
    update: async ({ key }, _, also) => {
      shown.push([key, ...also.map((entry) => entry.message.key)]);
      return outcome;
    },
    publishHome: async () => ({ outcome: "not-sent", retryAfterMs: 900, reason: "429" }),
  };
  const files = { of: async () => file, ofAll: async () => [file] };
  return { messages, shown, ...createRefreshMessages({ messages, files, channel, logger: createRecordingLogger() }) };
};

describe("refreshing a case's messages", () => {
  it("shows each living one as it is now, and remembers what it shows", async () => {
    const { refreshInstance, messages, shown } = givenRefresh([live("a"), live("b"), live("c", { state: "closed" })]);
    expect(await refreshInstance(WORKSPACE, INSTANCE)).toBeUndefined();
    expect(shown).toEqual([["a"], ["b"]]);
    expect(messages.of("a").hash).toBe("new");
  });

  it("shows a bundle whole and once, and remembers it for each of its reminders", async () => {
    const { refreshInstance, messages, shown } = givenRefresh([reminder("r1", "1.1"), reminder("r2", "1.1")]);
    await refreshInstance(WORKSPACE, INSTANCE);
    expect(shown).toEqual([["r1", "r2"]]);
    expect([messages.of("r1").hash, messages.of("r2").hash]).toEqual(["new", "new"]);
  });

  it("lets go of what is settled, and of what can no longer be edited", async () => {
    const settled = givenRefresh([live("a")], { outcome: "edited", hash: "new", final: true });
    await settled.refreshInstance(WORKSPACE, INSTANCE);
    const gone = givenRefresh([live("a")], { outcome: "terminal", reason: "The message was deleted." });
    await gone.refreshInstance(WORKSPACE, INSTANCE);
    expect([settled.messages.of("a").state, gone.messages.of("a").state]).toEqual(["closed", "closed"]);
  });

  it("comes back when Slack asks to wait, for messages and for homes", async () => {
    const { refreshInstance, refreshHome } = givenRefresh([live("a")], { outcome: "not-sent", retryAfterMs: 700, reason: "429" });
    expect(await refreshInstance(WORKSPACE, INSTANCE)).toEqual({ retryAfterMs: 700 });
    expect(await refreshHome(personId("anna"))).toEqual({ retryAfterMs: 900 });
  });

  it("looks once more at what was just posted, as long as it lives", async () => {
    const { refreshOne, shown } = givenRefresh([live("a"), live("b", { state: "closed" })]);
    await refreshOne(WORKSPACE, "a");
    await refreshOne(WORKSPACE, "b");
    expect(shown).toEqual([["a"]]);
  });
});
