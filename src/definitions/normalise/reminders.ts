import type { Reminders } from "../../engine/definition.ts";
import type { RemindersDocument } from "../schema/ladder.ts";
import { normaliseDuration, normaliseOptionalDuration } from "./duration.ts";

const OVERDUE_AT_MOST = 3;

/** A step's own reminders replace the workflow's; with neither, the owner is reminded once, when the step is due. */
export const normaliseReminders = (key: string, own: RemindersDocument | undefined, workflow: RemindersDocument | undefined): Reminders => {
  const reminders = own ?? workflow ?? {};
  return {
    upcoming: normaliseOptionalDuration(reminders.upcoming),
    before: (reminders.before ?? []).map(normaliseDuration),
    atDue: reminders.at_due ?? true,
    overdue: reminders.overdue && {
      every: normaliseDuration(reminders.overdue.every),
      atMost: reminders.overdue.at_most ?? OVERDUE_AT_MOST,
    },
    say: reminders.say,
    rule: own === undefined ? "reminders" : `steps.${key}.reminders`,
  };
};
