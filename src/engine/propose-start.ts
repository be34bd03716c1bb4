import { SUGGESTION_MS } from "./autonomy/suggestion.ts";
import { checkValues } from "./check-values.ts";
import type { Definition } from "./definition.ts";
import { isSaid } from "./end-step.ts";
import type { InstanceId, PersonId, WorkflowId } from "./ids.ts";
import { canStart } from "./may-see.ts";
import type { Rejection } from "./messages/decision.ts";
import type { PostToPerson, PostUnderMessage } from "./messages/effect.ts";
import type { Actor } from "./messages/envelope.ts";
import type { DismissProposal, Origin, ProposeStart } from "./messages/start-proposal.ts";
import type { StartSuggestion } from "./messages/start-proposal-event.ts";
import { invalid } from "./new-owner.ts";
import { presentOf, processOwnersOf } from "./people.ts";
import { namesOf } from "./permissions.ts";
import { messagesOf, type ProposedStart, proposalKey, requestKey } from "./proposed-start.ts";
import { isGiven } from "./scope.ts";
import { isRefused, type Tried, tryStart } from "./try-start.ts";
import type { StoredValue } from "./value.ts";
import { denied, done, type WorkspaceDecision, type WorkspaceInput } from "./workspace-decision.ts";

type Agent = Extract<Actor, { kind: "agent" }>;
type Inputs = Readonly<Record<string, StoredValue>>;

/** What fits, over the defaults; what does not is asked for like what is missing. */
const knownInputs = ({ directory }: WorkspaceInput, definition: Definition, { inputs, personal }: ProposeStart): Inputs => {
  const { values } = checkValues(directory, definition.inputs, inputs, personal);
  const defaults = definition.inputs.flatMap(({ name, default: value }): [string, StoredValue][] =>
    isGiven(value) ? [[name, value]] : [],
  );
  return { ...Object.fromEntries(defaults), ...values };
};

/** The one it acts for, if they may start it and are there, else the process owner. */
const askedOf = (
  { directory, now }: WorkspaceInput,
  definition: Definition,
  { onBehalfOf }: Agent,
  inChannel = false,
): readonly PersonId[] => {
  const here = canStart(definition, directory, onBehalfOf, inChannel) ? presentOf(directory, [onBehalfOf], now) : [];
  return here.length > 0 ? here : processOwnersOf({ definition, directory, instance: undefined });
};

export const UNKNOWN: Rejection = { code: "unknown", message: "That workflow is not known here any more." };
export const NOTHING: Rejection = { code: "unknown", message: "That was never proposed here." };
const AGENTS_ONLY: Rejection = { code: "not-entitled", message: "Only an agent proposes a start. A person starts it.", who: [] };
const TWICE: Rejection = { code: "wrong-state", message: "This was proposed already." };

/** A start that an agent may not make alone: asked of a person, whose click makes it. A repeat of what was proposed is refused. */
export const proposeStart = (input: WorkspaceInput, command: ProposeStart): WorkspaceDecision => {
  const { definition, proposal } = input;
  const { actor } = command;
  if (definition === undefined) return denied(input, UNKNOWN);
  if (actor.kind !== "agent") return denied(input, AGENTS_ONLY);
  if (proposal !== undefined) return denied(input, TWICE);
  const { why, origin, type: _, ...asked } = command;
  const inputs = knownInputs(input, definition, command);
  const tried = tryStart(input, definition, { ...asked, inputs });
  if (isRefused(tried)) return denied(input, tried);
  const suggestion = suggestionOf(input, { definition, command, actor, inputs, tried });
  const { workflow, newInstance } = command;
  const { missing, owner } = tried;
  return done(
    input,
    { type: "suggestion.made", workflow, proposal: newInstance, step: undefined, suggestion, origin, because: why, missing, owner },
    { verdict: "ALLOW", reason: "automation.acts.start" },
    missing.length > 0 && origin.kind === "message"
      ? [askUnder(origin, { workflow, proposal: newInstance, reminder: 0 })]
      : cardsFor(workflow, newInstance, suggestion.to),
  );
};

interface Made {
  readonly definition: Definition;
  readonly command: ProposeStart;
  readonly actor: Agent;
  readonly inputs: Inputs;
  readonly tried: Tried;
}

const suggestionOf = (input: WorkspaceInput, { definition, command, actor, inputs, tried }: Made): StartSuggestion => {
  const { workflow, newInstance, judgement, inChannel } = command;
  return {
    id: newInstance,
    kind: "start",
    step: undefined,
    was: undefined,
    act: { type: "StartWorkflow", workflow, newInstance, inputs },
    by: actor.id,
    onBehalfOf: actor.onBehalfOf,
    to: askedOf(input, definition, actor, inChannel),
    confidence: judgement?.confidence,
    evidence: judgement?.evidence ?? [],
    run: judgement?.run,
    how: tried.how,
    why: tried.why,
    at: input.now,
    until: input.now + SUGGESTION_MS,
    status: "open",
    answer: undefined,
    final: undefined,
    before: {},
  };
};

/** Asks each of them, by direct message. */
export const cardsFor = (workflow: WorkflowId, proposal: InstanceId, to: readonly PersonId[]): readonly PostToPerson[] =>
  to.map((person) => ({
    type: "post-to-person",
    key: proposalKey(proposal, person),
    person,
    content: { kind: "proposed-start", workflow, proposal },
  }));

interface Asking {
  readonly workflow: WorkflowId;
  readonly proposal: InstanceId;
  readonly reminder: number;
}

/** Asks for what is missing, where it was written. */
export const askUnder = (
  { channel, ts }: Extract<Origin, { kind: "message" }>,
  { workflow, proposal, reminder }: Asking,
): PostUnderMessage => ({
  type: "post-under-message",
  key: requestKey(proposal, reminder),
  channel,
  ts,
  content: { kind: "request", workflow, proposal, reminder: reminder > 0 },
});

/** Those asked, the one it was made for, and the process owner: who may say more of it, or no. */
export const whoAnswers = ({ definition, directory }: WorkspaceInput, { suggestion }: ProposedStart): readonly PersonId[] => {
  const owners = definition === undefined ? [] : processOwnersOf({ definition, directory, instance: undefined });
  return [...new Set([...suggestion.to, suggestion.onBehalfOf, ...owners])];
};

export const notThem = (input: WorkspaceInput, what: string, who: readonly PersonId[]): WorkspaceDecision =>
  denied(input, { code: "not-entitled", message: `Only ${namesOf(input, who)} can ${what}.`, who });

/** Said no to, with a reason: nothing is started. Twice is once. */
export const dismissProposal = (input: WorkspaceInput, command: DismissProposal): WorkspaceDecision => {
  const { proposal } = input;
  const { workflow, newInstance, why, actor } = command;
  if (proposal === undefined) return denied(input, NOTHING);
  const who = whoAnswers(input, proposal);
  if (actor.kind !== "person" || !who.includes(actor.id)) return notThem(input, "dismiss this", who);
  if (proposal.suggestion.status === "dismissed") return denied(input, { code: "wrong-state", message: "This was dismissed already." });
  if (!isSaid(why)) return denied(input, invalid("why", "Say why not."));
  const about = { workflow, proposal: newInstance, step: undefined, suggestion: newInstance, kind: "start" } as const;
  return {
    ...done(input, { type: "suggestion.dismissed", ...about, by: actor.id, why }, { verdict: "DENY", reason: "automation.acts.start" }),
    redraw: messagesOf(proposal),
  };
};
