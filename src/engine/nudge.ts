import { upcomingAt, workOf } from "./clocks.ts";
import { AT_ANY_HOUR, type Duration } from "./duration.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import { invariant } from "./invariant.ts";
import { presentOf, resolveWho, standIn } from "./people.ts";
import { delivered } from "./reach.ts";
import { whyUnclaimed, whyUpcoming } from "./why-nudge.ts";

// What is said to people who do not own the step yet: its turn is near, it lacks something, nobody has taken it.

/** Tells the planned owner that their turn is near, unless it has moved away since. */
export const tellUpcoming = (h: Happening, key: StepKey): void => {
  const { planned, plannedBy } = h.step(key);
  const { reminders } = stepDefinition(h.definition, key);
  const rule = `${reminders.rule}.upcoming`;
  invariant(planned !== undefined, `nobody is planned for ${key}`);
  const phrase = reminders.upcoming ?? AT_ANY_HOUR;
  const to = standIn(h.context.directory, planned, h.now)?.person ?? planned;
  const at = nextUpcoming(h, key, to, phrase);
  if (at > h.now) {
    h.emit({ type: "step.planned", step: key, planned, upcomingAt: at, by: plannedBy }, { rule });
    return;
  }
  const why = whyUpcoming(h, key, to, phrase);
  h.emit({ type: "upcoming.queued", step: key, to }, { rule });
  h.effect({
    type: "post",
    key: `upcoming:${key}:${h.step(key).pass}:${to}`,
    audience: { to: "person", person: to },
    content: { kind: "upcoming", step: key, why },
  });
};

const nextUpcoming = (h: Happening, key: StepKey, to: PersonId, phrase: Duration): Instant =>
  Math.max(upcomingAt(h, key, to) ?? h.now, delivered(h, key, [to], h.now, phrase));

/** Reminds whoever was asked for what is missing, once; then the ladder has it. */
export const remindUnready = (h: Happening, key: StepKey): void => {
  const step = h.step(key);
  invariant(step.status === "waiting" && step.unready !== undefined, `${key} waits for nothing`);
  const { unready } = step;
  const { silence, rule } = stepDefinition(h.definition, key);
  const people = presentOf(h.context.directory, unready.asked, h.now);
  const at = delivered(h, key, people, h.now, silence ?? AT_ANY_HOUR);
  const to = at > h.now ? [] : people;
  h.emit({ type: "unready.reminded", step: key, to, remindAt: at > h.now ? at : undefined }, { rule: `${rule}.silence` });
  const why = { rule: `${rule}.ready`, from: unready.since, fromWhat: "missing" } as const;
  for (const person of to) {
    h.effect({
      type: "post",
      key: `unready:${key}:${step.pass}:${h.instance().seq}:${person}`,
      audience: { to: "person", person },
      content: { kind: "unready", step: key, missing: unready.missing, why },
    });
  }
};

/** Nobody of the team has taken it for as long as the step's silence: its lead is warned. */
export const warnUnclaimed = (h: Happening, key: StepKey): void => {
  const work = workOf(h, key);
  const { silence, rule } = stepDefinition(h.definition, key);
  const phrase = silence ?? AT_ANY_HOUR;
  const people = presentOf(h.context.directory, resolveWho(h, [{ who: "step-team-lead" }], key), h.now);
  const at = delivered(h, key, people, h.now, phrase);
  if (at > h.now) {
    h.emit({ type: "unclaimed.warned", step: key, to: [], again: at }, { rule: `${rule}.silence` });
    return;
  }
  const why = whyUnclaimed(h, key, work, phrase);
  h.emit({ type: "unclaimed.warned", step: key, to: people }, { verdict: "WARN", rule: `${rule}.silence` });
  for (const person of people) {
    h.effect({
      type: "post",
      // It may be unclaimed again within a pass: after a block, or when whoever took it gave it back.
      key: `unclaimed:${key}:${work.pass}:${h.instance().seq}:${person}`,
      audience: { to: "person", person },
      content: { kind: "unclaimed", step: key, pass: work.pass, why },
    });
  }
};
