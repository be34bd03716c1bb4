import type { BareAct } from "../../engine/autonomy/suggestion.ts";
import type { StoredValue } from "../../engine/value.ts";
import { cut, SHOWN } from "../limits.ts";
import { type Mrkdwn, md } from "../mrkdwn.ts";
import { caseName, labelOf, stepName, type Telling, valueMd } from "./telling.ts";

const WORDS: { readonly [T in BareAct["type"]]: (what: Mrkdwn) => Mrkdwn } = {
  StartWorkflow: (what) => md`start ${what}`,
  AddNote: (what) => md`add a note to ${what}`,
  CompleteStep: (what) => md`mark ${what} done`,
  AddEvidence: (what) => md`add evidence to ${what}`,
  BlockStep: (what) => md`mark ${what} blocked`,
  UnblockStep: (what) => md`lift the block of ${what}`,
  MarkArrived: (what) => md`say that ${what} has arrived`,
  ReassignStep: (what) => md`give ${what} to somebody else`,
  DraftMessage: (what) => md`draft a message about ${what}`,
  EscalateStep: (what) => md`ask for help on ${what} now, as its escalation says`,
  ProvideInput: (what) => md`fill in what is known of ${what}`,
};

/** `mark *Set up SSO* done`. */
export const actWords = (t: Telling, act: BareAct): Mrkdwn =>
  WORDS[act.type]("step" in act && act.step !== undefined ? stepName(t, act.step) : caseName(t));

/** Evidence or inputs that an act brings. */
export const valuesIn = (act: BareAct): Readonly<Record<string, StoredValue>> => {
  if (act.type === "CompleteStep" || act.type === "AddEvidence") return act.evidence ?? {};
  return act.type === "ProvideInput" ? act.inputs : {};
};

/** The words that an act consists of. */
export const wordsIn = (act: BareAct): string | undefined => {
  if (act.type === "BlockStep") return act.reason;
  return act.type === "AddNote" ? act.text : undefined;
};

/** The exact act, a value a line: what is confirmed is what is shown. */
export const actLines = (t: Telling, act: BareAct): readonly Mrkdwn[] => {
  const values = Object.entries(valuesIn(act)).map(([name, value]) => md`*${labelOf(t, name)}:* ${valueMd(t, value, name)}`);
  const words = wordsIn(act);
  const note = "note" in act ? act.note : undefined;
  const raised = act.type === "EscalateStep" ? [md`*Raised by the ${act.raisedBy}:* ${cut(act.why, SHOWN.words)}`] : [];
  return [
    ...values,
    ...raised,
    ...(words === undefined ? [] : [md`*In words:* ${cut(words, SHOWN.words)}`]),
    ...(note === undefined ? [] : [md`*Note:* ${cut(note, SHOWN.words)}`]),
  ];
};
