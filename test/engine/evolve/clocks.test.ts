import { describe, expect, it } from "vitest";
import type { EventBody } from "../../../src/engine/messages/event.ts";
import { HOUR } from "../../support/builders.ts";
import { MONDAY } from "../../support/given.ts";
import { a, activated, anna, ben, block, blocked, maria, opened, stepA, unready } from "./folding.ts";

describe("blocks and clocks", () => {
  it("keep the work while blocked, and lift", () => {
    expect(stepA(activated(), blocked)).toMatchObject({ status: "blocked", block, silentAt: undefined, reminder: undefined, owner: anna });
    const unblocked: EventBody = { type: "step.unblocked", step: a, by: anna, note: undefined, clock: { silentAt: MONDAY + 3 } };
    const active = stepA(activated(), blocked, unblocked);
    expect(active).toMatchObject({ status: "active", silentAt: MONDAY + 3 });
    expect(active).not.toHaveProperty("block");
    expect(stepA(activated(), unblocked)).toMatchObject({ status: "active" });
  });

  it("move by extension, and end where the clock says so", () => {
    const clock = { dueAt: MONDAY + 2 * HOUR, until: MONDAY + 2 * HOUR };
    const extended: EventBody = { type: "step.extended", step: a, by: maria, from: MONDAY + HOUR, why: undefined, clock };
    expect(stepA(activated(), extended)).toMatchObject(clock);
    const ended: EventBody = { type: "step.heard", step: a, by: anna, clock: { dueAt: null, until: null } };
    expect(stepA(activated(), ended)).toMatchObject({ dueAt: undefined, until: undefined });
  });

  it("keep the next reminder, whether it was queued or snoozed", () => {
    const queued: EventBody = { type: "reminder.queued", step: a, id: "at-due", to: [anna], next: undefined };
    expect(stepA(activated(), queued)).toMatchObject({ reminder: undefined });
    const reminder = { id: "at-due", at: MONDAY + 2 * HOUR, rule: "steps.a.reminders" };
    expect(stepA(activated(), { type: "reminder.snoozed", step: a, by: anna, reminder })).toMatchObject({ reminder });
  });

  it("record a commitment, and whether it was kept", () => {
    const commitment = { until: MONDAY + HOUR, at: MONDAY, by: anna, state: "open" } as const;
    const made: EventBody = { type: "commitment.made", step: a, commitment, clock: { silentAt: MONDAY + HOUR } };
    expect(stepA(activated(), made)).toMatchObject({ commitments: [commitment] });
    const settled: EventBody = { type: "commitment.settled", step: a, until: MONDAY + HOUR, state: "missed" };
    expect(stepA(activated(), made, settled)).toMatchObject({ commitments: [{ state: "missed" }] });
    const other: EventBody = { ...made, commitment: { ...commitment, until: MONDAY + 2 * HOUR } };
    expect(stepA(activated(), made, other, settled)).toMatchObject({ commitments: [{ state: "missed" }, { state: "open" }] });
    expect(stepA(settled)).toMatchObject({ status: "waiting" });
  });

  it("warn of an unclaimed step once", () => {
    expect(stepA(activated(), { type: "unclaimed.warned", step: a, to: [maria] })).toMatchObject({ silentAt: undefined });
  });
});

describe("episodes", () => {
  it("open with a cause, which ends the silence that it began with", () => {
    const step = stepA(activated(), opened);
    expect(step).toMatchObject({ episodes: 1, silentAt: undefined });
    expect(step.episode).toEqual({ n: 1, causes: [{ trigger: "silent", since: MONDAY }], level: 0, asked: [], nextAt: MONDAY + HOUR });
    expect(stepA(activated(), { ...opened, trigger: "overdue" } as EventBody)).toMatchObject({ silentAt: MONDAY + HOUR });
    expect(stepA(unready, { ...opened, trigger: "unready" } as EventBody)).toMatchObject({ episodes: 1, status: "waiting" });
  });

  it("take a second cause in, and close when told", () => {
    const joined: EventBody = { type: "episode.joined", step: a, trigger: "overdue", since: MONDAY + 1, nextAt: MONDAY + 2 };
    expect(stepA(activated(), opened, joined).episode).toMatchObject({
      causes: [{ trigger: "silent" }, { trigger: "overdue" }],
      nextAt: MONDAY + 2,
    });
    const eased: EventBody = { type: "episode.eased", step: a, trigger: "silent", nextAt: MONDAY + 3 };
    expect(stepA(activated(), opened, joined, eased).episode).toMatchObject({ causes: [{ trigger: "overdue" }], nextAt: MONDAY + 3 });
    expect(stepA(activated(), opened, { type: "episode.closed", step: a, n: 1 })).toMatchObject({ episode: undefined, episodes: 1 });
    expect(stepA(activated(), joined).episode).toBeUndefined();
  });

  it("remember who was warned, who was asked with what, and which level comes next", () => {
    const warning: EventBody = { type: "warning.queued", step: a, episode: 1, level: 1, to: [anna], nextAt: MONDAY + 1 };
    const escalation: EventBody = {
      type: "escalation.queued",
      step: a,
      episode: 1,
      level: 2,
      trigger: "silent",
      to: [maria],
      inform: [ben],
      offer: ["extend"],
      nextAt: undefined,
    };
    const step = stepA(activated(), opened, warning, escalation);
    expect(step.episode).toMatchObject({
      level: 2,
      nextAt: undefined,
      asked: [
        { level: 1, people: [anna], offered: [], warned: true },
        { level: 2, people: [maria], offered: ["extend"], warned: false },
      ],
    });
    const skipped: EventBody = { type: "level.skipped", step: a, episode: 1, level: 3, why: "absent", nextAt: MONDAY + 4 };
    expect(stepA(activated(), opened, skipped).episode).toMatchObject({ level: 3, nextAt: MONDAY + 4, asked: [] });
    expect(stepA(activated(), opened, { type: "level.replanned", step: a, nextAt: MONDAY + 5 }).episode).toMatchObject({
      nextAt: MONDAY + 5,
    });
  });
});
