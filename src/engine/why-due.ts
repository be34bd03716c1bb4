import { dueDuration, stepCalendar } from "./due.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { StepKey } from "./ids.ts";
import type { Work } from "./instance.ts";
import type { Why } from "./messages/effect.ts";
import { standpointOf } from "./people.ts";
import { saidAt, sumInCalendar, whyOfSum } from "./why.ts";

/** How a due date came to be: the sum of its rule, or when somebody set it. `said`: when it is told. */
export const whyDue = (h: Happening, key: StepKey, work: Work, said?: number): Omit<Why, "rule"> => {
  const { dueAt, dueSetAt, activatedAt } = work;
  if (dueAt === undefined) return {};
  const standpoint = standpointOf(h);
  const definition = stepDefinition(h.definition, key);
  const duration = dueSetAt === undefined ? dueDuration(standpoint, definition) : undefined;
  const sum = duration && sumInCalendar(stepCalendar(standpoint, definition, work), activatedAt, duration);
  if (sum?.at === dueAt) return whyOfSum(sum, "started", said);
  return { from: dueAt, fromWhat: "due", setAt: dueSetAt ?? activatedAt, ...saidAt(dueAt, said) };
};
