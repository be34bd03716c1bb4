import { describe, expect, it } from "vitest";
import { createDeliverMessage } from "../../src/application/deliver-message.ts";
import type { Channel, LookOutcome, PostOptions, PostOutcome } from "../../src/application/ports/channel.ts";
import type { MessageRecord } from "../../src/application/ports/messages.ts";
import { InstanceId } from "../../src/engine/ids.ts";
import type { Instance } from "../../src/engine/instance.ts";
import { definition, directory, personId, stepKey, task } from "../support/builders.ts";
import { given, INSTANCE, MONDAY, WORKSPACE } from "../support/given.ts";
import { createMemoryMessages, record } from "../support/memory-messages.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

const CASE = `${INSTANCE}:case`;
const OTHER = InstanceId.parse("00000000-0000-4000-8000-000000000002");
const ANNA = personId("anna");
const whole = definition([task("one"), task("two")]);

const sent = (ts = "1.1"): PostOutcome => ({ outcome: "sent", channel: "C1", threadTs: undefined, ts, hash: "h", final: false });
const AMBIGUOUS: PostOutcome = { outcome: "ambiguous", reason: "reset" };
const TERMINAL: PostOutcome = { outcome: "terminal", reason: "The channel is archived." };

const root = record(CASE, { audience: { to: "case" }, state: "live", channel: "C1", ts: "0.1", hash: "h" });
const card = record("card", { content: { kind: "step", step: stepKey("one"), pass: 1 } });
const reminder = (key: string, step = "one"): MessageRecord =>
  record(key, {
    audience: { to: "person", person: ANNA },
    content: { kind: "reminder", step: stepKey(step), pass: 1, id: "at-due", why: { rule: "r" } },
  });

interface Setup {
  readonly rows: readonly MessageRecord[];
  readonly posts?: readonly PostOutcome[];
  readonly looks?: readonly LookOutcome[];
  readonly instance?: Partial<Instance>;
  readonly interruptBudget?: number;
  /** Of the cases, one that is critical. */
  readonly critical?: InstanceId;
}

const givenDelivery = ({ rows, posts = [], looks = [], instance = {}, interruptBudget = 8, critical }: Setup) => {
  const messages = createMemoryMessages(...rows);
  const machine = { at: 1_000_000, now: () => machine.at };
  const story = given({ definition: whole }).start();
  const file = { definition: whole, instance: { ...story.instance, ...instance }, directory: directory(), texts: new Map(), now: MONDAY };
  const [said, looked, told] = [[] as { key: string; options: PostOptions }[], [] as string[], [] as string[]];
  const [nextPost, nextLook] = [[...posts], [...looks]];
  const channel: Channel = {
    post: async (message, _, options) => {
      said.push({ key: message.key, options });
      return nextPost.shift() ?? sent(`9.${said.length}`);
    },
    look: async ({ key }) => {
      looked.push(key);
      return nextLook.shift() ?? { found: false };
    },
    update: async () => ({ outcome: "same", hash: "h", final: false }),
    publishHome: async () => ({ outcome: "same", hash: "h", final: false }),
  };
  const deliver = createDeliverMessage(
    {
      messages,
      channel,
      files: {
        of: async (_, id) => (id === critical ? { ...file, instance: { ...file.instance, priority: "critical" } } : file),
        ofAll: async () => [file],
      },
      clock: { now: () => MONDAY },
      machine,
      logger: createRecordingLogger(),
      undelivered: async ({ key }, reason) => void told.push(`${key}: ${reason}`),
      refreshed: async () => undefined,
      dayStart: () => MONDAY,
    },
    { lookAgainMs: 5_000, underWayMs: 15_000, threadWaitMs: 300, interruptBudget },
  );
  return { messages, machine, said, looked, told, run: async (key: string) => await deliver(WORKSPACE, key) };
};

describe("delivering a message", () => {
  it("posts it once, however often the job runs", async () => {
    const { run, said, messages } = givenDelivery({ rows: [root, card] });
    expect(await run("card")).toBeUndefined();
    expect(await run("card")).toBeUndefined();
    expect(said).toHaveLength(1);
    expect(messages.of("card")).toMatchObject({ state: "live", ts: "9.1", attemptStartedAt: undefined });
  });

  it("waits for the case's card, which is the thread of everything else", async () => {
    const { run, said, messages } = givenDelivery({ rows: [record(CASE, { audience: { to: "case" } }), card] });
    expect(await run("card")).toEqual({ retryAfterMs: 300 });
    expect(said).toEqual([]);
    await run(CASE);
    await run("card");
    expect(said.map(({ key, options }) => [key, options.thread])).toEqual([
      [CASE, undefined],
      ["card", { channel: "C1", ts: "9.1" }],
    ]);
    expect(messages.of("card").state).toBe("live");
  });

  it("gives up what belongs under a card that could never be posted, whose failure was told already", async () => {
    const { run, told, messages } = givenDelivery({ rows: [record(CASE, { audience: { to: "case" } }), card], posts: [TERMINAL] });
    await run(CASE);
    expect(await run("card")).toBeUndefined();
    expect(messages.of("card").state).toBe("failed");
    expect(told).toEqual([`${CASE}: The channel is archived.`]);
  });

  it("comes back when Slack says to, and nothing is outstanding meanwhile", async () => {
    const { run, messages } = givenDelivery({ rows: [root, card], posts: [{ outcome: "not-sent", retryAfterMs: 7_000, reason: "429" }] });
    expect(await run("card")).toEqual({ retryAfterMs: 7_000 });
    expect(messages.of("card")).toMatchObject({ state: "pending", attemptStartedAt: undefined });
  });

  it("closes what has nothing to say any more", async () => {
    const { run, messages } = givenDelivery({ rows: [root, card], posts: [{ outcome: "moot", reason: "done" }] });
    await run("card");
    expect(messages.of("card").state).toBe("closed");
  });
});

describe("a post whose answer was lost", () => {
  it("is looked for and adopted, not posted again", async () => {
    const looks: LookOutcome[] = [{ found: true, channel: "C1", threadTs: "0.1", ts: "5.5" }];
    const { run, said, messages } = givenDelivery({ rows: [root, card], posts: [AMBIGUOUS], looks });
    expect(await run("card")).toEqual({ retryAfterMs: 5_000 });
    await run("card");
    expect(said).toHaveLength(1);
    expect(messages.of("card")).toMatchObject({ state: "live", ts: "5.5" });
  });

  it("is posted again after two looks that found nothing, and not before the first can no longer be under way", async () => {
    const { run, said, machine, looked } = givenDelivery({ rows: [root, card], posts: [AMBIGUOUS] });
    await run("card");
    machine.at += 5_000;
    expect(await run("card")).toEqual({ retryAfterMs: 5_000 });
    machine.at += 5_000;
    expect(await run("card"), "it may still be under way").toEqual({ retryAfterMs: 5_000 });
    expect(said).toHaveLength(1);
    machine.at += 5_000;
    await run("card");
    expect(said.map(({ options }) => options.repeat)).toEqual([false, false]);
    expect(looked).toHaveLength(3);
  });

  it("is looked for, too, when the worker died after it began", async () => {
    const begun = { ...card, attemptStartedAt: 999_000 };
    const { run, said, looked } = givenDelivery({
      rows: [root, begun],
      looks: [{ found: true, channel: "C1", threadTs: "0.1", ts: "5.5" }],
    });
    await run("card");
    expect([said.length, looked]).toEqual([0, ["card"]]);
  });

  it("is posted again, an approval or card marked as a repeat, where nobody can look", async () => {
    const { run, said, machine } = givenDelivery({ rows: [root, card], posts: [AMBIGUOUS], looks: [{ found: "cannot-look" }] });
    await run("card");
    machine.at += 15_000;
    await run("card");
    expect(said.map(({ options }) => options.repeat)).toEqual([false, true]);
  });

  it("is posted again without a mark when it is a reminder", async () => {
    const { run, said, machine } = givenDelivery({ rows: [root, reminder("r1")], posts: [AMBIGUOUS], looks: [{ found: "cannot-look" }] });
    await run("r1");
    machine.at += 15_000;
    await run("r1");
    expect(said.map(({ options }) => options.repeat)).toEqual([false, false]);
  });

  it("is looked for later when Slack cannot be asked", async () => {
    const { run, said, messages } = givenDelivery({
      rows: [root, card],
      posts: [AMBIGUOUS],
      looks: [{ found: "later", retryAfterMs: 900 }],
    });
    await run("card");
    expect(await run("card")).toEqual({ retryAfterMs: 900 });
    expect([said.length, messages.of("card").looks]).toEqual([1, 0]);
  });
});

describe("a message that will never be taken", () => {
  it("is told once, as the last word on it", async () => {
    const { run, told, messages } = givenDelivery({ rows: [root, card], posts: [TERMINAL] });
    await run("card");
    await run("card");
    expect(told).toEqual(["card: The channel is archived."]);
    expect(messages.of("card").state).toBe("failed");
    expect(messages.outcomes.get("card")).toBe("The channel is archived.");
  });
});

describe("reminders to one person", () => {
  it("that wait together go out as one message", async () => {
    const { run, said, messages } = givenDelivery({ rows: [root, reminder("r1"), reminder("r2", "two")] });
    await run("r1");
    await run("r2");
    expect(said.map(({ key, options }) => [key, options.also.map((entry) => entry.message.key)])).toEqual([["r1", ["r2"]]]);
    expect(messages.of("r2").ts).toBe(messages.of("r1").ts);
  });

  it("take nothing along that has been settled meanwhile", async () => {
    const gone = reminder("r2", "three");
    const { run, said } = givenDelivery({ rows: [root, reminder("r1"), gone] });
    await run("r1");
    expect(said[0]?.options.also).toEqual([]);
  });

  it("over the day's budget wait for the digest", async () => {
    const earlier = { ...reminder("r0"), state: "live" as const, channel: "D1", ts: "3.3" };
    const { run, said, messages } = givenDelivery({ rows: [root, earlier, reminder("r1")], interruptBudget: 1 });
    await run("r1");
    expect([said, messages.of("r1").state]).toEqual([[], "held"]);
  });

  it("of a critical case are never held back", async () => {
    const earlier = { ...reminder("r0"), state: "live" as const, channel: "D1", ts: "3.3" };
    const rows = [root, earlier, reminder("r1")];
    const { run, said } = givenDelivery({ rows, interruptBudget: 1, instance: { priority: "critical" } });
    await run("r1");
    expect(said).toHaveLength(1);
  });

  it("of a critical case take others along rather than wait with them", async () => {
    const earlier = { ...reminder("r0"), state: "live" as const, channel: "D1", ts: "3.3" };
    const urgent = { ...reminder("r2", "two"), instance: OTHER };
    const { run, said } = givenDelivery({ rows: [root, earlier, reminder("r1"), urgent], interruptBudget: 1, critical: OTHER });
    await run("r1");
    expect(said).toMatchObject([{ key: "r1", options: { also: [{ message: { key: "r2" } }] } }]);
  });

  it("are the only thing that is budgeted", async () => {
    const warning = record("w", {
      audience: { to: "person", person: ANNA },
      content: { kind: "warning", step: stepKey("one"), pass: 1, episode: 1, level: 1, trigger: "silent", why: { rule: "r" } },
    });
    const { run, said } = givenDelivery({ rows: [root, warning], interruptBudget: 0 });
    await run("w");
    expect(said).toHaveLength(1);
  });
});
