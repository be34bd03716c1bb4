import { type ActKind, kindOf } from "./autonomy/kinds.ts";
import { automationOf } from "./autonomy/policy.ts";
import { type BareAct, SUGGESTION_MS, type Suggestion, UNDO_MS } from "./autonomy/suggestion.ts";
import { type AutonomyVerdict, verdictOn } from "./autonomy/verdict.ts";
import { isTrue } from "./condition.ts";
import type { Expression } from "./definition.ts";
import type { Happening } from "./happening.ts";
import type { Instance } from "./instance.ts";
import { invariant } from "./invariant.ts";
import { expire } from "./lapse.ts";
import type { InstanceCommand } from "./messages/command.ts";
import type { Rejection } from "./messages/decision.ts";
import { presentOf, processOwner } from "./people.ts";
import { scopeOf, storedValues } from "./scope.ts";

/** Proposals with a form of their own: an approver of the message, and the step's lead, answer them already. */
const PROPOSED_BY_ITSELF: ReadonlySet<ActKind> = new Set<ActKind>(["draft", "reassign"]);

/** An act of an agent that policy decides on: every kind but those that only ever propose by themselves. */
export const kindToJudge = ({ actor, type }: InstanceCommand): ActKind | undefined => {
  const kind = actor.kind === "agent" ? kindOf(type) : undefined;
  return kind === undefined || PROPOSED_BY_ITSELF.has(kind) ? undefined : kind;
};

/** How far the agent goes with an act, seen from the case as it would be afterwards: what it brings is part of the risk. */
export const judge = (after: Happening, kind: ActKind): AutonomyVerdict => {
  const policy = automationOf(after.definition);
  const holds = (expression: Expression | undefined): boolean => expression !== undefined && isTrue(expression, scopeOf(after.instance()));
  const { regulated, customer } = policy.alwaysAsk;
  return verdictOn({
    policy,
    kind,
    confidence: after.command.judgement?.confidence,
    money: atRisk(after.instance(), policy.money?.input),
    ceiling: after.command.judgement?.ceiling,
    reachesCustomer: holds(customer),
    regulated: holds(regulated),
    signed: after.context.signed?.has(kind) ?? false,
  });
};

const atRisk = (instance: Instance, input: string | undefined): number | "unknown" | undefined => {
  if (input === undefined) return undefined;
  const value = storedValues(instance)[input];
  return typeof value === "number" ? value : "unknown";
};

/** Whom an agent's act is put to: the one it acts for, else whoever stands in, else the process owner. Never anybody outside the case. */
const askedOf = (h: Happening): Suggestion["to"] => {
  const { actor } = h.command;
  invariant(actor.kind === "agent", "only agents suggest");
  const here = presentOf(h.context.directory, [actor.onBehalfOf], h.now);
  return here.length > 0 ? here : processOwner(h);
};

const bare = (command: InstanceCommand): BareAct => {
  const { id: _, workspace: __, actor: ___, via: ____, correlation: _____, judgement: ______, ...act } = command;
  return act as BareAct; // only kinds that an agent may do come here
};

const suggestionFrom = (h: Happening, kind: ActKind, was: Instance | undefined, how: Suggestion["how"], why: string): Suggestion => {
  const { actor, judgement } = h.command;
  invariant(actor.kind === "agent", "only agents suggest");
  const act = bare(h.command as InstanceCommand);
  const key = "step" in act ? act.step : undefined;
  const step = key === undefined ? undefined : h.instance().steps[key];
  const given = act.type === "AddEvidence" ? Object.keys(act.evidence) : [];
  return {
    id: `${kind}-${h.instance().seq + 1}`,
    kind,
    step: key,
    was: step === undefined ? undefined : { pass: step.pass, status: step.status },
    act,
    by: actor.id,
    onBehalfOf: actor.onBehalfOf,
    to: askedOf(h),
    confidence: judgement?.confidence,
    evidence: judgement?.evidence ?? [],
    run: judgement?.run,
    how,
    why,
    at: h.now,
    until: h.now + (how === "acted" ? UNDO_MS : SUGGESTION_MS),
    status: "open",
    answer: undefined,
    final: undefined,
    before: how === "acted" ? Object.fromEntries(given.map((name) => [name, was?.evidence[name] ?? null])) : {},
  };
};

const say = (h: Happening, { id, to }: Suggestion): void => {
  for (const person of to) {
    h.effect({
      type: "post",
      key: `suggestion:${id}:${person}`,
      audience: { to: "person", person },
      content: { kind: "suggestion", suggestion: id },
    });
  }
};

const ruleOf = (kind: ActKind): string => `automation.acts.${kind}`;

/** An agent's act that is only proposed. A newer one of the same kind for the same step takes the place of the one before. */
export const suggest = (h: Happening, kind: ActKind, { does, why }: AutonomyVerdict): void => {
  const suggestion = suggestionFrom(h, kind, h.instance(), does === "asks" ? "asks" : "proposes", why);
  for (const open of Object.values(h.instance().suggestions ?? {})) {
    const same = open.kind === kind && open.step === suggestion.step && open.status === "open" && open.how !== "acted";
    if (same) expire(h, open, "a newer one took its place");
  }
  const made = { ...suggestion, id: `${kind}-${h.instance().seq + 1}` };
  h.emit({ type: "suggestion.made", step: made.step, suggestion: made }, { rule: ruleOf(kind) });
  say(h, made);
};

/** What an agent has just done alone: logged as such, and shown with its *Undo*. */
export const logAutomated = (h: Happening, kind: ActKind, was: Instance | undefined, why: string): void => {
  const suggestion = suggestionFrom(h, kind, was, "acted", why);
  h.emit({ type: "act.automated", step: suggestion.step, suggestion }, { rule: ruleOf(kind) });
  say(h, suggestion);
};

/** A start has no case yet that could hold its proposal: a person starts it, from whatever the agent prepared. */
export const startIsAsked = (h: Happening, { why }: AutonomyVerdict): Rejection => {
  const { actor } = h.command;
  invariant(actor.kind === "agent", "only agents suggest");
  const name = h.context.directory.people.get(actor.onBehalfOf)?.name ?? actor.onBehalfOf;
  return { code: "not-entitled", message: `The agent does not start this alone: ${why}. ${name} can start it.`, who: [actor.onBehalfOf] };
};
