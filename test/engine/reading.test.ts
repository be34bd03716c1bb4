import { describe, expect, it } from "vitest";
import { canReadTrace, canSee, canStart, whoCanReadTrace, whoCanSee, whoCanStart } from "../../src/engine/may-see.ts";
import { approval, definition, directory, person, personId, task, team, whos } from "../support/builders.ts";
import { agentFor, given } from "../support/given.ts";

const people = directory({
  people: ["sam", "willy", "guest", "stranger", person("vera")],
  teams: [team("crew", ["mike", "olga"], { lead: "lena", assign: "anyone" })],
});
const steps = [task("a", { owner: "team:crew" }), approval("sign", { approvers: "vera", needs: ["a"] }), task("z", { needs: ["sign"] })];
const seenBy = (see: "channel" | undefined | readonly string[]) => {
  const workflow = definition(steps, {
    access: { start: whos("sam"), see: typeof see === "object" ? whos(see) : see, audit: whos("team:compliance") },
    watchers: whos("willy"),
  });
  const { instance } = given({ definition: workflow, directory: people }).start("sam");
  return { instance, workflow, sees: (name: string, inChannel = false) => canSee(workflow, instance, people, personId(name), inChannel) };
};

describe("a case is seen by", () => {
  it("its participants: who started it, the team that may take a step, its lead, the process owner", () => {
    for (const name of ["sam", "mike", "olga", "lena", "maria"]) expect(seenBy(undefined).sees(name)).toBe(true);
  });

  it("watchers, and compliance", () => {
    expect(seenBy(undefined).sees("willy")).toBe(true);
    expect(seenBy(undefined).sees("cora")).toBe(true);
  });

  it("those whom the workflow names", () => {
    expect(seenBy(["guest"]).sees("guest")).toBe(true);
    expect(seenBy(["guest"]).sees("stranger")).toBe(false);
  });

  it("whoever is in the channel, only where the workflow says so", () => {
    expect(seenBy("channel").sees("stranger", true)).toBe(true);
    expect(seenBy("channel").sees("stranger", false)).toBe(false);
    expect(seenBy(undefined).sees("stranger", true)).toBe(false);
  });

  it("nobody else, and a refusal can say by whom", () => {
    const { instance, workflow, sees } = seenBy(["guest"]);
    expect(sees("stranger", true)).toBe(false);
    const who = ["sam", "maria", "lena", "mike", "olga", "anna", "willy", "guest", "cora"];
    expect(new Set(whoCanSee(workflow, instance, people))).toEqual(new Set(who));
  });
});

describe("a workflow is started by", () => {
  it("those whom it names, and its process owner, who answers for events that could start nothing", () => {
    const { workflow } = seenBy("channel");
    expect(whoCanStart(workflow, people)).toEqual(["sam", "maria"]);
    expect(canStart(workflow, people, personId("sam"), false)).toBe(true);
    expect(canStart(workflow, people, personId("stranger"), true)).toBe(false);
  });

  it("whoever is in its channel, where it names nobody", () => {
    const open = definition(steps);
    expect(canStart(open, people, personId("stranger"), true)).toBe(true);
    expect(canStart(open, people, personId("stranger"), false)).toBe(false);
    expect(given({ definition: open, directory: people }).start("stranger").rejection).toBeUndefined();
    expect(given({ definition: open, directory: people }).start("stranger", { inChannel: false }).rejection?.code).toBe("not-entitled");
    expect(given({ definition: open, directory: people }).start(agentFor("stranger")).rejection?.who).toEqual(["stranger"]);
  });
});

describe("the trace is read by", () => {
  it("compliance, and process owners for their workflows", () => {
    const { workflow, instance } = seenBy("channel");
    expect(whoCanReadTrace(workflow, undefined, people)).toEqual(["cora", "maria"]);
    expect(canReadTrace(workflow, instance, people, personId("cora"))).toBe(true);
    expect(canReadTrace(workflow, instance, people, personId("sam"))).toBe(false);
  });
});

describe("a note is added", () => {
  it("from the channel by whoever is in it, where the case is the channel's", () => {
    const open = () => given({ definition: seenBy("channel").workflow, directory: people }).start("sam");
    expect(open().when("stranger", { type: "AddNote", text: "seen", inChannel: true }).rejection).toBeUndefined();
    expect(open().when("stranger", { type: "AddNote", text: "seen", inChannel: false }).rejection?.code).toBe("not-entitled");
    expect(open().when("stranger", { type: "AddNote", text: "seen" }).rejection?.code).toBe("not-entitled");
  });
});
