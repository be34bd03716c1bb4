import { describe, expect, it } from "vitest";
import type { KnownPerson, Profile } from "../../src/application/ports/people.ts";
import { createSlackClient } from "../../src/slack/identify.ts";
import { createMembership } from "../../src/slack/membership.ts";
import { createPeopleOfSlack } from "../../src/slack/people-of-slack.ts";
import { createProfiles, profileOf } from "../../src/slack/profiles.ts";
import { ANNA, BEN, givenSlack, OPS, standingClock } from "../slack-stand-in/support/given.ts";
import { directory } from "../support/builders.ts";
import { WORKSPACE } from "../support/given.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

const profile = (overrides: Partial<Profile> = {}): Profile => ({
  slackId: "U9",
  email: "anna@example.com",
  name: "Anna Berg",
  zone: "Europe/Berlin",
  present: true,
  awayUntil: undefined,
  ...overrides,
});

const given = (found: Profile | undefined | Error) => {
  const saved: KnownPerson[] = [];
  let asked = 0;
  let rebuilt = 0;
  const people = createPeopleOfSlack({
    workspace: WORKSPACE,
    catalogue: { directory: () => directory() },
    people: { all: async () => saved, save: async (_workspace, person) => void saved.push(person) },
    profiles: {
      bySlackId: async () => {
        asked += 1;
        if (found instanceof Error) throw found;
        return found;
      },
    },
    changed: async () => {
      rebuilt += 1;
    },
  });
  return { people, saved, asked: () => asked, rebuilt: () => rebuilt };
};

describe("somebody in Slack", () => {
  it("is the person whom teams.yaml names by that email", async () => {
    const { people, saved, rebuilt } = given(profile());
    expect(await people.personOf("U9")).toBe("anna");
    expect(saved).toMatchObject([{ id: "anna", slackId: "U9", zone: "Europe/Berlin" }]);
    expect(rebuilt()).toBe(1);
  });

  it("is known by their Slack id where nobody named them", async () => {
    const { people, saved } = given(profile({ email: undefined, name: "Zoe" }));
    expect(await people.personOf("U9")).toBe("U9");
    expect(saved).toMatchObject([{ id: "U9", name: "Zoe" }]);
  });

  it("is asked for once, though several of their clicks arrive together", async () => {
    const { people, asked } = given(profile());
    await Promise.all([people.personOf("U9"), people.personOf("U9"), people.personOf("U9")]);
    expect(asked()).toBe(1);
  });

  it("is nobody yet while Slack does not answer: a second identity would be worse than a second try", async () => {
    const { people, saved } = given(new Error("slack is down"));
    await expect(people.personOf("U9")).rejects.toThrow("slack is down");
    expect(saved).toEqual([]);
  });

  it("is not kept by a change of their profile unless they take part", async () => {
    const { people, saved } = given(undefined);
    expect(await people.refresh(profile({ email: "stranger@example.com" }))).toBeUndefined();
    expect(await people.refresh(profile())).toBe("anna");
    expect(await people.refresh(profile())).toBeUndefined();
    expect(saved).toHaveLength(1);
  });
});

describe("a profile", () => {
  const now = Date.UTC(2026, 2, 2);
  const away = (status: object) => profileOf({ id: "U1", real_name: "A", profile: status }, now)?.awayUntil;

  it("says until when somebody is away, if their status does", () => {
    const until = now / 1000 + 3600;
    expect(away({ status_emoji: ":palm_tree:", status_expiration: until })).toBe(until * 1000);
    expect(away({ status_text: "Out of office", status_expiration: until })).toBe(until * 1000);
    expect(away({ status_text: "Urlaub bis Montag", status_expiration: until })).toBe(until * 1000);
  });

  it("is away until the status goes when it has no end, the same end whenever it is asked", () => {
    const end = away({ status_emoji: ":palm_tree:", status_expiration: 0 });
    expect(end).toBeGreaterThan(now + 7 * 86_400_000);
    expect(profileOf({ id: "U1", profile: { status_emoji: ":palm_tree:" } }, now + 3_600_000)?.awayUntil).toBe(end);
  });

  it("is not away for a meeting, or for what is over", () => {
    expect(away({ status_emoji: ":calendar:", status_text: "In a meeting" })).toBeUndefined();
    expect(away({ status_emoji: ":palm_tree:", status_expiration: now / 1000 - 1 })).toBeUndefined();
  });

  it("of a bot, or of nobody, is none", async () => {
    expect([profileOf({ id: "U1", is_bot: true }, now), profileOf(undefined, now)]).toEqual([undefined, undefined]);
    const slack = await givenSlack();
    const profiles = createProfiles(createSlackClient({ botToken: slack.botToken, apiUrl: slack.url }), { now: () => now });
    expect(await profiles.byEmail("nobody@example.com")).toBeUndefined();
    expect(await profiles.byEmail("anna@acme.example")).toMatchObject({ slackId: ANNA, zone: "Europe/Berlin" });
    slack.faults.serverError("users.info");
    await expect(profiles.bySlackId(ANNA)).rejects.toThrow();
  });
});

describe("membership of a channel", () => {
  const membership = async () => {
    const slack = await givenSlack();
    const machineClock = standingClock();
    const client = createSlackClient({ botToken: slack.botToken, apiUrl: slack.url });
    return { slack, machineClock, membership: createMembership({ client, machineClock, logger: createRecordingLogger(), keepMs: 1000 }) };
  };
  const reads = (slack: Awaited<ReturnType<typeof givenSlack>>): number =>
    slack.log.filter(({ method }) => method === "conversations.members").length;

  it("is found by the channel's name or id, and read from memory for a while", async () => {
    const { slack, machineClock, membership: m } = await membership();
    expect([await m.isIn("#ops", ANNA), await m.isIn(OPS, BEN), await m.isIn(OPS, "UNOBODY")]).toEqual([true, true, false]);
    expect(reads(slack)).toBe(1);
    machineClock.pass(1001);
    await m.isIn(OPS, ANNA);
    expect(reads(slack)).toBe(2);
  });

  it("is read again once somebody came or went", async () => {
    const { slack, membership: m } = await membership();
    expect(await m.isIn(OPS, ANNA)).toBe(true);
    slack.changeChannel(OPS, { members: [slack.app.botUserId] });
    m.changed(OPS);
    expect(await m.isIn(OPS, ANNA)).toBe(false);
  });

  it("is nobody's while Slack cannot say", async () => {
    const { slack, membership: m } = await membership();
    slack.faults.serverError("conversations.members");
    expect(await m.isIn(OPS, ANNA)).toBe(false);
    expect(await m.isIn("#unknown", ANNA)).toBe(false);
  });
});
