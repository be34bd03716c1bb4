import { describe, expect, it } from "vitest";
import { at, definition, directory, field, task, wait } from "../support/builders.ts";
import { given, signedEvent } from "../support/given.ts";

const done = (step: string) => ({ type: "CompleteStep", step }) as const;

describe("a step that is not ready", () => {
  const goals = field("goals");
  const flow = definition(
    [
      task("handover", { owner: "ben", evidence: [{ ...goals, required: false }] }),
      task("kickoff", {
        needs: ["handover"],
        ready: ["goals", "room"],
        when: 'outcome("handover") != "x" || 1 == 1',
        silence: "4 working hours",
      }),
    ],
    { inputs: [field("room", { required: false, from: [{ who: "address", address: "cora" }] })] },
  );

  it("asks whoever the missing things come from, once each, and waits", () => {
    const story = given({ definition: flow }).start().when("ben", done("handover"));
    expect(story.step("kickoff")).toMatchObject({
      status: "waiting",
      unready: { since: story.now, missing: ["goals", "room"], asked: ["ben", "cora"], remindAt: at("2026-03-02 13:00") },
    });
    expect(story.posted("unready").map(({ key }) => key)).toEqual(["unready:kickoff:1:1:ben", "unready:kickoff:1:1:cora"]);
  });

  it("asks nobody twice when a part of it comes, and starts when all of it is there", () => {
    const story = given({ definition: flow }).start().when("ben", done("handover"));
    const since = story.now;
    story.clock("2026-03-02 10:00").when("cora", { type: "ProvideInput", inputs: { room: "B 12" } });
    expect(story.step("kickoff")).toMatchObject({ unready: { since, missing: ["goals"], asked: ["ben"] } });
    expect(story.posted("unready")).toHaveLength(2);
    story.when("ben", { type: "AddEvidence", step: "handover", evidence: { goals: "Go live" } });
    expect(story.status().kickoff).toBe("active");
  });

  it("goes on waiting in silence while nothing changes", () => {
    const story = given({ definition: flow }).start().when("ben", done("handover"));
    story.when("ben", { type: "AddNote", text: "Working on it." });
    expect(story.last.events.map(({ body }) => body.type)).toEqual(["note.added"]);
  });

  it("asks the starter where the definition names nobody, and the process owner where nobody started it", () => {
    const open = definition([task("a", { ready: ["room"] })], { inputs: [field("room", { required: false })] });
    const asked = (by: Parameters<ReturnType<typeof given>["start"]>[0]) => {
      const step = given({ definition: open, directory: directory({ people: ["sam"] }) })
        .start(by)
        .step("a");
      return step.status === "waiting" ? step.unready?.asked : undefined;
    };
    expect(asked("sam")).toEqual(["sam"]);
    expect(asked(signedEvent)).toEqual(["maria"]);
  });

  it("asks the process owner for what no field brings", () => {
    const story = given({ definition: definition([task("a", { ready: ["ghost"] })]) }).start();
    expect(story.step("a")).toMatchObject({ unready: { asked: ["maria"], remindAt: at("2026-03-02 17:00") } });
  });

  it("lacks required inputs that an event did not bring", () => {
    const open = definition([task("a")], { inputs: [field("room")] });
    const story = given({ definition: open }).start(signedEvent, { event: { type: "t", id: "1" } });
    expect(story.step("a")).toMatchObject({ status: "waiting", unready: { missing: ["room"] } });
    story.when("maria", { type: "ProvideInput", inputs: { room: "B 12" } });
    expect(story.status().a).toBe("active");
  });

  it("lacks the date that it is to wait for", () => {
    const open = definition([wait("golive", { waitFor: { until: "day" } })], { inputs: [field("day", { type: "date", required: false })] });
    const story = given({ definition: open }).start();
    expect(story.step("golive")).toMatchObject({ status: "waiting", unready: { missing: ["day"] } });
    story.when("maria", { type: "ProvideInput", inputs: { day: "2026-03-05" } });
    expect(story.work("golive").until).toBe(at("2026-03-05 09:00"));
  });

  it("opens the ladder for it, from the moment the needs are met", () => {
    const ladder = { unready: [{ after: "2 working days", to: "process-owner", offer: ["cancel"] }] };
    const story = given({ definition: definition([task("a", { ready: ["ghost"], escalation: ladder })]) }).start();
    expect(story.step("a").episode).toMatchObject({ causes: [{ trigger: "unready", since: story.now }] });
  });
});
