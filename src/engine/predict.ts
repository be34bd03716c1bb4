import type { AlternativeArgs } from "./alternative-args.ts";
import { type Asked, dueAfter, presentDue, untilOf } from "./alternative-dates.ts";
import type { Alternative, Definition } from "./definition.ts";
import { stepCalendar } from "./due.ts";
import { formatDuration } from "./duration.ts";
import { type Forecast, forecast, type Outlook } from "./forecast.ts";
import { stepDefinition } from "./happening.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import type { Instance } from "./instance.ts";
import { invariant } from "./invariant.ts";
import type { Context } from "./messages/decision.ts";
import { peopleFor, presentOf, processOwnersOf } from "./people.ts";
import { namesOf } from "./permissions.ts";
import { lookupFor } from "./scope.ts";
import { renderTemplate } from "./template.ts";
import { wallClock } from "./wall-clock.ts";

/** What an alternative would lead to, before it is picked. */
export interface Prediction {
  readonly alternative: string;
  readonly title: string;
  readonly dueBefore: Instant | undefined;
  readonly dueAfter: Instant | undefined;
  /** Later steps that are expected to end at another time; `by` in milliseconds, negative for sooner. */
  readonly moves: readonly { readonly step: StepKey; readonly title: string; readonly by: number }[];
  readonly targetAt: Instant | undefined;
  /** Whether the target is then kept; undefined without one. */
  readonly holds: boolean | undefined;
  /** Who else must agree. */
  readonly agree: readonly PersonId[];
  /** What the click still has to say. */
  readonly asks: readonly ("to" | "until" | "reason")[];
  /** All of it in plain words. */
  readonly sentence: string;
}

/** The predicted effect of an alternative on one step: a forward pass of dues over `needs` against the target. Undefined when there is no such alternative. */
export const predict = (definition: Definition, instance: Instance, context: Context, question: Question): Prediction | undefined => {
  const found = definition.alternatives[question.alternative];
  return found && predictFor(definition, instance, context, { ...question, alternative: found });
};

/** The same for an alternative at hand. */
export const predictFor = (
  definition: Definition,
  instance: Instance,
  context: Context,
  { step, alternative: found, by, args = {} }: Omit<Question, "alternative"> & { readonly alternative: Alternative },
): Prediction => {
  const outlook: Outlook = { definition, instance, directory: context.directory, now: Math.max(context.now, instance.lastAt) };
  const asked: Asked = { key: step, act: found.act, args };
  const [before, after] = [forecast(outlook), forecast({ ...outlook, suppose: supposing(outlook, asked) })];
  const prediction = {
    alternative: found.id,
    title: found.title,
    dueBefore: presentDue(outlook, step),
    dueAfter: dueAfter(outlook, asked),
    moves: movesBetween(outlook, before, after, step),
    targetAt: instance.targetAt,
    holds: after.holds,
    agree: whoMustAgree(outlook, found, step, by),
    asks: asksOf(outlook, asked),
  };
  return { ...prediction, sentence: inWords(outlook, asked, prediction, after.finishAt) };
};

export interface Question {
  readonly step: StepKey;
  readonly alternative: string;
  /** Who would pick it: their own agreement is not asked for. */
  readonly by?: PersonId | undefined;
  readonly args?: AlternativeArgs | undefined;
}

/** Whose approval an alternative needs before it is carried out; nobody's when whoever picks it is one of them. */
export const approversOf = (outlook: Outlook, { act }: Alternative, step: StepKey, by: PersonId | undefined): readonly PersonId[] => {
  if (act.do !== "skip" || act.approval.length === 0) return [];
  const named = presentOf(outlook.directory, peopleFor(outlook, act.approval, step), outlook.now);
  const approvers = named.length > 0 ? named : processOwnersOf(outlook);
  return by !== undefined && approvers.includes(by) ? [] : approvers;
};

const whoMustAgree = (outlook: Outlook, alternative: Alternative, step: StepKey, by: PersonId | undefined): readonly PersonId[] => {
  const { act } = alternative;
  const message = act.do === "wait" && act.message !== undefined ? outlook.definition.messages[act.message] : undefined;
  const ofMessage = message === undefined ? [] : presentOf(outlook.directory, peopleFor(outlook, message.approve, step), outlook.now);
  return [...approversOf(outlook, alternative, step, by), ...ofMessage.filter((person) => person !== by)];
};

const supposing = (outlook: Outlook, asked: Asked): Outlook["suppose"] => {
  const { key, act } = asked;
  const due = dueAfter(outlook, asked);
  switch (act.do) {
    case "skip":
      return { gone: [key] };
    case "cancel":
      return { gone: outlook.definition.steps.map((step) => step.key) };
    case "parallel":
      return { started: act.steps };
    default:
      return due === undefined ? {} : { dues: { [key]: due } };
  }
};

const asksOf = (outlook: Outlook, asked: Asked): Prediction["asks"] => {
  const { act, args, key } = asked;
  switch (act.do) {
    case "reassign":
      return args.to === undefined && (act.to === undefined || peopleFor(outlook, act.to, key).length === 0) ? ["to"] : [];
    case "extend":
    case "wait":
      return untilOf(outlook, asked) === undefined ? ["until"] : [];
    case "cancel":
      return args.reason === undefined ? ["reason"] : [];
    default:
      return [];
  }
};

/** Less than a minute is no move anybody would notice. */
const NOTICEABLE_MS = 60_000;

const endIn = ({ steps }: Forecast, key: StepKey): Instant => {
  const span = steps[key];
  invariant(span !== undefined, `${key} is not in the forecast`);
  return span.endsAt;
};

const movesBetween = (outlook: Outlook, before: Forecast, after: Forecast, own: StepKey): Prediction["moves"] =>
  outlook.definition.steps.flatMap(({ key, title }) => {
    const by = endIn(after, key) - endIn(before, key);
    if (key === own || Math.abs(by) < NOTICEABLE_MS) return [];
    return [{ step: key, title: renderTemplate(title, lookupFor(outlook, key)), by }];
  });

const FORMAT = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

const inWords = (outlook: Outlook, asked: Asked, prediction: Omit<Prediction, "sentence">, finishAt: Instant): string => {
  const { key, act } = asked;
  if (act.do === "cancel") return "The case ends now, and everything that is open in it stops.";
  const { zone } = stepCalendar(outlook, stepDefinition(outlook.definition, key), { owner: undefined, team: undefined });
  // The engine says times on the clock of the step's calendar: whoever reads may be anywhere.
  const time = (at: Instant): string => `${FORMAT.format(wallClock(zone).toWall(at))} (${zone})`;
  const parts = [
    dueWords(prediction, act.do, time),
    movesWords(prediction),
    targetWords(prediction, finishAt, time),
    asksWords(prediction),
    agreeWords(outlook, prediction),
  ];
  return parts.filter((part) => part !== "").join(" ");
};

const dueWords = ({ dueBefore, dueAfter: due, asks }: Omit<Prediction, "sentence">, act: string, time: (at: Instant) => string): string => {
  if (act === "skip") return "The case goes on without this step.";
  if (asks.includes("until")) return "";
  if (due === undefined) return "The step has no due date.";
  return due === dueBefore ? `The due date stays ${time(due)}.` : `The due date moves to ${time(due)}.`;
};

const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;

const span = (by: number): string => {
  const unit = Math.abs(by) >= DAY_MS ? DAY_MS : Math.abs(by) >= HOUR_MS ? HOUR_MS : 60_000;
  return formatDuration({ kind: "plain", ms: Math.round(Math.abs(by) / unit) * unit });
};

const movesWords = ({ moves }: Omit<Prediction, "sentence">): string => {
  if (moves.length === 0) return "No other step moves.";
  const each = moves.map(({ title, by }) => `${title} ${by > 0 ? "moves by" : "comes sooner by"} ${span(by)}`);
  return `${each.join("; ")}.`;
};

const targetWords = ({ targetAt, holds }: Omit<Prediction, "sentence">, finishAt: Instant, time: (at: Instant) => string): string => {
  if (targetAt === undefined) return "";
  return holds === true
    ? `The target of ${time(targetAt)} holds.`
    : `The target of ${time(targetAt)} is missed by ${span(finishAt - targetAt)}.`;
};

const ASKS = { to: "who takes it", until: "until when", reason: "why" } as const;

const asksWords = ({ asks }: Omit<Prediction, "sentence">): string => asks.map((ask) => `You say ${ASKS[ask]}.`).join(" ");

const agreeWords = (outlook: Outlook, { agree }: Omit<Prediction, "sentence">): string => {
  return agree.length === 0 ? "" : `${namesOf(outlook, agree)} must agree.`;
};
