import type { Instant } from "../../engine/ids.ts";
import type { Since, Why } from "../../engine/messages/effect.ts";
import { joinMd, type Mrkdwn, md, NOTHING } from "../mrkdwn.ts";
import { stepName, type Telling, when } from "./telling.ts";

/** A definition's version as people compare it. */
export const versionOf = ({ file }: Telling): string => file.definition.hash.slice(0, 8);

/** Of a rule, else of what it is written within: `reminders.before[0]` stands in `reminders`. */
const placeOf = (t: Telling, rule: string): string | undefined => {
  const around = rule.replace(/(\.[^.[\]]+|\[\d+\])$/, "");
  return t.file.definition.places[rule] ?? (around === rule ? undefined : placeOf(t, around));
};

const placed = (t: Telling, rule: string): string => {
  const place = placeOf(t, rule);
  return place === undefined ? rule : `${rule} (${place})`;
};

/** A rule, its place and its version: `steps.sso.due (customer-onboarding.yaml:71:5), version 3f2a91c0`. */
export const ruleOf = (t: Telling, rule: string): string => `${placed(t, rule)}, version ${versionOf(t)}`;

const SINCE: Readonly<Record<Since, string>> = {
  started: "Started",
  assigned: "Assigned",
  offered: "Nobody has taken it since",
  heard: "Last heard",
  quiet: "Quiet since",
  promised: "Nothing heard at the time that was promised,",
  due: "Due",
  reminded: "Reminded",
  blocked: "Blocked since",
  until: "Blocked until",
  missing: "Something is missing since",
  warned: "Its owner was warned",
  asked: "Asked",
  expected: "Expected",
  "put-off": "Put off, as was asked for, until",
};

/** `Due Thu 15:00`. */
const began = (t: Telling, { fromWhat }: Why, from: Instant): Mrkdwn =>
  fromWhat === undefined ? when(t, from) : md`${SINCE[fromWhat]} ${when(t, from)}`;

/** `Started Thu 15:00 + 2 working days = Mon 15:00`, or with a minus for what is counted backwards from a date. */
const sum = (t: Telling, why: Why): Mrkdwn | undefined => {
  const { from, duration, at, every, setAt } = why;
  if (from === undefined) return at === undefined ? undefined : md`Set for ${when(t, at)}`;
  if (at !== undefined && duration !== undefined) return md`${began(t, why, from)} ${at < from ? "−" : "+"} ${duration} = ${when(t, at)}`;
  if (setAt !== undefined) return md`${began(t, why, from)}, as set ${when(t, setAt)}`;
  return every === undefined ? began(t, why, from) : md`${began(t, why, from)}, and asked about every ${every}`;
};

/** An opening after what the clock came to, or a closing before it. */
const moved = (t: Telling, { from, at = from, saidAt }: Why): Mrkdwn => {
  if (saidAt === undefined || at === undefined) return NOTHING;
  return saidAt > at ? md`, told when work goes on, ${when(t, saidAt)}` : md`, told before work ends, ${when(t, saidAt)}`;
};

const expectation = (t: Telling, { expects, from }: Why): Mrkdwn | undefined => {
  if (expects === undefined || from === undefined) return undefined;
  const due = expects.rule === undefined ? NOTHING : md`, when it is due (${placed(t, expects.rule)})`;
  return md`${stepName(t, expects.step)} is expected to end ${when(t, from)}${due}.`;
};

const passedOver = (t: Telling, { skipped = [] }: Why): readonly Mrkdwn[] =>
  skipped.map(({ rule, why }) => md`Its time was that of ${placed(t, rule)}, which was skipped: ${lower(why)}`);

const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

const raisedWords = ({ raised }: Why): Mrkdwn | undefined => raised && md`Raised by the ${raised.by}: ${lower(raised.why)}.`;

const arithmetic = (t: Telling, why: Why): Mrkdwn | undefined => {
  // Where the sum is left out, what is expected says it all.
  const words = why.expects !== undefined && why.duration === undefined ? undefined : sum(t, why);
  return words === undefined ? undefined : md`${words}${moved(t, why)}.`;
};

/** The line every notice carries: the arithmetic of its clock, and the rule behind it. */
export const whyNow = (t: Telling, why: Why): Mrkdwn =>
  joinMd(
    [md`*Why now?*`, raisedWords(why), expectation(t, why), arithmetic(t, why), ...passedOver(t, why), md`Rule: ${ruleOf(t, why.rule)}`],
    " ",
  );
