import { upcomingAt } from "./clocks.ts";
import { stepCalendar } from "./due.ts";
import type { Duration } from "./duration.ts";
import { forecastStep } from "./forecast.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import type { ActiveStep, BlockedStep } from "./instance.ts";
import type { Why } from "./messages/effect.ts";
import { standpointOf } from "./people.ts";
import { hoursOf } from "./reach.ts";
import { differenceIn, sumInCalendar, whyOfSum } from "./why.ts";

/** The step before, whose end this one waits for, and the rule that expects it then. */
const awaited = (h: Happening, key: StepKey, startsAt: Instant): Pick<Why, "expects"> => {
  const outlook = { ...standpointOf(h), now: h.now };
  const last = stepDefinition(h.definition, key).needs.steps.find((need) => forecastStep(outlook, need).endsAt === startsAt);
  if (last === undefined) return {};
  const { due, rule } = stepDefinition(h.definition, last);
  const step = h.step(last);
  const isByDue = step.status === "waiting" ? due !== undefined : "dueAt" in step && step.dueAt === startsAt;
  return { expects: { step: last, ...(isByDue ? { rule: `${rule}.due` } : {}) } };
};

/** Why somebody hears now that their turn is near: when the step before is expected to end, and how long before that they are told. */
export const whyUpcoming = (h: Happening, key: StepKey, to: PersonId, phrase: Duration): Why => {
  const { reminders } = stepDefinition(h.definition, key);
  const { startsAt } = forecastStep({ ...standpointOf(h), now: h.now }, key);
  const rule = `${reminders.rule}.upcoming`;
  const expects = awaited(h, key, startsAt);
  // Who is told late is not told by that arithmetic.
  if (upcomingAt(h, key, to) !== h.now) return { rule, from: startsAt, fromWhat: "expected", ...expects };
  const difference = differenceIn(hoursOf(h, key, to), startsAt, phrase, to);
  return { rule, ...whyOfSum(difference, "expected", h.now), ...expects };
};

/** Why the lead hears now that nobody has taken a step. `planned`: when that was planned for. */
export const whyUnclaimed = (h: Happening, key: StepKey, work: ActiveStep | BlockedStep, phrase: Duration): Why => {
  const definition = stepDefinition(h.definition, key);
  const rule = `${definition.rule}.silence`;
  const calendar = stepCalendar(standpointOf(h), definition, { owner: undefined, team: work.team });
  const sum = sumInCalendar(calendar, work.ownedAt, phrase);
  if (work.silentAt === undefined || sum.at > work.silentAt || work.ownedAt !== work.heardAt) {
    return { rule, from: work.ownedAt, fromWhat: "offered" };
  }
  return { rule, ...whyOfSum(sum, "offered", work.silentAt) };
};
