import { describe, expect, it } from "vitest";
import type { PostOutcome } from "../../src/application/ports/channel.ts";
import type { SlackStandIn } from "../../src/slack-stand-in/slack-stand-in.ts";
import { personId } from "../support/builders.ts";
import { CASE_CARD, CASES, type Given, givenChannel, NOTHING_ELSE, toAnna } from "./support/given-channel.ts";

const POST = "chat.postMessage";

const postingWith = async (fault: (slack: SlackStandIn) => unknown, setup: Given = {}) => {
  const given = await givenChannel(setup);
  fault(given.slack);
  const outcome = await given.channel.post(CASE_CARD, given.file, NOTHING_ELSE);
  return { ...given, outcome, visible: given.slack.messages(CASES).length };
};

describe("a post whose answer is lost", () => {
  const lost: readonly [string, (slack: SlackStandIn) => void, Given?][] = [
    ["the connection is reset after Slack took it", (slack) => slack.faults.dropAnswer(POST)],
    ["Slack answers 503 after it took it", (slack) => slack.faults.serverError(POST, 1, { accepted: true })],
    ["a proxy answers with a page after Slack took it", (slack) => slack.faults.html(POST, 1, { accepted: true })],
    ["no answer comes in time", (slack) => slack.faults.silence(POST, 1, { accepted: true }), { client: { timeout: 60 } }],
    ["the answer comes too late", (slack) => slack.faults.latency(POST, 400), { client: { timeout: 60 } }],
  ];
  it.each(lost)("is ambiguous when %s, and is asked for once", async (_, fault, setup) => {
    const { outcome, visible, slack } = await postingWith(fault, setup);
    expect(outcome.outcome).toBe("ambiguous");
    expect(visible).toBe(1);
    expect(slack.faults.seen).toHaveLength(1);
  });

  it.each(["internal_error", "fatal_error", "request_timeout", "service_unavailable"])(
    "is ambiguous after Slack's own %s: some of it may be done",
    async (error) => {
      expect((await postingWith((slack) => slack.faults.error(POST, error))).outcome.outcome).toBe("ambiguous");
    },
  );

  it("is ambiguous when an answer that should be Slack's is something else's page", async () => {
    const { outcome } = await postingWith((slack) => slack.faults.error(POST, "<html>Sign in to the network</html>"));
    expect(outcome.outcome).toBe("ambiguous");
  });
});

describe("a post that Slack did not take", () => {
  it("is tried again when nobody was there", async () => {
    const { outcome } = await postingWith((slack) => slack.stop());
    expect(outcome).toMatchObject({ outcome: "not-sent" });
  });

  it("is tried again when the name cannot be resolved", async () => {
    const { outcome } = await postingWith(() => undefined, { client: { slackApiUrl: "http://slack.invalid/api/" } });
    expect(outcome).toMatchObject({ outcome: "not-sent" });
  });

  it("is tried again after what Retry-After says, and not before", async () => {
    const clock = { at: 1_000, now: () => clock.at };
    const { channel, slack, file } = await givenChannel({ machine: clock });
    slack.faults.rateLimit(POST, 30);
    expect(await channel.post(CASE_CARD, file, NOTHING_ELSE)).toMatchObject({ outcome: "not-sent", retryAfterMs: 30 });
    clock.at = 1_029;
    expect(await channel.post(CASE_CARD, file, NOTHING_ELSE)).toMatchObject({ outcome: "not-sent", retryAfterMs: 1 });
    expect(slack.log.filter(({ method }) => method === POST)).toHaveLength(1);
    clock.at = 1_030;
    expect(await channel.post(CASE_CARD, file, NOTHING_ELSE)).toMatchObject({ outcome: "sent" });
  });

  it("delays nothing in another channel", async () => {
    const { channel, slack, file } = await givenChannel({ machine: { now: () => 0 } });
    slack.addChannel({ id: "COTHER", name: "other" });
    slack.faults.rateLimit(POST, 30);
    await channel.post(CASE_CARD, file, NOTHING_ELSE);
    const other = { ...file, definition: { ...file.definition, channel: "COTHER" } };
    expect(await channel.post({ ...CASE_CARD, key: "other" }, other, NOTHING_ELSE)).toMatchObject({ outcome: "sent" });
  });

  it("is made ready again when a preparation failed in doubt: nothing was posted by it", async () => {
    const { outcome } = await postingWith((slack) => slack.faults.dropAnswer("conversations.list"));
    expect(outcome).toMatchObject({ outcome: "not-sent" });
  });
});

describe("a post that Slack will never take", () => {
  const words: readonly [string, string][] = [
    ["channel_not_found", "The channel does not exist, or the app cannot see it."],
    ["is_archived", "The channel is archived."],
    ["not_in_channel", "The app is not in the channel; invite it."],
    ["user_not_found", "Slack does not know the person."],
    ["restricted_action", "The workspace's settings do not allow it."],
    ["msg_too_long", "Slack refused it (msg_too_long)."],
  ];
  it.each(words)("%s: %s", async (error, reason) => {
    const { outcome } = await postingWith((slack) => slack.faults.error(POST, error));
    const lasting = error === "msg_too_long" ? {} : { lasting: true };
    expect(outcome satisfies PostOutcome).toEqual({ outcome: "terminal", reason, ...lasting });
  });

  it("is one whose blocks are refused, plain as they are", async () => {
    const { outcome, slack } = await postingWith((each) => each.faults.error(POST, "invalid_blocks", 2));
    expect(outcome).toMatchObject({ outcome: "terminal" });
    expect(slack.log.filter(({ method }) => method === POST)).toHaveLength(2);
  });

  it("is one to a channel that was archived", async () => {
    const { outcome } = await postingWith((slack) => slack.changeChannel(CASES, { isArchived: true }));
    expect(outcome).toMatchObject({ outcome: "terminal", reason: "The channel is archived." });
  });

  it("is one to a person who left", async () => {
    const { slack, channel, file } = await givenChannel();
    slack.changeUser("UANNA", { deleted: true });

    const note = toAnna("trouble", { content: { kind: "trouble", what: "Something", instance: undefined } });
    expect(await channel.post(note, file, NOTHING_ELSE)).toEqual({
      outcome: "terminal",
      reason: "The person has left the workspace.",
      lasting: true,
    });
  });
});

describe("a token that Slack takes no more", () => {
  it.each(["token_revoked", "token_expired", "invalid_auth", "account_inactive"])(
    "loses nothing and asks nothing more after %s",
    async (error) => {
      const { channel, slack, file, logger } = await givenChannel();
      slack.faults.error(POST, error);
      for (const key of ["one", "two", "three"]) {
        expect(await channel.post({ ...CASE_CARD, key }, file, NOTHING_ELSE)).toMatchObject({ outcome: "not-sent" });
      }
      expect(await channel.publishHome(personId("anna"))).toMatchObject({ outcome: "not-sent" });
      expect(slack.log.filter(({ method }) => method === POST)).toHaveLength(1);
      expect(slack.log.filter(({ method }) => method === "views.publish")).toEqual([]);
      expect(logger.lines.filter((line) => JSON.stringify(line).includes("SLACK_BOT_TOKEN"))).toHaveLength(1);
    },
  );
});
