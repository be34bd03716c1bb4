import { describe, expect, it } from "vitest";
import { createProfiles, profileOf } from "../../src/slack/profiles.ts";
import { DAY, HOUR } from "../support/builders.ts";
import { MONDAY } from "../support/given.ts";
import { givenChannel } from "./support/given-channel.ts";

const statusOf = (emoji: string, text = "", expiration = 0) =>
  profileOf({ id: "U1", profile: { status_emoji: emoji, status_text: text, status_expiration: expiration } }, MONDAY)?.awayUntil;
const seconds = (at: number): number => at / 1000;

describe("who is away by their status", () => {
  it("is who says so with Slack's own signs or in plain words, until when the status ends", () => {
    const until = MONDAY + 3 * DAY;
    expect(statusOf(":palm_tree:", "", seconds(until))).toBe(until);
    expect(statusOf("", "Out of office", seconds(until))).toBe(until);
    expect(statusOf(":baby:", "On parental leave", seconds(until))).toBe(until);
  });

  it("is not who is in a meeting, commutes, or has a status of their own", () => {
    for (const [emoji, text] of [
      [":spiral_calendar_pad:", "In a meeting"],
      [":bus:", "Commuting"],
      [":house_with_garden:", "Working remotely"],
      ["", "Focus: office move"],
    ]) {
      expect(statusOf(emoji ?? "", text)).toBeUndefined();
    }
  });

  it("is believed for a month without an end, and asking again an hour later is no news", () => {
    const first = statusOf(":palm_tree:");
    expect(first).toBeGreaterThanOrEqual(MONDAY + 30 * DAY);
    expect(profileOf({ id: "U1", profile: { status_emoji: ":palm_tree:" } }, MONDAY + HOUR)?.awayUntil).toBe(first);
  });

  it("is not who has been back since the status ended", () => {
    expect(statusOf(":palm_tree:", "", seconds(MONDAY - HOUR))).toBeUndefined();
  });
});

describe("people as Slack knows them", () => {
  it("have a name, an address and a zone, by email or by id", async () => {
    const { client } = await givenChannel();
    const profiles = createProfiles(client, { now: () => MONDAY });
    const anna = { slackId: "UANNA", email: "anna@acme.example", name: "Anna Berg", zone: "Europe/Berlin", present: true };
    expect(await profiles.byEmail("anna@acme.example")).toMatchObject(anna);
    expect(await profiles.bySlackId("UANNA")).toMatchObject(anna);
  });

  it("are not present once they left", async () => {
    const { client, slack } = await givenChannel();
    slack.changeUser("UBEN", { deleted: true });
    const profiles = createProfiles(client, { now: () => MONDAY });
    expect(await profiles.bySlackId("UBEN")).toMatchObject({ present: false });
  });

  it("are nobody where Slack finds none or a bot, and a failed call is no answer", async () => {
    const { client, slack } = await givenChannel();
    const profiles = createProfiles(client, { now: () => MONDAY });
    expect(await profiles.byEmail("nobody@acme.example")).toBeUndefined();
    expect(await profiles.bySlackId(slack.app.botUserId)).toBeUndefined();
    slack.faults.serverError("users.info");
    await expect(profiles.bySlackId("UANNA")).rejects.toThrow();
  });
});
