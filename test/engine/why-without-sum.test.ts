import { describe, expect, it } from "vitest";
import type { Episode } from "../../src/engine/episode.ts";
import { beginHappening, type Happening } from "../../src/engine/happening.ts";
import { CommandId } from "../../src/engine/ids.ts";
import type { ActiveStep, BlockedStep, Reminder } from "../../src/engine/instance.ts";
import { whyDue } from "../../src/engine/why-due.ts";
import { whyLevel } from "../../src/engine/why-level.ts";
import { whyReminder } from "../../src/engine/why-reminder.ts";
import { at, definition, directory, personId, stepKey, task, team } from "../support/builders.ts";
import { given, INSTANCE, type Story, WORKSPACE } from "../support/given.ts";

// What a notice says of its time when no sum comes to it: what is known, and nothing made up.

const A = stepKey("a");

const happening = ({ definition: rules, instance, directory: people, now }: Story): Happening =>
  beginHappening(
    rules,
    instance,
    {
      id: CommandId.parse("t"),
      workspace: WORKSPACE,
      actor: { kind: "system", id: "sweep" },
      via: "sweep",
      type: "Tick",
      instance: INSTANCE,
    },
    { now, directory: people, load: new Map() },
  );

const started = (words: Parameters<typeof task>[1]): Story => given({ definition: definition([task("a", words)]) }).start();

const reminding = (story: Story, id: string, moment: string, changed: Partial<ActiveStep> = {}) => {
  const reminder: Reminder = { id, at: at(moment), rule: "a.rule" };
  return whyReminder(happening(story), A, { ...story.work("a"), ...changed } as ActiveStep | BlockedStep, reminder);
};

const DUE = at("2026-03-02 17:00");
const every = { before: ["2 working hours"], overdue: { every: "1 working day", atMost: 3 } };

describe("a reminder that no sum comes to", () => {
  it.each(["before[0]", "overdue:1", "at-due"])("says nothing of a due date that is gone: %s", (id) => {
    const story = started({ due: "1 working day", reminders: every });
    expect(reminding(story, id, "2026-03-02 15:00", { dueAt: undefined })).toEqual({ rule: "a.rule" });
  });

  it("names the due date where its own rule is gone, or its time came before", () => {
    const story = started({ due: "1 working day", reminders: every });
    const due = { rule: "a.rule", from: DUE, fromWhat: "due" };
    expect(reminding(story, "before[7]", "2026-03-02 15:00")).toEqual(due);
    expect(reminding(story, "before[0]", "2026-03-02 16:00")).toEqual(due);
    expect(reminding(story, "overdue:1", "2026-03-03 09:00")).toEqual(due);
    expect(reminding(started({ due: "1 working day", reminders: {} }), "overdue:1", "2026-03-03 17:00")).toEqual(due);
  });

  it("says nothing of a block that was lifted, and only when it began where no silence is kept", () => {
    expect(reminding(started({}), "chase", "2026-03-03 09:00")).toEqual({ rule: "a.rule" });
    const blocked = started({}).when("anna", { type: "BlockStep", step: "a", reason: "No answer", on: "customer" });
    expect(reminding(blocked, "chase", "2026-03-03 09:00")).toEqual({ rule: "a.rule", from: blocked.now, fromWhat: "blocked" });
  });

  it("counts a chase from the last word, where that came after the block", () => {
    const story = started({ silence: "4 working hours" }).when("anna", {
      type: "BlockStep",
      step: "a",
      reason: "No answer",
      on: "customer",
    });
    const heardAt = at("2026-03-02 11:00");
    expect(reminding(story, "chase", "2026-03-02 15:00", { heardAt })).toMatchObject({
      from: heardAt,
      fromWhat: "heard",
      at: at("2026-03-02 15:00"),
    });
  });
});

describe("a due date that no sum comes to", () => {
  it("was set when its step started, if nobody moved it since", () => {
    const story = started({ due: "1 working day" });
    const work = { ...story.work("a"), dueAt: DUE + 1 };
    expect(whyDue(happening(story), A, work)).toEqual({ from: DUE + 1, fromWhat: "due", setAt: work.activatedAt });
  });
});

describe("a level that no sum comes to", () => {
  const ladder = [{ after: "0 minutes", to: "step-team-lead" }];
  const quiet = started({ escalation: { silent: ladder } });
  const since = at("2026-03-02 12:00");
  const fires = (episode: Partial<Episode>) => {
    const level = quiet.definition.steps[0]!.escalation.silent![0]!;
    const whole: Episode = { n: 1, causes: [{ trigger: "silent", since }], level: 0, asked: [], nextAt: since, ...episode };
    return whyLevel({ h: happening(quiet), key: A, episode: whole, next: { number: 1, level } as never, to: [personId("lea")] });
  };

  it("says that it has been quiet where the step keeps no silence any more", () => {
    expect(fires({})).toMatchObject({ rule: "steps.a.escalation.silent[0]", from: since, fromWhat: "quiet" });
  });

  it("names the level itself for one that was skipped and is gone from the ladder", () => {
    expect(fires({ skipped: [{ level: 9, why: "It names nobody who is known.", plannedAt: since }] } as never)).toMatchObject({
      skipped: [{ rule: "steps.a.escalation.silent[0]", why: "It names nobody who is known." }],
    });
  });
});

describe("a level that reaches nobody", () => {
  it("says that some own the step and the others were asked before", () => {
    const silent = [
      { after: "0 minutes", to: "step-team-lead" },
      { after: "1 working hour", to: ["step-team-lead", "anna@example.com"] },
      { after: "1 working hour", to: "process-owner" },
    ];
    const story = given({
      definition: definition([task("a", { owner: "team:sales", silence: "1 working hour", escalation: { silent } as never })]),
      directory: directory({ teams: [team("sales", ["anna"], { lead: "lea" })] }),
    })
      .start()
      .until("2026-03-04");
    expect(story.happened("level.skipped")[0]?.why).toMatch(/owns the step/);
  });
});
