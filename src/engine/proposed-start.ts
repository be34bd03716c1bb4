import type { InstanceId, Instant, PersonId, WorkflowId } from "./ids.ts";
import type { EventBody } from "./messages/event.ts";
import type { Origin } from "./messages/start-proposal.ts";
import type { ProposalEventBody, StartSuggestion } from "./messages/start-proposal-event.ts";

/** What an agent proposed to start, as its rows say. That it was started is for its instance to say. */
export interface ProposedStart {
  readonly workflow: WorkflowId;
  readonly suggestion: StartSuggestion;
  readonly origin: Origin;
  readonly because: string;
  /** Required inputs that are not known yet. */
  readonly missing: readonly string[];
}

/** Of the message that asks somebody about a proposal. */
export const proposalKey = (proposal: InstanceId, person: PersonId): string => `proposed-start:${proposal}:${person}`;

export interface ProposalRow {
  readonly at: Instant;
  readonly body: EventBody;
}

const isOfProposal = (body: EventBody): body is ProposalEventBody => "proposal" in body && "workflow" in body;

const fold = (before: ProposedStart | undefined, at: Instant, body: ProposalEventBody): ProposedStart | undefined => {
  if (body.type === "suggestion.made") {
    const { workflow, suggestion, origin, because, missing } = body;
    return { workflow, suggestion, origin, because, missing };
  }
  const { by, why } = body;
  return before && { ...before, suggestion: { ...before.suggestion, status: "dismissed", answer: { by, at, why } } };
};

/** Its rows in order; undefined where nothing was proposed. */
export const proposedStartOf = (rows: readonly ProposalRow[]): ProposedStart | undefined =>
  rows.reduce<ProposedStart | undefined>((before, { at, body }) => (isOfProposal(body) ? fold(before, at, body) : before), undefined);
