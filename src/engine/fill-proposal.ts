import { checkValues } from "./check-values.ts";
import type { Definition } from "./definition.ts";
import type { PersonId } from "./ids.ts";
import type { Rejection } from "./messages/decision.ts";
import type { ChaseProposal, FillProposal } from "./messages/start-proposal.ts";
import { processOwnersOf } from "./people.ts";
import { askUnder, cardsFor, NOTHING, notThem, UNKNOWN, whoAnswers } from "./propose-start.ts";
import { chaseDue, isUnfinished, messagesOf, type ProposedStart } from "./proposed-start.ts";
import { actingPerson } from "./tell.ts";
import { isRefused, type Tried, tryStart } from "./try-start.ts";
import type { StoredValue } from "./value.ts";
import { denied, done, type WorkspaceDecision, type WorkspaceInput } from "./workspace-decision.ts";

const OVER: Rejection = { code: "wrong-state", message: "Nothing is missing there any more." };

/** Values that were given in vain, for the form. */
const refused = (fields: Readonly<Record<string, string>>): Rejection => ({
  code: "invalid",
  message: Object.values(fields)[0] ?? "There is nothing in it.",
  fields,
});

/** As it would start with what is given now, judged by how sure the agent was when it proposed it. */
const triedWith = (
  input: WorkspaceInput,
  definition: Definition,
  { suggestion }: ProposedStart,
  command: FillProposal,
  values: Readonly<Record<string, StoredValue>>,
): Tried | Rejection => {
  const { confidence, evidence, run, act } = suggestion;
  const judgement = confidence === undefined || run === undefined ? undefined : { confidence, evidence, run };
  return tryStart(input, definition, { ...command, judgement, inputs: { ...act.inputs, ...values } });
};

/** Some of what was missing. When that is all, whoever may start it is asked to. */
export const fillProposal = (input: WorkspaceInput, command: FillProposal): WorkspaceDecision => {
  const { definition, proposal, directory } = input;
  if (definition === undefined) return denied(input, UNKNOWN);
  if (proposal === undefined) return denied(input, NOTHING);
  const who = whoAnswers(input, proposal);
  const by = actingPerson(command.actor);
  if (by === undefined || !who.includes(by)) return notThem(input, "answer this", who);
  if (!isUnfinished(proposal)) return denied(input, OVER);
  const { values, problems } = checkValues(directory, definition.inputs, command.inputs, command.personal);
  if (Object.keys(problems).length > 0 || Object.keys(values).length === 0) return denied(input, refused(problems));
  const tried = triedWith(input, definition, proposal, command, values);
  return isRefused(tried) ? denied(input, tried) : filled(input, proposal, values, tried, by);
};

const filled = (
  input: WorkspaceInput,
  proposal: ProposedStart,
  inputs: Readonly<Record<string, StoredValue>>,
  { missing, how, why, owner }: Tried,
  by: PersonId,
): WorkspaceDecision => {
  const { workflow, suggestion, escalated } = proposal;
  const { newInstance } = suggestion.act;
  // Once the process owner was asked, their card is there already.
  const isWhole = missing.length === 0 && !escalated;
  const body = { type: "request.filled", workflow, proposal: newInstance, inputs, missing, how, why, owner, by } as const;
  return {
    ...done(
      input,
      body,
      { verdict: "ALLOW", reason: `${workflow}: intake` },
      isWhole ? cardsFor(workflow, newInstance, suggestion.to) : [],
    ),
    redraw: messagesOf(proposal),
  };
};

const NOT_NOW: Rejection = { code: "wrong-state", message: "Nobody has to be reminded of that now." };

/** A working day without an answer: its writer is reminded, twice; then the process owner is asked instead, with what is known. */
export const chaseProposal = (input: WorkspaceInput, { workflow, newInstance, actor }: ChaseProposal): WorkspaceDecision => {
  const { definition, proposal, directory, now } = input;
  if (definition === undefined || proposal === undefined || actor.kind !== "system") return denied(input, NOTHING);
  const due = chaseDue(proposal, definition, directory, now);
  const { origin, suggestion, reminders } = proposal;
  if (due === undefined || origin.kind !== "message") return { ok: false, rejection: NOT_NOW, events: [], effects: [] };
  const about = { type: "request.chased", workflow, proposal: newInstance, how: due } as const;
  if (due === "reminded") {
    const reminder = askUnder(origin, { workflow, proposal: newInstance, reminder: reminders + 1 });
    const told = { verdict: "ALLOW", reason: `${workflow}: intake` } as const;
    return done(input, { ...about, to: [suggestion.onBehalfOf] }, told, [reminder]);
  }
  const to = processOwnersOf({ definition, directory, instance: undefined });
  return {
    ...done(input, { ...about, to }, { verdict: "WARN", reason: `${workflow}: intake` }, cardsFor(workflow, newInstance, to)),
    redraw: messagesOf(proposal),
  };
};
