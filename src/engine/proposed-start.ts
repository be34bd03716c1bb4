import { addWorkingTime } from "./calendar.ts";
import type { Definition } from "./definition.ts";
import type { Directory } from "./directory.ts";
import { A_WORKING_DAY } from "./duration.ts";
import { calendarOfPerson } from "./hours.ts";
import type { InstanceId, Instant, PersonId, WorkflowId } from "./ids.ts";
import type { EventBody } from "./messages/event.ts";
import type { Origin } from "./messages/start-proposal.ts";
import type { FirstOwner, ProposalEventBody, StartSuggestion } from "./messages/start-proposal-event.ts";

/** What an agent proposed to start, as its rows say. That it was started is for its instance to say. */
export interface ProposedStart {
  readonly workflow: WorkflowId;
  readonly suggestion: StartSuggestion;
  readonly origin: Origin;
  readonly because: string;
  /** Required inputs that are not known yet. */
  readonly missing: readonly string[];
  /** Who would begin; undefined while something is missing, or where that shows only later. */
  readonly owner: FirstOwner | undefined;
  /** When its writer was last asked, or last answered. */
  readonly askedAt: Instant;
  readonly reminders: number;
  /** The process owner was asked in the writer's place. */
  readonly escalated: boolean;
}

/** Of the message that asks somebody about a proposal. */
export const proposalKey = (proposal: InstanceId, person: PersonId): string => `proposed-start:${proposal}:${person}`;

/** Of the messages that ask for what is missing, under the one that the request is: the first, and each reminder. */
export const requestKey = (proposal: InstanceId, reminder: number): string => `request:${proposal}:${reminder}`;

/** All that is said of it outside any case. */
export const messagesOf = ({ suggestion, origin, reminders }: ProposedStart): readonly string[] => {
  const { newInstance } = suggestion.act;
  const asked = origin.kind === "message" ? Array.from({ length: reminders + 1 }, (_, n) => requestKey(newInstance, n)) : [];
  return [...asked, ...suggestion.to.map((person) => proposalKey(newInstance, person))];
};

export interface ProposalRow {
  readonly at: Instant;
  readonly body: EventBody;
}

const isOfProposal = (body: EventBody): body is ProposalEventBody => "proposal" in body && "workflow" in body;

const change = (before: ProposedStart, at: Instant, body: Exclude<ProposalEventBody, { type: "suggestion.made" }>): ProposedStart => {
  const { suggestion } = before;
  switch (body.type) {
    case "suggestion.dismissed":
      return { ...before, suggestion: { ...suggestion, status: "dismissed", answer: { by: body.by, at, why: body.why } } };
    case "request.filled": {
      const { inputs, missing, how, why, owner } = body;
      const act = { ...suggestion.act, inputs: { ...suggestion.act.inputs, ...inputs } };
      return { ...before, missing, owner, askedAt: at, suggestion: { ...suggestion, act, how, why } };
    }
    case "request.chased":
      if (body.how === "reminded") return { ...before, askedAt: at, reminders: before.reminders + 1 };
      return { ...before, askedAt: at, escalated: true, suggestion: { ...suggestion, to: body.to } };
  }
};

const fold = (before: ProposedStart | undefined, { at, body }: ProposalRow): ProposedStart | undefined => {
  if (!isOfProposal(body)) return before;
  if (body.type !== "suggestion.made") return before && change(before, at, body);
  const { workflow, suggestion, origin, because, missing, owner } = body;
  return { workflow, suggestion, origin, because, missing, owner, askedAt: at, reminders: 0, escalated: false };
};

/** Its rows in order; undefined where nothing was proposed. */
export const proposedStartOf = (rows: readonly ProposalRow[]): ProposedStart | undefined =>
  rows.reduce<ProposedStart | undefined>(fold, undefined);

/** Each of those whose rows these are. */
export const proposedStartsIn = (rows: readonly ProposalRow[]): readonly ProposedStart[] => {
  const theirs = rows.flatMap(({ at, body }) => (isOfProposal(body) ? [{ at, body }] : []));
  const byProposal = Map.groupBy(theirs, ({ body }) => body.proposal);
  return [...byProposal.values()].flatMap((each) => proposedStartOf(each) ?? []);
};

/** A request that somebody wrote and that is not whole: its writer is asked, reminded, and then the process owner. */
export const isUnfinished = ({ suggestion, missing, origin }: ProposedStart): boolean =>
  suggestion.status === "open" && missing.length > 0 && origin.kind === "message";

const REMINDERS = 2;

/** What is due for an unfinished request: a working day of its writer after each question a reminder, twice; then the process owner. */
export const chaseDue = (
  proposed: ProposedStart,
  definition: Definition,
  directory: Directory,
  now: Instant,
): "reminded" | "escalated" | undefined => {
  const { suggestion, askedAt, reminders, escalated } = proposed;
  if (!isUnfinished(proposed) || escalated) return undefined;
  const calendar = calendarOfPerson(directory, definition, suggestion.onBehalfOf);
  if (now < addWorkingTime(calendar, askedAt, A_WORKING_DAY)) return undefined;
  return reminders < REMINDERS ? "reminded" : "escalated";
};
