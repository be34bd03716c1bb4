import { describe, expect, it } from "vitest";
import { decide } from "../../../src/engine/decide.ts";
import { migrateInstance } from "../../../src/engine/decisions/migrate.ts";
import { reopenStep } from "../../../src/engine/decisions/reopen.ts";
import { skipWithReason } from "../../../src/engine/decisions/skip.ts";
import type { Definition } from "../../../src/engine/definition.ts";
import { beginHappening, type Happening } from "../../../src/engine/happening.ts";
import { CommandId, InstanceId, VersionHash } from "../../../src/engine/ids.ts";
import type { InstanceCommand } from "../../../src/engine/messages/command.ts";
import type { Context } from "../../../src/engine/messages/decision.ts";
import { moments } from "../../../src/engine/wake.ts";
import { at, definition, personId, stepKey, task, whos } from "../../support/builders.ts";
import { given, type Story, WORKSPACE } from "../../support/given.ts";

const done = (step: string) => ({ type: "CompleteStep", step }) as const;
const flow = definition([task("a"), task("b", { needs: ["a"], owner: "ben" })], { watchers: whos("cora") });
const told = (story: Story) =>
  story.posted("told").map(({ content, audience }) => [content.what, audience.to === "person" ? audience.person : audience.to]);

/** One decision on a story's instance, without what `decide` does around it. */
const begin = (story: Story, act: object, definedBy: Definition = story.definition, more: Partial<Context> = {}): [Happening, never] => {
  const command = {
    id: CommandId.parse("c"),
    workspace: WORKSPACE,
    via: "slack",
    actor: { kind: "person", id: personId("maria") },
    instance: story.instance.id,
    ...act,
  };
  const context = { now: story.now, directory: story.directory, load: new Map(), ...more };
  return [beginHappening(definedBy, story.instance, command as InstanceCommand, context), command as never];
};

describe("a skipped step", () => {
  const skip = (step: string, reason = "Not for them.") => ({ type: "SkipStep", step, reason }) as const;

  it("lets the case go on as if it were done, as a warning in the trace with its reason", () => {
    const story = given({ definition: flow }).start().when("maria", skip("a"));
    expect(story.status()).toEqual({ a: "skipped", b: "active" });
    expect(story.events.find(({ body }) => body.type === "step.skipped")).toMatchObject({
      verdict: "WARN",
      body: { by: "maria", cause: "person", why: "Not for them." },
    });
  });

  it("may be skipped before its turn, and while it is blocked", () => {
    const story = given({ definition: flow }).start().when("maria", skip("b"));
    expect(story.status()).toEqual({ a: "active", b: "skipped" });
    story.when("anna", { type: "BlockStep", step: "a", reason: "No data", on: "other" }).when("maria", skip("a"));
    expect(story.instance.status).toBe("completed");
  });

  it("needs a reason, and twice is once", () => {
    const story = given({ definition: flow }).start().when("maria", skip("a", " "));
    expect(story.rejection).toMatchObject({ code: "invalid", fields: { reason: "Say why." } });
    story.when("maria", skip("a")).when("maria", skip("a"));
    expect([story.rejection, story.last.events]).toEqual([undefined, []]);
  });

  it("is not one that is done", () => {
    const story = given({ definition: flow }).start().when("anna", done("a")).when("maria", skip("a"));
    expect(story.rejection).toMatchObject({ code: "wrong-state", message: '"a" is already done.' });
  });

  it("may be skipped by what somebody picked", () => {
    const [h] = begin(given({ definition: flow }).start(), { type: "SkipStep", step: "a", reason: "x" });
    skipWithReason(h, stepKey("a"), personId("ben"), "Agreed.");
    expect(h.step(stepKey("a"))).toMatchObject({ status: "skipped", by: "ben" });
  });
});

describe("a cancelled case", () => {
  it("has its reason, and tells watchers and those at work on it, but not who cancelled it", () => {
    const story = given({ definition: flow }).start().when("maria", { type: "CancelInstance", reason: "They withdrew." });
    expect(story.instance).toMatchObject({ status: "cancelled", outcome: "cancelled", endedAt: story.now });
    expect(told(story)).toEqual([
      ["started", "cora"],
      ["cancelled", "cora"],
      ["cancelled", "anna"],
    ]);
  });

  it("needs a reason", () => {
    const story = given({ definition: flow }).start().when("maria", { type: "CancelInstance", reason: "" });
    expect(story.rejection).toMatchObject({ code: "invalid", fields: { reason: "Say why." } });
  });

  it("voids what was drafted and not approved", () => {
    const spoken = { ...flow, messages: { ask: { id: "ask", to: whos("ben"), approve: whos("ben"), text: "?" } } };
    const story = given({ definition: spoken }).start().when("anna", { type: "DraftMessage", message: "ask" });
    story.when("maria", { type: "CancelInstance", reason: "Over." });
    expect(Object.values(story.instance.drafts).map(({ status }) => status)).toEqual(["void"]);
  });
});

describe("a paused case", () => {
  it("tells watchers and those at work on it, once", () => {
    const story = given({ definition: flow }).start().when("maria", { type: "PauseInstance", reason: "Holidays." });
    expect(story.instance).toMatchObject({ status: "paused", pausedAt: story.now });
    expect(told(story).slice(1)).toEqual([
      ["paused", "cora"],
      ["paused", "anna"],
    ]);
    expect(story.when("maria", { type: "PauseInstance" }).last.events).toEqual([]);
  });

  it("goes on with what was left of its clocks, and tells the same people", () => {
    const timed = definition([task("a", { due: "2 hours" })], {
      target: { duration: { kind: "plain", ms: 7_200_000 } },
      watchers: whos("cora"),
    });
    const story = given({ definition: timed }).start().clock("2026-03-02 10:00").when("maria", { type: "PauseInstance" });
    story.clock("2026-03-03 10:00").when("maria", { type: "ResumeInstance" });
    expect(story.work("a").dueAt).toBe(at("2026-03-03 11:00"));
    expect(story.instance).toMatchObject({ status: "running", targetAt: at("2026-03-03 11:00") });
    expect(told(story).slice(-2)).toEqual([
      ["resumed", "cora"],
      ["resumed", "anna"],
    ]);
  });

  it("is the only one that can be resumed", () => {
    const story = given({ definition: flow }).start().when("maria", { type: "ResumeInstance" });
    expect(story.rejection).toMatchObject({ code: "wrong-state", message: "This case is not paused." });
  });
});

describe("a case that moves to another version", () => {
  const hash = VersionHash.parse("version-2");
  const next = { ...definition([task("a", { owner: "ben" }), task("new", { needs: ["a"] })]), hash };
  const move = (story: Story, from: Definition, to: Definition) => {
    const [h, command] = begin(story, { type: "MigrateInstance", from, to: to.hash }, to);
    return { rejection: migrateInstance(h, command), h };
  };

  it("keeps owners and passes of what has begun; what is new waits, and what was waiting and is gone goes", () => {
    const story = given({ definition: flow }).start();
    const { rejection, h } = move(story, flow, next);
    expect(rejection).toBeUndefined();
    expect(h.events.map(({ body }) => body)).toEqual([
      { type: "instance.migrated", by: "maria", from: "version-1", to: "version-2", added: [{ key: "new", kind: "task" }], removed: ["b"] },
    ]);
    expect(h.instance()).toMatchObject({
      version: "version-2",
      steps: { a: { status: "active", owner: "anna" }, new: { status: "waiting" } },
    });
  });

  it("replaces a waiting step that has become of another kind", () => {
    const changed = {
      ...definition([task("a"), { ...task("b", { needs: ["a"] }), kind: "action", action: { do: "record" } }]),
      hash,
    } as Definition;
    const { h } = move(given({ definition: flow }).start(), flow, changed);
    expect(h.events[0]?.body).toMatchObject({ added: [{ key: "b", kind: "action" }], removed: ["b"] });
  });

  it("stays, and says why, where what has begun would not mean the same", () => {
    const { rejection } = move(given({ definition: flow }).start(), flow, { ...definition([task("z")]), hash });
    expect(rejection).toMatchObject({
      code: "wrong-state",
      message: 'This case stays on its version: step "a" is active and no longer exists.',
    });
  });

  it("goes on at once with what the new version adds, and plans it", () => {
    const wider = {
      ...definition([
        task("a"),
        task("side", { owner: "ben" }),
        task("late", { needs: ["side"], owner: "cora", reminders: { upcoming: "1 hour" } }),
      ]),
      hash,
    };
    const story = given({ definition: definition([task("a")]) }).start();
    const [, command] = begin(story, { type: "MigrateInstance", from: story.definition, to: hash }, wider);
    const decided = decide(wider, story.instance, command, { now: story.now, directory: story.directory, load: new Map() });
    expect(decided.instance?.steps).toMatchObject({
      a: { status: "active" },
      side: { status: "active", owner: "ben" },
      late: { planned: "cora" },
    });
  });

  it("climbs on with what is left of a ladder, and closes an episode that has none", () => {
    const levels = (count: number) => Array.from({ length: count }, () => ({ after: "2 hours", to: "ben" }));
    const stuck = (silent: number, overdue: number) =>
      definition([
        task("a", { silence: "1 hour", due: "2 hours", escalation: { silent: levels(silent), overdue: levels(overdue) } }),
        task("quiet", { repeat: { every: "1 hour", until: "a" } }),
      ]);
    const from = stuck(2, 1);
    const moved = (silent: number, overdue: number) => {
      const story = given({ definition: from }).start().until("2026-03-02 12:00");
      expect(story.step("a").episode).toMatchObject({ level: 1, causes: [{ trigger: "silent" }, { trigger: "overdue" }] });
      const { h } = move(story, from, { ...stuck(silent, overdue), hash });
      return h.instance().steps[stepKey("a")]?.episode;
    };
    expect(moved(2, 1)?.nextAt).toBe(at("2026-03-02 14:00"));
    expect(moved(1, 0)).toMatchObject({ level: 1, causes: [{ trigger: "silent" }], nextAt: undefined });
    expect(moved(0, 1)).toMatchObject({ causes: [{ trigger: "overdue" }] });
    expect(moved(0, 0)).toBeUndefined();
  });

  it("repeats no more what repeats no more", () => {
    const watch = (words: object) => definition([task("a"), task("look", { needs: [], ...words })]);
    const from = watch({ repeat: { every: "1 hour", until: "a" } });
    const story = given({ definition: from }).start().when("anna", done("look"));
    const to = { ...watch({}), hash };
    const { h } = move(story, from, to);
    expect(moments(to, h.instance())).toEqual([]);
  });

  it("is on it already, or is not on the version to move from", () => {
    const story = given({ definition: flow }).start();
    expect(move(story, flow, flow)).toMatchObject({ rejection: undefined, h: { events: [] } });
    expect(move(story, next, next).rejection?.code).toBe("stale");
    const [h, command] = begin(story, { type: "MigrateInstance", from: flow, to: hash });
    expect(migrateInstance(h, command)?.code).toBe("stale");
  });
});

it("does not reopen a case while another run of it is under way", () => {
  const open = InstanceId.parse("00000000-0000-4000-8000-000000000009");
  const story = given({ definition: definition([task("a")]) })
    .start()
    .when("anna", done("a"));
  const act = { type: "ReopenStep", step: "a", reason: "It was wrong." };
  const [h, command] = begin(story, act, story.definition, { previous: { open, runs: 2 } });
  expect(reopenStep(h, command)).toMatchObject({ code: "already-running", instance: open });
  const [own, same] = begin(story, act, story.definition, { previous: { open: story.instance.id, runs: 1 } });
  expect(reopenStep(own, same)).toBeUndefined();
});
