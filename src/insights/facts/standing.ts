import { forecast } from "../../engine/forecast.ts";
import type { Instant } from "../../engine/ids.ts";
import { fieldOf } from "../../engine/scope.ts";
import type { BareFact, Part, Row, Source, Told } from "./fact.ts";
import { actorsOf, isOpenCase, isOver, lastRow, type Open, openSteps, people, stepsOf, titleOfStep } from "./in-case.ts";

export const ON = { customer: "the customer", vendor: "a vendor", person: "somebody", other: "something else" } as const;

/** What a trigger says of a step, after its name. */
export const TROUBLE = {
  silent: "has gone quiet",
  overdue: "is overdue",
  blocked: "is blocked",
  unready: "cannot start yet",
  unanswered: "has no answer yet",
} as const;

const at = (moment: Instant): Part => ({ at: moment });

/** The row that began what is the matter, else the step's place in the state. */
const sourceOf = (rows: readonly Row[], step: Open, types: readonly string[]): Source => {
  const row = lastRow(rows, step.key, types);
  return row === undefined ? { place: `steps.${step.key}` } : { row: row.seq };
};

const labelled =
  ({ definition }: Told) =>
  (name: string): string =>
    fieldOf(definition, name)?.label || name;

/** What is the matter with a step, and since when; undefined where nothing is. */
const matter = (told: Told, step: Open): { readonly words: readonly Part[]; readonly types: readonly string[] } | undefined => {
  if (step.status === "blocked") {
    const { block } = step;
    const until = block.until === undefined ? [] : [", until ", at(block.until)];
    const words = [`is blocked on ${block.onWhom ?? ON[block.on]} since `, at(block.at), ...until, `: ${block.reason}`];
    return { words, types: ["step.blocked"] };
  }
  if (step.status === "waiting") {
    const words = [`cannot start since `, at(step.unready.since), `: ${step.unready.missing.map(labelled(told)).join(", ")} is missing`];
    return { words, types: ["step.unready"] };
  }
  if (step.status === "done") {
    const words = [`ended with a no `, at(step.endedAt), ", and how it goes on is to be decided"];
    return { words, types: ["decision.made", "approval.decided"] };
  }
  const cause = step.episode?.causes[0];
  if (cause !== undefined) {
    return { words: [`${TROUBLE[cause.trigger]} since `, at(cause.since)], types: ["episode.opened", "episode.joined"] };
  }
  const isLate = step.dueAt !== undefined && step.dueAt < told.now;
  return isLate && step.dueAt !== undefined ? { words: ["is overdue since ", at(step.dueAt)], types: ["step.activated"] } : undefined;
};

/** Does it end as a sentence does, by what somebody wrote? */
const isSentence = (words: readonly Part[]): boolean => {
  const last = words.at(-1);
  return typeof last === "string" && /[.?!…]$/.test(last.trimEnd());
};

const stuckFact = (told: Told, rows: readonly Row[], step: Open): readonly BareFact[] => {
  const found = matter(told, step);
  if (found === undefined) return [];
  const who: readonly Part[] = [isSentence(found.words) ? " Next to act: " : ". Next to act: ", ...people(actorsOf(told, step))];
  const words = [titleOfStep(told, step.key), " ", ...found.words, ...who];
  return [{ kind: "stuck", hears: "internal", step: step.key, words, source: sourceOf(rows, step, found.types) }];
};

const nextFact = (told: Told, rows: readonly Row[], step: Open): BareFact => {
  const due = step.status === "active" || step.status === "blocked" ? step.dueAt : undefined;
  const by: readonly Part[] = due === undefined ? [] : [due < told.now ? ", was due " : ", due ", at(due)];
  const words = [titleOfStep(told, step.key), " is with ", ...people(actorsOf(told, step)), ...by];
  return { kind: "next", hears: "internal", step: step.key, words, source: sourceOf(rows, step, ["step.activated", "step.reassigned"]) };
};

/** That something of theirs is waited for is said to a customer; the words for it are their own team's. */
const customerWaits = (rows: readonly Row[], open: readonly Open[]): readonly BareFact[] =>
  open.flatMap((step): readonly BareFact[] =>
    step.status === "blocked" && step.block.on === "customer"
      ? [
          {
            kind: "waits-for-customer",
            hears: "customer",
            step: step.key,
            words: ["We are waiting for something from you since ", at(step.block.at)],
            source: sourceOf(rows, step, ["step.blocked"]),
          },
        ]
      : [],
  );

const targetFacts = (told: Told): readonly BareFact[] => {
  const { finishAt, targetAt, holds } = forecast(told);
  if (!isOpenCase(told) || !Number.isFinite(finishAt)) return [];
  const source = { place: "target" };
  const expected: readonly Part[] = ["It is expected to finish ", at(finishAt)];
  if (targetAt === undefined) return [{ kind: "target", hears: "internal", words: expected, source }];
  if (holds === false) return [{ kind: "target", hears: "internal", words: [...expected, ", after its target of ", at(targetAt)], source }];
  return [
    { kind: "target", hears: "internal", words: [...expected, ", and keeps its target of ", at(targetAt)], source },
    { kind: "target", hears: "customer", words: ["The target is ", at(targetAt)], source },
  ];
};

const ENDED = { completed: "is completed", cancelled: "has ended early", running: "is under way", paused: "is paused" } as const;

const progress = (told: Told): BareFact => {
  const steps = stepsOf(told);
  const words = [`${steps.filter(isOver).length} of ${steps.length} steps are done`];
  return { kind: "progress", hears: "customer", words, source: { place: "steps" } };
};

/** Where a case stands: its state, what is stuck on whom since when, who acts next and by when, and whether its target holds. */
export const standingFacts = (told: Told, rows: readonly Row[]): readonly BareFact[] => {
  const open = openSteps(told);
  return [
    { kind: "standing", hears: "customer", words: [`The work ${ENDED[told.instance.status]}`], source: { place: "status" } },
    progress(told),
    ...open.flatMap((step) => stuckFact(told, rows, step)),
    ...customerWaits(rows, open),
    ...open.map((step) => nextFact(told, rows, step)),
    ...targetFacts(told),
  ];
};
