import type { CaseFile } from "../application/case-file.ts";
import { subtractWorkingTime } from "../engine/calendar.ts";
import type { StepDefinition } from "../engine/definition.ts";
import { formatDuration } from "../engine/duration.ts";
import { type Forecast, forecast, type Span } from "../engine/forecast.ts";
import { calendarOfStep } from "../engine/hours.ts";
import type { CaseView, Moment } from "./api.ts";
import { foresee, momentOf } from "./foresee.ts";
import { caseTitleOf, nameOf, placedRule, stepTitleOf } from "./in-words.ts";

/** As far as anybody looks: after that the ladder repeats itself, or has ended. */
const MOST_AHEAD = 20;
const MINUTE = 60_000;

interface Expected {
  readonly definition: StepDefinition;
  readonly span: Span;
}

const isToCome = ({ instance, now }: CaseFile, { definition, span }: Expected): boolean =>
  span.counts && span.endsAt >= now && (instance.steps[definition.key]?.status ?? "waiting") === "waiting";

/** When the reminders of a step would come that has not begun. */
const remindersOf = (file: CaseFile, { definition, span }: Expected): readonly Moment[] => {
  const { key, reminders } = definition;
  const team = definition.owner.find((who) => who.who === "team")?.team;
  const owner = file.instance.steps[key]?.planned;
  const calendar = calendarOfStep(file.directory, file.definition, key, team, owner);
  const title = stepTitleOf(file, key);
  const before = reminders.before.map((duration) => ({
    at: subtractWorkingTime(calendar, span.endsAt, duration),
    what: `Expected: reminder, ${formatDuration(duration)} before ${title} is due`,
  }));
  const atDue = reminders.atDue ? [{ at: span.endsAt, what: `Expected: reminder that ${title} is due` }] : [];
  return [...before, ...atDue]
    .filter(({ at }) => at > span.startsAt)
    .map((each) => ({
      ...each,
      instance: file.instance.id,
      caseTitle: caseTitleOf(file),
      rule: placedRule(file, reminders.rule),
    }));
};

const expectedOf = (file: CaseFile, expected: Expected): readonly Moment[] => {
  const { definition, span } = expected;
  const title = stepTitleOf(file, definition.key);
  const planned = file.instance.steps[definition.key]?.planned;
  const with_ = planned === undefined ? "" : `, with ${nameOf(file, planned)}`;
  const shared = { instance: file.instance.id, caseTitle: caseTitleOf(file) };
  const starts = { ...shared, at: span.startsAt, what: `Expected: ${title} begins${with_}`, rule: placedRule(file, definition.rule) };
  if (definition.due === undefined || span.endsAt - span.startsAt < MINUTE) return [starts];
  const due = { ...shared, at: span.endsAt, what: `Expected: ${title} is due`, rule: placedRule(file, `${definition.rule}.due`) };
  return [starts, ...remindersOf(file, expected), due];
};

const expectations = (file: CaseFile, { steps }: Forecast): readonly Expected[] =>
  file.definition.steps.flatMap((definition) => {
    const span = steps[definition.key];
    return span === undefined ? [] : [{ definition, span }];
  });

/**
 * What lies ahead of a case, of which nothing is carried out: what the clock alone brings as long as nobody moves, and when later steps are
 * expected, if each before them ends when it is due.
 */
export const timelineOf = (file: CaseFile): Pick<CaseView, "ahead" | "forecast" | "targetAt" | "finishAt"> => {
  const outlook = forecast(file);
  const expected = expectations(file, outlook);
  const isRunning = file.instance.status === "running";
  const later = isRunning ? expected.filter((each) => isToCome(file, each)).flatMap((each) => expectedOf(file, each)) : [];
  const ahead = [...foresee(file, MOST_AHEAD).map(momentOf), ...later].toSorted((one, other) => one.at - other.at);
  return {
    ahead,
    forecast: expected
      .filter(({ span }) => span.counts)
      .map(({ definition: { key }, span }) => ({ step: key, title: stepTitleOf(file, key), startsAt: span.startsAt, endsAt: span.endsAt })),
    targetAt: outlook.targetAt,
    finishAt: isRunning ? outlook.finishAt : undefined,
  };
};
