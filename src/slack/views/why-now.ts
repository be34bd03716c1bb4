import type { Why } from "../../engine/messages/effect.ts";
import { type Mrkdwn, md } from "../mrkdwn.ts";
import { type Telling, when } from "./telling.ts";

/** A definition's version as people compare it. */
export const versionOf = ({ file }: Telling): string => file.definition.hash.slice(0, 8);

/** Of a rule, else of what it is written within: `reminders.before[0]` stands in `reminders`. */
const placeOf = (t: Telling, rule: string): string | undefined => {
  const around = rule.replace(/(\.[^.[\]]+|\[\d+\])$/, "");
  return t.file.definition.places[rule] ?? (around === rule ? undefined : placeOf(t, around));
};

/** A rule, its place and its version: `steps.sso.due (customer-onboarding.yaml:71:5), version 3f2a91c0`. */
export const ruleOf = (t: Telling, rule: string): string => {
  const place = placeOf(t, rule);
  return `${place === undefined ? rule : `${rule} (${place})`}, version ${versionOf(t)}`;
};

/** `Thu 15:00 + 2 working days = Mon 15:00`, or with a minus for what is counted backwards from a date. */
const arithmetic = (t: Telling, { from, duration, at }: Why): Mrkdwn | undefined => {
  if (from !== undefined && at !== undefined && duration !== undefined && from !== at) {
    return md`${when(t, from)} ${at < from ? "−" : "+"} ${duration} = ${when(t, at)}`;
  }
  if (from !== undefined && duration !== undefined && at === undefined) return md`${duration} since ${when(t, from)}`;
  if (from !== undefined && at !== undefined && from !== at) return md`Since ${when(t, from)}`;
  return at === undefined ? undefined : md`Set for ${when(t, at)}`;
};

/** The line every notice carries: the arithmetic of its clock, and the rule behind it. */
export const whyNow = (t: Telling, why: Why): Mrkdwn => {
  const clock = arithmetic(t, why);
  const rule = md`Rule: ${ruleOf(t, why.rule)}`;
  return clock === undefined ? md`*Why now?* ${rule}` : md`*Why now?* ${clock}. ${rule}`;
};
