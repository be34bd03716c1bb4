import { describe, expect, it } from "vitest";
import { openOnEither } from "../support/databases.ts";
import type { Stage } from "../support/stage.ts";
import { does, fromDetails, onboardingStage, seconds } from "./support/given-onboarding.ts";
import { directTo, saidIn, traceOf, whisperedTo, wordsOf } from "./support/telling.ts";

const open = openOnEither();

const thread = (stage: Stage): string => saidIn(stage, "onboarding").join("\n");
const actions = async (stage: Stage): Promise<readonly string[]> => await traceOf(stage, "C-1");

describe("every form of a step, from its button to the trace", () => {
  it("a step is acknowledged, promised, snoozed, blocked, unblocked, and done with its evidence", async () => {
    const stage = await onboardingStage({ open });
    await does(stage, "sara", "On it");
    await does(stage, "sara", "On it until a time", { "Until when?": seconds("2026-11-23T16:00:00+01:00") });
    await does(stage, "sara", "Later", { "When?": "This afternoon" });
    expect(whisperedTo(stage, "sara").at(-1)).toContain("I remind you of *Hand over the sale* again <!date^");
    await does(stage, "sara", "Add evidence", { "Customer's goals": "Ten sites live by March" });
    await does(stage, "sara", "Blocked", {
      "What is in the way?": "The signature",
      "On whom does it wait?": "customer",
      "Who is that?": "Acme",
      "How urgent is it?": "urgent",
    });
    expect(directTo(stage, "carla").join("\n")).toContain("is blocked");
    expect(thread(stage)).toContain("The signature");
    await does(stage, "sara", "No longer blocked");
    await does(stage, "sara", "Done", {});
    expect(await actions(stage)).toEqual(
      expect.arrayContaining(
        [
          "step.acknowledged",
          "commitment.made",
          "reminder.snoozed",
          "evidence.added",
          "step.blocked",
          "step.unblocked",
          "step.completed",
        ].map((action) => expect.stringContaining(action) as string),
      ),
    );
    expect(thread(stage)).toContain("*Review the contract* is yours");
    await stage.stop();
  });

  it("a step is handed off, returned with what is missing, handed off again, accepted, and is not theirs", async () => {
    const stage = await onboardingStage({ open, mode: "http" });
    const carla = stage.as("carla");
    await does(stage, "sara", "Hand off", { "To whom?": carla.id, "What do they need to know?": "They want SSO first" });
    expect(directTo(stage, "carla").join("\n")).toContain("They want SSO first");
    await does(stage, "carla", "Return", { "What is missing?": "The signed contract" });
    expect(directTo(stage, "sara").join("\n")).toContain("The signed contract");
    await does(stage, "sara", "Hand off", { "To whom?": carla.id });
    await does(stage, "carla", "Accept");
    expect(thread(stage)).toContain("Carla, due");
    await does(stage, "carla", "Not mine", { "Why is it not yours?": "Sales knows it" });
    expect(thread(stage)).toContain("Sara, due");
    expect((await actions(stage)).filter((row) => /handed|handoff/.test(row)).length).toBeGreaterThanOrEqual(4);
    await stage.stop();
  });

  it("a process owner moves a due date, gives the step to somebody, adds a note and skips it", async () => {
    const stage = await onboardingStage({ open });
    await fromDetails(
      stage,
      "maria",
      "Move the due date",
      { "New due date": seconds("2026-11-25T12:00:00+01:00"), "Why?": "Fair" },
      "onboarding",
    );
    await fromDetails(stage, "maria", "Give it to somebody", { "To whom?": stage.as("carla").id }, "onboarding");
    expect(thread(stage)).toContain("Carla, due");
    await fromDetails(stage, "maria", "Add a note", { Note: "Acme asked twice" }, "onboarding");
    await fromDetails(stage, "maria", "Skip", { "Why?": "Sold by a partner" }, "onboarding");
    expect(thread(stage)).toContain("*Review the contract* is yours");
    const trace = await actions(stage);
    for (const action of ["step.extended", "step.reassigned", "note.added", "step.skipped"])
      expect(trace.some((row) => row.startsWith(action))).toBe(true);
    await stage.stop();
  });

  it("is refused before it opens to whoever could not send it, with who can", async () => {
    const stage = await onboardingStage({ open });
    const bo = stage.as("bo");
    for (const label of ["Done", "Blocked", "Hand off", "Later", "Not mine", "On it until a time", "Add evidence"]) {
      await bo.clicks(label, { in: "onboarding" });
      await stage.settled();
      expect(bo.modal()).toBeUndefined();
      expect(whisperedTo(stage, "bo").at(-1)).toContain("Sara");
    }
    await stage.stop();
  });
});

describe("pausing, resuming and cancelling", () => {
  it("are asked first, and a paused case sends nothing until it goes on", async () => {
    const stage = await onboardingStage({ open });
    const maria = stage.as("maria");
    await maria.runs("/workflow pause C-1 waiting for the board", { channel: "onboarding" });
    expect(maria.modal()?.callback_id).toBe("form.pause");
    await maria.submits({});
    await stage.settled();
    expect(thread(stage)).toContain("paused");
    const before = stage.slack.log.filter(({ method }) => method === "chat.postMessage").length;
    await stage.until(stage.now() + 10 * 24 * 3_600_000);
    await does(stage, "sara", "Done", { "Customer's goals": "Ten sites" });
    expect(stage.slack.log.filter(({ method }) => method === "chat.postMessage")).toHaveLength(before);

    await maria.runs("/workflow resume C-1", { channel: "onboarding" });
    await maria.submits({});
    await stage.settled();
    expect(thread(stage)).toContain("*Review the contract* is yours");

    await maria.runs("/workflow cancel C-1", { channel: "onboarding" });
    expect((await maria.submits({})).errors).toHaveProperty("reason");
    await maria.submits({ "Why?": "Acme withdrew" });
    await stage.settled();
    expect(thread(stage)).toContain("cancelled");
    expect(directTo(stage, "carla").join("\n")).toContain("was cancelled by Maria");
    await stage.stop();
  });
});

describe("an absence declared at home", () => {
  it("gives what starts meanwhile to the delegate, under both names, until one is back", async () => {
    const stage = await onboardingStage({ open });
    const lea = stage.as("lea");
    await lea.opensHome();
    await stage.settled();
    await lea.clicks("I will be away", { in: "home" });
    expect((await lea.submits({ Until: seconds("2026-11-22T09:00:00+01:00") })).errors).toHaveProperty("until");
    await lea.submits({ Until: seconds("2026-12-01T09:00:00+01:00"), "Who stands in?": stage.as("luca").id });
    await stage.settled();
    expect(wordsOf(lea.home())).toContain("I am back");
    await does(stage, "sara", "Done", { "Customer's goals": "Ten sites" });
    expect(thread(stage)).toMatch(/Luca(.|\n)*\*Review the contract\* is yours, for Lea, who is away/);
    await lea.clicks("I am back", { in: "home" });
    await stage.settled();
    expect(wordsOf(lea.home())).not.toContain("I am back");
    await stage.stop();
  });
});
