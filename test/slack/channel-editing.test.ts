import { describe, expect, it } from "vitest";
import type { MessageRecord } from "../../src/application/ports/messages.ts";
import { definition, stepKey, task } from "../support/builders.ts";
import { aCase, CASE_CARD, CASES, type Given, givenChannel, NOTHING_ELSE, toAnna, withInstance } from "./support/given-channel.ts";

const posted = async (setup: Given = {}, message: MessageRecord = CASE_CARD) => {
  const given = await givenChannel(setup);
  const outcome = await given.channel.post(message, given.file, NOTHING_ELSE);
  if (outcome.outcome !== "sent") throw new Error(outcome.reason);
  const { channel, ts, hash } = outcome;
  return { ...given, message: { ...message, state: "live", channel, ts, hash } as const };
};

const edits = (log: readonly { readonly method: string }[]): number => log.filter(({ method }) => method === "chat.update").length;

describe("editing in place", () => {
  it("leaves a message alone whose content is still true", async () => {
    const { channel, file, message, slack } = await posted();
    expect(await channel.update(message, file, [])).toMatchObject({ outcome: "same", hash: message.hash });
    expect(edits(slack.log)).toBe(0);
  });

  it("edits a message whose content has changed, once", async () => {
    const { channel, file, message, slack } = await posted();
    const paused = withInstance(file, { status: "paused", pausedAt: file.now });
    const outcome = await channel.update(message, paused, []);
    if (outcome.outcome !== "edited") throw new Error(outcome.outcome);
    expect(await channel.update({ ...message, hash: outcome.hash }, paused, [])).toMatchObject({ outcome: "same" });
    expect(edits(slack.log)).toBe(1);
    expect(JSON.stringify(slack.messages(CASES)[0])).toContain("paused");
  });

  it("makes a lost edit again", async () => {
    const { channel, file, message, slack } = await posted();
    const paused = withInstance(file, { status: "paused", pausedAt: file.now });
    slack.faults.dropAnswer("chat.update");
    expect(await channel.update(message, paused, [])).toMatchObject({ outcome: "not-sent" });
    expect(await channel.update(message, paused, [])).toMatchObject({ outcome: "edited" });
  });

  it.each(["message_not_found", "cant_update_message", "edit_window_closed"])("gives up after %s", async (error) => {
    const { channel, file, message, slack } = await posted();
    slack.faults.error("chat.update", error);
    const outcome = await channel.update(message, withInstance(file, { status: "paused", pausedAt: file.now }), []);
    expect(outcome).toMatchObject({ outcome: "terminal" });
  });

  it("falls back to plain blocks when the plan block is no longer taken", async () => {
    const { channel, file, message, slack } = await posted();
    slack.faults.error("chat.update", "invalid_blocks");
    const paused = withInstance(file, { status: "paused", pausedAt: file.now });
    expect(await channel.update(message, paused, [])).toMatchObject({ outcome: "edited" });
    expect(JSON.stringify(slack.messages(CASES)[0]?.blocks)).not.toContain('"plan"');
  });

  it("keeps a bundle whole, from whichever of its reminders it is edited", async () => {
    const whole = definition([task("one"), task("two")]);
    const { channel, slack } = await givenChannel({ definition: whole });
    const file = aCase(whole);
    const about = (key: string, step: string): MessageRecord =>
      toAnna(key, { content: { kind: "reminder", step: stepKey(step), pass: 1, id: "at-due", why: { rule: "r" } } });
    const [one, two] = [about("r1", "one"), about("r2", "two")];
    const outcome = await channel.post(one, file, { ...NOTHING_ELSE, also: [{ message: two, file }] });
    if (outcome.outcome !== "sent") throw new Error(outcome.reason);
    const [first, second] = [one, two].map((message) => ({ ...message, ...outcome, state: "live" as const }));
    expect(await channel.update(second!, file, [{ message: first!, file }])).toMatchObject({ outcome: "same" });
    expect(edits(slack.log)).toBe(0);
  });
});
