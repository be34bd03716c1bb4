import { describe, expect, it } from "vitest";
import { defaultCalendar } from "../../../src/engine/calendar.ts";
import { at, definition, directory, person, personId, task, team } from "../../support/builders.ts";
import { given } from "../../support/given.ts";

const sales = team("sales", ["anna", "ben"], { lead: "lea" });
const org = directory({ teams: [sales] });
const warned = { silence: "4 working hours", escalation: { silent: [{ after: "0 minutes", warnOwner: true }] } };
const one = (words: Parameters<typeof task>[1] = {}) =>
  given({ definition: definition([task("a", { owner: "team:sales", ...words })]), directory: org }).start();
const says = (text: string) => ({ type: "Hear", step: "a", text }) as const;

describe("snoozing", () => {
  const reminders = { before: ["6 working hours"], atDue: true };
  const snooze = (until: "1-hour" | "this-afternoon" | "tomorrow-morning" | number) =>
    ({ type: "SnoozeReminder", step: "a", until }) as const;

  it("moves the next reminder only, to a preset in the person's own hours or to a time of their choice", () => {
    const when = (until: Parameters<typeof snooze>[0]) =>
      one({ due: "1 working day", silence: "1 working day", reminders }).when("anna", snooze(until)).work("a");
    expect(when("1-hour")).toMatchObject({
      silentAt: at("2026-03-02 17:00"),
      dueAt: at("2026-03-02 17:00"),
      reminder: { id: "before[0]", at: at("2026-03-02 10:00") },
    });
    expect(when("this-afternoon").reminder?.at).toBe(at("2026-03-02 14:00"));
    expect(when("tomorrow-morning").reminder?.at).toBe(at("2026-03-03 09:00"));
    expect(when(at("2026-03-02 20:30")).reminder?.at).toBe(at("2026-03-02 20:30"));
  });

  it("is kept to, even outside hours: the person chose the time", () => {
    const story = one({ due: "1 working day", reminders: { before: ["6 working hours"] } }).when("anna", snooze(at("2026-03-02 20:30")));
    story.until("2026-03-02 20:30");
    expect(story.posted("reminder")).toHaveLength(1);
  });

  it("goes by the clock of whoever asks, though their team's calendar is on another", () => {
    const berlin = { ...defaultCalendar("Europe/Berlin") };
    const known = directory({
      people: [person("anna", { zone: "America/New_York" })],
      teams: [team("sales", ["anna"], { calendar: "berlin" })],
      calendars: new Map([["berlin", berlin]]),
    });
    const story = given({
      definition: definition([task("a", { owner: "team:sales", due: "5 working days", reminders: { before: ["1 working day"] } })]),
      directory: known,
    }).start();
    expect(story.when("anna", snooze("this-afternoon")).work("a").reminder?.at).toBe(at("2026-03-02 19:00"));
    expect(story.when("anna", snooze("tomorrow-morning")).work("a").reminder?.at).toBe(at("2026-03-03 08:00"));
  });

  it("goes by the clock of the team for somebody whom the directory no longer knows", () => {
    const known = directory({
      teams: [team("sales", ["anna"], { calendar: "berlin" })],
      calendars: new Map([["berlin", defaultCalendar("Europe/Berlin")]]),
    });
    const story = given({
      definition: definition([task("a", { owner: "team:sales", due: "5 working days", reminders: { before: ["1 working day"] } })]),
      directory: known,
    }).start();
    story.directory = { ...known, people: new Map([...known.people].filter(([id]) => id !== personId("anna"))) };
    expect(story.when("anna", snooze("this-afternoon")).work("a").reminder?.at).toBe(at("2026-03-02 13:00"));
  });

  it("to a time stays at that time over a pause", () => {
    const story = one({ due: "5 working days", reminders }).when("anna", snooze(at("2026-03-06 11:00")));
    story.when("maria", { type: "PauseInstance" }).clock("2026-03-03 09:00").when("maria", { type: "ResumeInstance" });
    expect(story.work("a").reminder?.at).toBe(at("2026-03-06 11:00"));
  });

  it("is refused to a time that has passed, and where no reminder waits", () => {
    const story = one({ due: "2 working days", reminders }).clock("2026-03-02 15:00");
    expect(story.when("anna", snooze("this-afternoon")).rejection?.code).toBe("too-late");
    expect(one().when("anna", snooze("1-hour")).rejection?.message).toBe("There is no reminder to move.");
  });
});

describe("a commitment", () => {
  const commit = (until: string) => ({ type: "CommitTo", step: "a", until: at(until) }) as const;

  it("makes silence fire at its time, heard or not before, and is recorded as missed then", () => {
    const story = one({ ...warned, due: "5 working days" }).when("anna", commit("2026-03-04 15:00"));
    expect(story.work("a").silentAt).toBe(at("2026-03-04 15:00"));
    story.clock("2026-03-04 12:00").when("anna", says("Nearly there"));
    expect(story.work("a").silentAt).toBe(at("2026-03-04 15:00"));
    story.until("2026-03-04 15:00");
    expect(story.happened("commitment.settled")).toMatchObject([{ state: "missed" }]);
    expect(story.posted("warning")).toHaveLength(1);
  });

  it("is recorded as kept when the step is done by then", () => {
    const story = one(warned)
      .when("anna", commit("2026-03-04 15:00"))
      .clock("2026-03-04 14:00")
      .when("anna", { type: "CompleteStep", step: "a" });
    expect(story.happened("commitment.settled")).toMatchObject([{ state: "kept" }]);
  });

  it("holds nobody who has handed the step on, whether its time passes or the step is done before", () => {
    const handedOn = () =>
      one(warned)
        .when("anna", commit("2026-03-04 15:00"))
        .clock("2026-03-02 10:00")
        .when("anna", { type: "HandOffStep", step: "a", to: personId("ben") })
        .when("ben", { type: "AcceptHandOff", step: "a" });
    const states = (story: ReturnType<typeof handedOn>) => story.happened("commitment.settled").map(({ state }) => state);
    expect(states(handedOn().until("2026-03-05"))).toEqual(["passed-on"]);
    expect(states(handedOn().when("ben", { type: "CompleteStep", step: "a" }))).toEqual(["passed-on"]);
  });

  it("is refused the third time, and for a time that has passed", () => {
    const story = one(warned).when("anna", commit("2026-03-03 15:00")).when("anna", commit("2026-03-04 15:00"));
    expect(story.when("anna", commit("2026-03-05 15:00")).rejection?.code).toBe("limit");
    expect(story.when("anna", commit("2026-03-02 08:00")).rejection?.fields).toEqual({ until: "Choose a later time." });
  });

  it("after the due date is a request to extend it, which the process owner answers", () => {
    const story = one({ ...warned, due: "1 working day" }).when("anna", commit("2026-03-05 15:00"));
    expect(story.happened("commitment.made")).toEqual([]);
    expect(story.work("a").proposal).toMatchObject({ alternative: "extend", approvers: ["maria"], by: "anna" });
    expect(story.posted("proposal").map(({ audience }) => audience)).toEqual([{ to: "person", person: "maria" }]);
    expect(story.when("anna", commit("2026-03-06 15:00")).rejection?.message).toBe(
      "Something else was asked for this step already, and waits for Maria.",
    );
    story.when("maria", { type: "SettleProposal", step: "a", episode: 0, approve: true });
    expect(story.work("a")).toMatchObject({ dueAt: at("2026-03-05 15:00"), proposal: undefined });
  });

  it("asked of the process owner may be declined, with a reason", () => {
    const story = one({ due: "1 working day" }).when("anna", commit("2026-03-05 15:00"));
    const settle = { type: "SettleProposal", step: "a", episode: 0, approve: false } as const;
    expect(story.when("maria", settle).rejection?.code).toBe("invalid");
    story.when("maria", { ...settle, reason: "The customer waits" });
    expect(story.work("a")).toMatchObject({ dueAt: at("2026-03-02 17:00"), proposal: undefined });
    expect(story.when("maria", { ...settle, reason: "again" }).rejection).toBeDefined();
  });

  it("on a blocked step does not start silence", () => {
    const story = one(warned)
      .when("anna", { type: "BlockStep", step: "a", reason: "x", on: "other" })
      .when("anna", commit("2026-03-04 15:00"));
    expect(story.work("a").silentAt).toBeUndefined();
  });
});

describe("blocking", () => {
  const block = { type: "BlockStep", step: "a", reason: "No answer", on: "customer" } as const;

  it("keeps reason, on whom, until when and urgency, and tells the watchers once", () => {
    const story = one().when("maria", { type: "ChangeWatchers", add: [personId("cora")] });
    story.when("anna", { ...block, onWhom: "Acme", until: at("2026-03-05"), urgency: "urgent" });
    expect(story.step("a")).toMatchObject({
      status: "blocked",
      block: { reason: "No answer", onWhom: "Acme", urgency: "urgent", by: "anna" },
    });
    story.when("anna", { ...block, reason: "Still no answer" });
    expect(story.posted("told").filter(({ content }) => content.what === "blocked")).toHaveLength(1);
  });

  it("by somebody else does not count as hearing the owner", () => {
    const story = one(warned)
      .clock("2026-03-02 10:00")
      .when("lea", { ...block, note: "They called" });
    expect(story.work("a").heardAt).toBe(at("2026-03-02 09:00"));
    story.when("lea", { type: "UnblockStep", step: "a", note: "They answered" });
    expect(story.work("a")).toMatchObject({ status: "active", heardAt: at("2026-03-02 09:00"), silentAt: at("2026-03-02 14:00") });
  });

  it("is refused without a reason or with a time that has passed; lifting what is not blocked, too", () => {
    expect(one().when("anna", { ...block, reason: " " }).rejection?.fields).toEqual({ reason: "Say what it is." });
    expect(one().when("anna", { ...block, until: at("2026-03-01") }).rejection?.fields).toEqual({ until: "Choose a later time." });
    expect(one().when("anna", { type: "UnblockStep", step: "a" }).rejection?.code).toBe("wrong-state");
  });
});
