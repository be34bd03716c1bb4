import { SUGGESTION_MS } from "./autonomy/suggestion.ts";
import type { AutonomyVerdict } from "./autonomy/verdict.ts";
import { checkValues, missingOf } from "./check-values.ts";
import type { Definition } from "./definition.ts";
import { isSaid } from "./end-step.ts";
import { beginHappening } from "./happening.ts";
import type { PersonId } from "./ids.ts";
import { canStart } from "./may-see.ts";
import type { StartWorkflow } from "./messages/command.ts";
import type { Rejection } from "./messages/decision.ts";
import type { PostToPerson } from "./messages/effect.ts";
import type { Actor } from "./messages/envelope.ts";
import type { DismissProposal, ProposeStart } from "./messages/start-proposal.ts";
import type { StartSuggestion } from "./messages/start-proposal-event.ts";
import { invalid } from "./new-owner.ts";
import { presentOf, processOwnersOf } from "./people.ts";
import { namesOf } from "./permissions.ts";
import { type ProposedStart, proposalKey } from "./proposed-start.ts";
import { isGiven } from "./scope.ts";
import { carryOut } from "./settle.ts";
import { judge } from "./suggest.ts";
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

const NO_LOAD = { load: new Map() };

/** Tried out as it would be: what it cannot become is not proposed, and what it would become says how far to trust it. */
const triedOut = (
  { directory, now, starting = NO_LOAD }: WorkspaceInput,
  definition: Definition,
  command: ProposeStart,
  inputs: Inputs,
): AutonomyVerdict | Rejection => {
  const { type: _, why: __, origin: ___, ...asked } = command;
  const start: StartWorkflow = { ...asked, type: "StartWorkflow", inputs, confirmed: true };
  const trial = beginHappening(definition, undefined, start, { now, directory, ...starting });
  return carryOut(trial) ?? judge(trial, "start");
};

const UNKNOWN: Rejection = { code: "unknown", message: "That workflow is not known here any more." };
const AGENTS_ONLY: Rejection = { code: "not-entitled", message: "Only an agent proposes a start. A person starts it.", who: [] };
const TWICE: Rejection = { code: "wrong-state", message: "This was proposed already." };

/** A start that an agent may not make alone: asked of a person, whose click makes it. A repeat of what was proposed is refused. */
export const proposeStart = (input: WorkspaceInput, command: ProposeStart): WorkspaceDecision => {
  const { definition, proposal } = input;
  const { actor } = command;
  if (definition === undefined) return denied(input, UNKNOWN);
  if (actor.kind !== "agent") return denied(input, AGENTS_ONLY);
  if (proposal !== undefined) return denied(input, TWICE);
  const inputs = knownInputs(input, definition, command);
  const missing = missingOf(definition.inputs, inputs);
  const found: AutonomyVerdict | Rejection =
    missing.length > 0 ? { does: "asks", why: "something is still missing" } : triedOut(input, definition, command, inputs);
  if ("code" in found) return denied(input, found);
  const suggestion = suggestionOf(input, { definition, command, actor, inputs, found });
  const { workflow, newInstance, origin, why } = command;
  return done(
    input,
    { type: "suggestion.made", workflow, proposal: newInstance, step: undefined, suggestion, origin, because: why, missing },
    { verdict: "ALLOW", reason: "automation.acts.start" },
    cardsOf(command, suggestion.to),
  );
};

interface Made {
  readonly definition: Definition;
  readonly command: ProposeStart;
  readonly actor: Agent;
  readonly inputs: Inputs;
  readonly found: AutonomyVerdict;
}

const suggestionOf = (input: WorkspaceInput, { definition, command, actor, inputs, found }: Made): StartSuggestion => {
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
    how: found.does === "asks" ? "asks" : "proposes",
    why: found.does === "acts" ? "a case is started by a person" : found.why,
    at: input.now,
    until: input.now + SUGGESTION_MS,
    status: "open",
    answer: undefined,
    final: undefined,
    before: {},
  };
};

const cardsOf = ({ workflow, newInstance }: ProposeStart, to: readonly PersonId[]): readonly PostToPerson[] =>
  to.map((person) => ({
    type: "post-to-person",
    key: proposalKey(newInstance, person),
    person,
    content: { kind: "proposed-start", workflow, proposal: newInstance },
  }));

const NOTHING: Rejection = { code: "unknown", message: "That was never proposed here." };

/** Those asked, the one it was made for, and the process owner. */
const whoDismisses = ({ definition, directory }: WorkspaceInput, { suggestion }: ProposedStart): readonly PersonId[] => {
  const owners = definition === undefined ? [] : processOwnersOf({ definition, directory, instance: undefined });
  return [...new Set([...suggestion.to, suggestion.onBehalfOf, ...owners])];
};

/** Said no to, with a reason: nothing is started. Twice is once. */
export const dismissProposal = (input: WorkspaceInput, command: DismissProposal): WorkspaceDecision => {
  const { proposal } = input;
  const { workflow, newInstance, why, actor } = command;
  if (proposal === undefined) return denied(input, NOTHING);
  const who = whoDismisses(input, proposal);
  if (actor.kind !== "person" || !who.includes(actor.id))
    return denied(input, { code: "not-entitled", message: `Only ${namesOf(input, who)} can dismiss this.`, who });
  if (proposal.suggestion.status === "dismissed") return denied(input, { code: "wrong-state", message: "This was dismissed already." });
  if (!isSaid(why)) return denied(input, invalid("why", "Say why not."));
  const about = { workflow, proposal: newInstance, step: undefined, suggestion: newInstance, kind: "start" } as const;
  return {
    ...done(input, { type: "suggestion.dismissed", ...about, by: actor.id, why }, { verdict: "DENY", reason: "automation.acts.start" }),
    redraw: proposal.suggestion.to.map((person) => proposalKey(newInstance, person)),
  };
};
