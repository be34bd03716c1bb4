import { afterEach, describe, expect, it } from "vitest";
import { traceOf } from "../../scenario/support/telling.ts";
import { openOnEither } from "../../support/databases.ts";
import { type TellingStage, tellingStage } from "./telling-stage.ts";

const MONDAY = "2026-11-23T09:30:00+01:00";
const SATURDAY_NIGHT = "2026-11-21T22:00:00+01:00";

/** Weeks pass in it. */
const SLOW = { timeout: 120_000 };

/** To its end by one button; answers what it told on the way. */
const tellThrough = async ({ story, go }: TellingStage): Promise<readonly string[]> => {
  const told: string[] = [];
  for (let now = await story(); now.turn !== undefined; now = await story()) {
    const { what, why, doIt, person } = now.turn;
    told.push(what);
    if (doIt === "Leave the story") throw new Error(`it was left: ${why}\n${told.join("\n")}`);
    expect(why).not.toBe("");
    expect(`${what}${why}${doIt}`).not.toContain("{name}");
    expect(doIt.startsWith("As ")).toBe(person !== undefined);
    await go();
    expect((await story()).done).toBeGreaterThanOrEqual(now.done);
    if (told.length > 60) throw new Error(`the story turns in a circle: ${told.join("\n")}`);
  }
  return told;
};

describe("guided stories", () => {
  const open = openOnEither();
  let on: TellingStage;
  afterEach(async () => await on.stage.stop());

  const statusOf = async (caseId: string): Promise<string | undefined> => {
    const { core } = on.stage.app();
    return (await core.reads.byCase(core.workspace, caseId.toLowerCase()))[0]?.status;
  };

  it("tells weeks of onboarding by one button, on real screens, to a completed case", SLOW, async () => {
    on = await tellingStage(open, MONDAY);
    await on.stories().handle({ type: "start", id: "onboarding" });
    const told = await tellThrough(on);
    expect(told.join("\n")).toMatch(
      /Sara hands over[\s\S]*Ines moves the date[\s\S]*reports that single sign-on waits[\s\S]*Chen approves[\s\S]*Chen holds the kickoff/,
    );
    expect(await statusOf("ACME-7")).toBe("completed");
    const { done, of } = await on.story();
    expect(done).toBe(of);
    const trace = await traceOf(on.stage, "ACME-7");
    expect(trace).toEqual(expect.arrayContaining(["alternative.picked ALLOW", "message.approved ALLOW", "message.sent ALLOW"]));
  });

  it("tells the claim with its reserve, and a click of the wrong person that is refused", async () => {
    on = await tellingStage(open, MONDAY);
    await on.stories().handle({ type: "start", id: "claim" });
    expect((await tellThrough(on)).map((what) => what.split(" ")[0])).toEqual(["Tina", "Tina", "Compliance", "Lin", "Lin", "Ferrari"]);
    expect(await statusOf("2024-0847")).toBe("completed");
    expect(await traceOf(on.stage, "2024-0847")).toEqual(
      expect.arrayContaining(["idd.check WARN", "act.refused DENY", "liquidation.approve ALLOW"]),
    );
  });

  it("goes through from a Saturday night, too, when nobody works", SLOW, async () => {
    on = await tellingStage(open, SATURDAY_NIGHT);
    await on.stories().handle({ type: "start", id: "onboarding" });
    await tellThrough(on);
    expect(await statusOf("ACME-7")).toBe("completed");
  });

  it("notices a turn that was done by hand, whoever's it was, and goes on", async () => {
    on = await tellingStage(open, MONDAY);
    await on.stories().handle({ type: "start", id: "claim" });
    const { person, channel, threadTs } = await on.turn();
    expect(person).toBe(on.stage.as("tina").id);
    expect([channel, threadTs]).toEqual([expect.any(String), expect.any(String)]);
    await on.stage.as("tom").clicks("Take it");
    await on.stage.settled();
    expect(await on.turn()).toMatchObject({
      person: on.stage.as("tom").id,
      what: "Tom classifies the claim as high.",
      doIt: "As Tom: press High",
    });
    await on.go();
    expect((await on.turn()).what).toMatch(/^Compliance finds gaps/);
  });

  it("follows another way out that was chosen by hand, over a restart, to the same end", SLOW, async () => {
    on = await tellingStage(open, MONDAY);
    await on.stories().handle({ type: "start", id: "onboarding" });
    while (!(await on.turn()).what.includes("waits for the customer")) await on.go();
    const iris = on.stage.as("iris");
    await iris.clicks("Blocked", { in: iris.dm });
    await on.stage.slack.waitFor(() => iris.modal());
    await iris.submits({ "What is in the way?": "Okta or Entra ID?", "On whom does it wait?": "The customer" });
    await on.stage.settled();
    expect(await on.turn()).toMatchObject({
      person: undefined,
      what: "Nobody has been asked yet.",
      doIt: "Let time pass until somebody is asked",
    });
    await on.go();
    const turn = await on.turn();
    expect(turn).toMatchObject({ person: on.stage.as("ines").id, doIt: "As Ines: choose Ask the customer to decide" });
    const ines = on.stage.as("ines");
    const asked = ines.sees(ines.dm).findLast(({ blocks }) => JSON.stringify(blocks).includes("use-defaults"));
    await ines.clicks("alternative.1", { in: { ts: asked?.ts ?? "", channel: ines.dm } });
    await on.stage.settled();
    await on.again();
    expect((await on.turn()).what).toBe("Carla finishes the training.");
    await tellThrough(on);
    expect(await statusOf("ACME-7")).toBe("completed");
  });

  it("closes a form that was left open by hand, and does the turn afresh", async () => {
    on = await tellingStage(open, MONDAY);
    await on.stories().handle({ type: "start", id: "onboarding" });
    await on.stage.as("sara").clicks("Done");
    await on.stage.slack.waitFor(() => on.stage.as("sara").modal());
    await on.go();
    expect((await on.turn()).what).toMatch(/^Luca says until when/);
    expect(on.stage.as("sara").modal()).toBeUndefined();
  });

  it("goes back with a case that is sent back, and comes to its end all the same", async () => {
    on = await tellingStage(open, MONDAY);
    await on.stories().handle({ type: "start", id: "claim" });
    for (const _turn of ["take", "classify", "check", "propose", "refused"]) await on.go();
    await on.stage.as("ferrari").clicks("Reject", { in: "claims" });
    await on.stage.as("ferrari").submits({ "Why?": "The bodily injury is missing" });
    await on.stage.settled();
    expect((await on.turn()).what).toMatch(/^Lin proposes/);
    await tellThrough(on);
    expect(await statusOf("2024-0847")).toBe("completed");
  });

  it("says that somebody went another way, and leaves by the same button", async () => {
    on = await tellingStage(open, MONDAY);
    await on.stories().handle({ type: "start", id: "claim" });
    await on.stage.as("claims-head").runs("/workflow cancel 2024-0847 entered twice", { channel: "claims" });
    if (on.stage.as("claims-head").modal() !== undefined) await on.stage.as("claims-head").submits({ "Why?": "Entered twice" });
    await on.stage.settled();
    expect(await on.turn()).toMatchObject({
      person: undefined,
      what: "You went another way: the story ends here, play on freely.",
      why: "The case was cancelled.",
      doIt: "Leave the story",
    });
    await on.go();
    expect(await on.stories().now()).toBeUndefined();
  });

  it("waits while a case is paused, and goes on with it", async () => {
    on = await tellingStage(open, MONDAY);
    await on.stories().handle({ type: "start", id: "claim" });
    const before = await on.turn();
    const head = on.stage.as("claims-head");
    await head.runs("/workflow pause 2024-0847", { channel: "claims" });
    if (head.modal() !== undefined) await head.submits({ "Why?": "Audit" });
    await on.stage.settled();
    expect(await on.turn()).toMatchObject({ what: "You went another way: the story waits.", doIt: "Leave the story" });
    await head.clicks("Resume the case");
    await on.stage.settled();
    expect(await on.turn()).toEqual(before);
  });

  it("can be left at any point, and starts again with the next free case", async () => {
    on = await tellingStage(open, MONDAY);
    expect(await on.stories().now()).toBeUndefined();
    await on.stories().handle({ type: "start", id: "claim" });
    await on.go();
    await on.stories().handle({ type: "leave" });
    expect(await on.stories().now()).toBeUndefined();
    await expect(on.go()).rejects.toThrow("No story is being told");
    await on.stories().handle({ type: "start", id: "claim" });
    expect((await on.story()).done).toBe(0);
    await tellThrough(on);
    expect([await statusOf("2024-0847"), await statusOf("2024-0848")]).toEqual(["running", "completed"]);
  });

  it("keeps its place over a restart in the middle", async () => {
    on = await tellingStage(open, MONDAY);
    await on.stories().handle({ type: "start", id: "claim" });
    await on.go();
    await on.go();
    const before = await on.story();
    await on.again();
    expect(await on.story()).toEqual(before);
    await tellThrough(on);
    expect(await statusOf("2024-0847")).toBe("completed");
  });

  it("takes a double click on its button for one turn", async () => {
    on = await tellingStage(open, MONDAY);
    await on.stories().handle({ type: "start", id: "claim" });
    await Promise.all([on.go(), on.go()]);
    expect((await on.story()).done).toBe(1);
  });

  it("offers what the workflows can tell, and says what a story is that there is none of", async () => {
    on = await tellingStage(open, MONDAY);
    expect(on.stories().offers.map(({ id }) => id)).toEqual(["onboarding", "onboarding-agent", "claim"]);
    await expect(on.stories().handle({ type: "start", id: "nothing" })).rejects.toThrow(
      "There is no story nothing. There are: onboarding, onboarding-agent, claim.",
    );
  });
});
