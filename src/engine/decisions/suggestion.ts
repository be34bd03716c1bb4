import type { BareAct, Suggestion } from "../autonomy/suggestion.ts";
import { sendBack } from "../back.ts";
import { canonicalJson } from "../canonical.ts";
import type { Decider } from "../decider.ts";
import { isSaid } from "../end-step.ts";
import type { Happening } from "../happening.ts";
import { invariant } from "../invariant.ts";
import type { Rejection } from "../messages/decision.ts";
import type { AcceptSuggestion, DismissSuggestion, EditSuggestion, SuggestionCommand, UndoAct } from "../messages/suggestion-command.ts";
import { invalid } from "../new-owner.ts";
import { edited, suggestionOf } from "../suggested-act.ts";
import { personOf, tellThread } from "../tell.ts";
import { lowerLadder, mayNotLower } from "./escalate.ts";
import { liftBlock } from "./unblock.ts";

const suggestionIn = (h: Happening, command: SuggestionCommand): Suggestion => {
  const found = suggestionOf({ instance: h.instance() }, command);
  invariant(found !== undefined, `suggestion ${command.suggestion} was admitted`);
  return found;
};

const rule = ({ kind }: Suggestion) => ({ rule: `automation.acts.${kind}` });

/** A person takes it over as it is: `decide` then carries the act out in their name. */
export const acceptSuggestion: Decider<AcceptSuggestion> = (h, command) => {
  const suggestion = suggestionIn(h, command);
  const { id, kind, step, how } = suggestion;
  if (how === "asks") return { code: "invalid", message: "This is to be looked at first: open it, and say what it should be." };
  h.emit({ type: "suggestion.accepted", step, suggestion: id, kind, by: personOf(h) }, rule(suggestion));
  return undefined;
};

/** The same with other values. What was looked at and left as it is counts as accepted. */
export const editSuggestion: Decider<EditSuggestion> = (h, command) => {
  const suggestion = suggestionIn(h, command);
  const { id, kind, step, act } = suggestion;
  const final = edited(act, command);
  const drift = driftBetween(act, final);
  const body = { step, suggestion: id, kind, by: personOf(h) };
  if (drift.length === 0) h.emit({ type: "suggestion.accepted", ...body }, rule(suggestion));
  else h.emit({ type: "suggestion.edited", ...body, final, drift }, rule(suggestion));
  return undefined;
};

const valuesOf = (act: BareAct): Readonly<Record<string, unknown>> => ({
  ...act,
  ...("evidence" in act ? act.evidence : {}),
  ...("inputs" in act ? act.inputs : {}),
  evidence: undefined,
  inputs: undefined,
});

const driftBetween = (proposed: BareAct, final: BareAct): readonly string[] => {
  const [before, after] = [valuesOf(proposed), valuesOf(final)];
  return Object.keys(after).filter((name) => canonicalJson(before[name]) !== canonicalJson(after[name]));
};

export const dismissSuggestion: Decider<DismissSuggestion> = (h, command) => {
  const suggestion = suggestionIn(h, command);
  if (!isSaid(command.why)) return invalid("why", "Say why not.");
  const { id, kind, step } = suggestion;
  const body = { step, suggestion: id, kind, by: personOf(h), why: command.why };
  h.emit({ type: "suggestion.dismissed", ...body }, { ...rule(suggestion), verdict: "DENY" });
  return undefined;
};

const UNDONE = "What an agent did was undone.";

/** Takes back what an agent did alone, as far as the case is still as it left it. */
export const undoAct: Decider<UndoAct> = (h, command) => {
  const suggestion = suggestionIn(h, command);
  const refused = refuseUndo(h, suggestion);
  if (refused !== undefined) return refused;
  const { id, kind, step, before } = suggestion;
  const by = personOf(h);
  h.emit(
    { type: "act.undone", step, suggestion: id, kind, by, evidence: kind === "evidence" ? before : {} },
    { ...rule(suggestion), verdict: "WARN" },
  );
  takeBack(h, suggestion);
  tellThread(h, "undone", { step });
  return undefined;
};

const refuseUndo = (h: Happening, { act, before }: Suggestion): Rejection | undefined => {
  if (act.type === "EscalateStep") return mayNotLower(h, act);
  if (act.type !== "AddEvidence") return undefined;
  const names = Object.keys(before);
  const as = (name: string): boolean => canonicalJson(h.instance().evidence[name]?.value) === canonicalJson(act.evidence[name]);
  return names.every(as) ? undefined : { code: "stale", message: "Somebody has given other evidence since." };
};

const takeBack = (h: Happening, { kind, step }: Suggestion): void => {
  const by = personOf(h);
  if (step === undefined || kind === "evidence") return;
  if (kind === "escalate") lowerLadder(h, step);
  else if (kind === "block") liftBlock(h, step, by, UNDONE);
  else sendBack(h, { to: step, from: undefined, by, why: UNDONE, counts: false, atMost: 0 });
};
