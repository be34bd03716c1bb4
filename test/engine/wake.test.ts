import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StepDefinition } from "../../src/engine/definition.ts";
import { moments } from "../../src/engine/wake.ts";
import {
  approval,
  DAY,
  definition,
  directory,
  field,
  HOUR,
  type LevelWords,
  MINUTE,
  person,
  stepKey,
  task,
  team,
  wait,
} from "../support/builders.ts";
import { type Act, given, MONDAY, type Story } from "../support/given.ts";

const org = directory({
  teams: [team("sales", ["anna", "ben"], { lead: "lea" }), team("triage", ["tina"], { assign: "anyone", lead: "lea" })],
  people: [person("lea", { zone: "America/New_York" }), person("maria", { hours: { mon: [[600, 720]], thu: [[840, 1080]] } as never })],
});

const everyTrigger = (levels: readonly LevelWords[]) => ({
  silent: levels,
  overdue: levels,
  blocked: levels,
  unready: levels,
  unanswered: levels,
});

const phrase = fc.constantFrom("0 minutes", "3 working hours", "1 working day", "90 minutes", "2 days");
const ladders = fc.record({ first: phrase, second: phrase, third: phrase, warn: fc.boolean() }).map(({ first, second, third, warn }) => {
  const above = [
    { after: second, to: "step-team-lead", offer: ["extend"] },
    { after: third, to: "process-owner", offer: ["extend"] },
  ];
  return everyTrigger(warn ? [{ after: first, warnOwner: true }, ...above] : above);
});

const steps = fc.record({
  due: fc.constantFrom("1 working day", "5 working hours", "30 hours", undefined),
  silence: fc.constantFrom("4 working hours", "1 working day", "5 hours", undefined),
  escalation: ladders,
  owner: fc.constantFrom("anna", "team:sales", "team:triage"),
  kind: fc.constantFrom("task", "approval", "wait", "unready"),
  upcoming: fc.boolean(),
});

const reminders = { before: ["2 working hours", "3 hours"], atDue: true, overdue: { every: "1 working day", atMost: 2 } };
const build = ({
  due,
  silence,
  escalation,
  owner,
  kind,
  upcoming,
}: {
  due: string | undefined;
  silence: string | undefined;
  escalation: never;
  owner: string;
  kind: string;
  upcoming: boolean;
}): readonly StepDefinition[] => {
  const words = { owner, escalation, reminders, ...(due === undefined ? {} : { due }), ...(silence === undefined ? {} : { silence }) };
  const first: StepDefinition =
    kind === "approval"
      ? approval("a", { ...words, owner: [], approvers: ["anna", "ben"], quorum: "all" })
      : kind === "wait"
        ? wait("a", { ...words, waitFor: { until: "day" } })
        : task("a", kind === "unready" ? { ...words, ready: ["contact"] } : words);
  return [
    first,
    task("b", { ...words, owner: "ben", needs: ["a"], reminders: upcoming ? { ...reminders, upcoming: "4 working hours" } : reminders }),
  ];
};

const acts = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 30 * 60 }),
    what: fc.constantFrom(
      "heard",
      "block",
      "unblock",
      "commit",
      "handOff",
      "extend",
      "pause",
      "resume",
      "take",
      "vote",
      "done",
      "snooze",
      "critical",
    ),
  }),
  { maxLength: 6 },
);

const actOf = (story: Story, what: string): readonly [string, Act] => {
  const step = "a";
  switch (what) {
    case "heard":
      return ["anna", { type: "Hear", step, text: "Still waiting for the invoice" }];
    case "block":
      return ["anna", { type: "BlockStep", step, reason: "No answer", on: "vendor", until: story.now + 7 * HOUR }];
    case "unblock":
      return ["anna", { type: "UnblockStep", step }];
    case "commit":
      return ["anna", { type: "CommitTo", step, until: story.now + 3 * HOUR }];
    case "handOff":
      return ["anna", { type: "HandOffStep", step, to: "ben" as never }];
    case "extend":
      return ["maria", { type: "ExtendStep", step, until: story.now + 2 * DAY }];
    case "pause":
      return ["maria", { type: "PauseInstance" }];
    case "resume":
      return ["maria", { type: "ResumeInstance" }];
    case "take":
      return ["tina", { type: "TakeStep", step }];
    case "vote":
      return ["anna", { type: "CastVote", step, vote: "approve", revision: 1 }];
    case "snooze":
      return ["anna", { type: "SnoozeReminder", step, until: "1-hour" }];
    case "critical":
      return ["maria", { type: "SetPriority", priority: "critical" }];
    default:
      return ["anna", { type: "CompleteStep", step }];
  }
};

const begin = (spec: never): Story => {
  const inputs = [field("contact", { required: false }), field("day", { type: "date", required: false })];
  const story = given({ definition: definition(build(spec), { inputs }), directory: org });
  return story.start("sam", { inputs: { day: "2026-03-06" } });
};

/** Ticks now, and again while another level is due at once. */
const settle = (story: Story): void => {
  for (let ticks = 0; ticks < 50 && (story.wakeAt ?? Number.POSITIVE_INFINITY) <= story.now; ticks++) story.tick();
};

const play = (spec: never, todo: readonly { after: number; what: string }[], advance: (story: Story, to: number) => void): Story => {
  const story = begin(spec);
  settle(story);
  for (const { after, what } of todo) {
    advance(story, story.now + after * MINUTE);
    story.when(...actOf(story, what));
    settle(story);
  }
  return story;
};

const happenings = (story: Story) => story.events.map(({ body, at: when }) => [body.type, when, body]);
const levels = (story: Story) =>
  story.events.flatMap(({ body }) =>
    body.type === "warning.queued" || body.type === "escalation.queued" || body.type === "level.skipped"
      ? [`${body.step}:${body.episode}:${body.level}`]
      : [],
  );

describe("wakeAt", () => {
  it("is never in the past after a tick, unless another level is due at once", () => {
    fc.assert(
      fc.property(steps, acts, fc.integer({ min: 0, max: 20 * 24 * 60 }), (spec, todo, late) => {
        const story = play(spec as never, todo, (each, to) => each.until(to));
        story.clock(story.now + late * MINUTE).tick();
        expect(story.wakeAt ?? story.now).toBeGreaterThanOrEqual(story.now);
        const due = story.wakeAt === story.now ? moments(story.definition, story.instance).filter((moment) => moment.at <= story.now) : [];
        expect(due.filter(({ kind }) => kind !== "level")).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("never misses a moment: ticking every minute makes nothing happen earlier, or otherwise", () => {
    const everyMinute = (story: Story, to: number): void => {
      while (story.now + MINUTE <= to) {
        story.clock(story.now + MINUTE);
        story.tick();
        settle(story);
      }
    };
    fc.assert(
      fc.property(steps, acts, (spec, todo) => {
        const tail = (story: Story, advance: typeof everyMinute): Story => {
          advance(story, story.now + 30 * HOUR);
          return story;
        };
        const woken = tail(
          play(spec as never, todo.slice(0, 2), (story, to) => void story.until(to)),
          (story, to) => void story.until(to),
        );
        const minutes = tail(play(spec as never, todo.slice(0, 2), everyMinute), everyMinute);
        expect(happenings(woken)).toEqual(happenings(minutes));
      }),
      { numRuns: 12 },
    );
  });

  it("makes a clock that jumps change nothing but lateness: every level once, in the same order, and one message a step", () => {
    fc.assert(
      // A wait ends on its date, however late that is noticed: there is nothing left to climb.
      fc.property(
        steps.filter(({ kind }) => kind !== "wait"),
        fc.integer({ min: 1, max: 30 }),
        (spec, days) => {
          const story = begin(spec as never);
          settle(story);
          const before = story.effects.length;
          story.clock(story.now + days * DAY).tick();
          const posts = story.effects.slice(before).flatMap((effect) => (effect.type === "post" ? [effect] : []));
          const kinds = new Set(["reminder", "warning", "escalation"]);
          const said = posts.filter(({ content }) => kinds.has(content.kind) && "step" in content && content.step === stepKey("a"));
          expect(new Set(said.map(({ content }) => content.kind)).size).toBeLessThanOrEqual(1);
          story.until(MONDAY + 200 * DAY);
          const prompt = begin(spec as never).until(MONDAY + 200 * DAY);
          expect(new Set(levels(story)).size).toBe(levels(story).length);
          expect(levels(story).filter((level) => level.startsWith("a:1"))).toEqual(
            levels(prompt).filter((level) => level.startsWith("a:1")),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
