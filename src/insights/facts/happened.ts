import type { Instant, PersonId, StepKey } from "../../engine/ids.ts";
import type { EventOf, InstanceEventBody } from "../../engine/messages/event.ts";
import type { BareFact, Part, Row, Told } from "./fact.ts";
import { people, titleOfStep } from "./in-case.ts";

type Type = InstanceEventBody["type"];
type Words<T extends Type> = (body: EventOf<T>, step: Part) => readonly Part[];

const by = (person: PersonId | undefined): readonly Part[] => (person === undefined ? [] : [" by ", { person }]);
const because = (why: string | undefined): string => (why === undefined || why === "" ? "" : `: ${why}`);
const at = (moment: Instant): Part => ({ at: moment });

/** What somebody who was away wants to know; reminders, clocks and readings of the trace are not among it. */
const TOLD: { readonly [T in Type]?: Words<T> } = {
  "instance.started": () => ["The case was started"],
  "step.activated": ({ pick }, step) => [step, " began", ...(pick.owner === undefined ? [] : [", with ", { person: pick.owner }])],
  "step.skipped": ({ by: who, why }, step) => [step, " was skipped", ...by(who), because(why)],
  "step.taken": ({ by: who }, step) => [{ person: who }, " took ", step],
  "step.completed": ({ by: who }, step) => [step, " was done", ...by(who)],
  "decision.made": ({ by: who, option, why }, step) => [step, ` was decided (${option})`, ...by(who), because(why)],
  "approval.decided": ({ by: who, outcome, why }, step) => [step, `: ${outcome}`, ...by(who), because(why)],
  "evidence.added": ({ by: who, values }, step) => [`${Object.keys(values).join(", ")} was added to `, step, ...by(who)],
  "step.blocked": ({ block }, step) => [step, " was blocked", ...by(block.by), because(block.reason)],
  "step.unblocked": ({ by: who }, step) => [step, " was unblocked", ...by(who)],
  "step.handed-off": ({ by: who, handOff }, step) => [step, " was handed to ", { person: handOff.to }, ...by(who)],
  "handoff.returned": ({ by: who, missing }, step) => [step, " was returned", ...by(who), because(missing)],
  "step.reassigned": ({ by: who, pick }, step) => [step, " went to ", ...people(pick.owner === undefined ? [] : [pick.owner]), ...by(who)],
  "commitment.made": ({ commitment }, step) => [{ person: commitment.by }, " is on ", step, " until ", at(commitment.until)],
  "commitment.settled": ({ state, until }, step) => ["What was promised of ", step, " for ", at(until), ` was ${state}`],
  "note.added": ({ by: who, text }) => ["A note was added", ...by(who), because(text)],
  "escalation.queued": ({ level, to }, step) => [step, ` was escalated (level ${level}) to `, ...people(to)],
  "escalation.raised": ({ raised }, step) => [step, ` was raised by the ${raised.by}`, because(raised.why)],
  "alternative.picked": ({ by: who, alternative }, step) => [{ person: who }, ` chose ${alternative} for `, step],
  "step.extended": ({ by: who, clock, why }, step) => [step, " was moved", ...newDue(clock.dueAt), ...by(who), because(why)],
  "step.reopened": ({ by: who, why }, step) => [step, " was opened again", ...by(who), because(why)],
  "message.drafted": ({ draft }) => ["A message to somebody outside was drafted", ...by(draft.author)],
  "message.sent": ({ by: who }) => ["A message to somebody outside was sent", ...by(who)],
  "priority.changed": ({ by: who, priority }) => [`The priority is ${priority} now`, ...by(who)],
  "instance.paused": ({ by: who, why }) => ["The case was paused", ...by(who), because(why)],
  "instance.resumed": ({ by: who }) => ["The case was resumed", ...by(who)],
  "instance.cancelled": ({ by: who, why }) => ["The case was cancelled", ...by(who), because(why)],
  "instance.completed": () => ["The case was completed"],
  "instance.reopened": ({ by: who }) => ["The case was opened again", ...by(who)],
};

const newDue = (due: Instant | null | undefined): readonly Part[] => (typeof due === "number" ? [" to ", at(due)] : []);

const wordsOf = (told: Told, row: Row): readonly Part[] | undefined => {
  // A row's data is the body that `decide` returned.
  const body = row.data as unknown as InstanceEventBody;
  const words = TOLD[body.type] as Words<Type> | undefined; // Keyed by the body's own type.
  return words?.(body as never, row.step === undefined ? "the case" : titleOfStep(told, row.step as StepKey));
};

/** What happened after a moment, the oldest first; refusals are nobody's news. */
export const happenedFacts = (told: Told, rows: readonly Row[], after: number): readonly BareFact[] =>
  rows
    .filter(({ seq, verdict }) => seq > after && verdict !== "DENY")
    .flatMap((row): readonly BareFact[] => {
      const words = wordsOf(told, row);
      if (words === undefined) return [];
      const about = row.step === undefined ? {} : { step: row.step };
      return [{ kind: "happened", hears: "internal", words: [at(row.at), ": ", ...words], source: { row: row.seq }, ...about }];
    });
