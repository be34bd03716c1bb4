import type { StepDefinition } from "../../engine/definition.ts";
import type { StepKey } from "../../engine/ids.ts";
import type { DoneStep } from "../../engine/instance.ts";
import { isGiven } from "../../engine/scope.ts";
import { isTextRef } from "../../engine/value.ts";
import { cut, SHOWN } from "../limits.ts";
import { joinMd, type Mrkdwn, md, NOTHING } from "../mrkdwn.ts";
import { doneWords, stepsBefore } from "./concerns.ts";
import { blockWords, type Work } from "./step-facts.ts";
import { definitionOf, labelOf, nameOrYou, stepName, stepOf, storedValue, type Telling, valueMd, when } from "./telling.ts";

// What whoever takes over a step needs to know of what was before them: from the case as it stands, nothing guessed.

/** The last so many of each kind: the case's card and its trace have the rest. */
const MOST = 5;

const listed = (title: string, lines: readonly Mrkdwn[]): Mrkdwn | undefined => {
  if (lines.length === 0) return undefined;
  const more = lines.length > MOST ? md`${lines.length - MOST} earlier` : undefined;
  return joinMd([md`*${title}:*`, more, ...lines.slice(-MOST)]);
};

const isDecided = (t: Telling, key: StepKey): boolean => {
  const kind = definitionOf(t, key)?.kind;
  return kind === "decision" || kind === "approval";
};

/** What was decided and approved before this step, by whom and why. */
const decisions = (t: Telling, before: readonly StepKey[]): readonly Mrkdwn[] =>
  before
    .filter((key) => isDecided(t, key))
    .map((key) => stepOf(t, key))
    .filter((step): step is DoneStep => step?.status === "done")
    .toSorted((a, b) => a.endedAt - b.endedAt)
    .map((step) => doneWords(t, step));

/** Promised, asked or said about the step, and not settled yet. */
const openQuestions = (t: Telling, step: Work): readonly Mrkdwn[] => {
  const promises = step.commitments
    .filter(({ state }) => state === "open")
    .map(({ by, until }) => md`• ${nameOrYou(t, by)} promised it by ${when(t, until)}`);
  const drafts = Object.values(t.file.instance.drafts)
    .filter((draft) => draft.step === step.key && (draft.status === "pending" || draft.status === "approved"))
    .map(
      ({ status, at }) =>
        md`• a message drafted ${when(t, at)} ${status === "pending" ? "awaits approval" : "is approved, and not sent yet"}`,
    );
  const proposed = step.proposal === undefined ? [] : [md`• what ${nameOrYou(t, step.proposal.by)} proposed awaits approval`];
  return [...(step.status === "blocked" ? [md`• ${blockWords(t, step)}`] : []), ...promises, ...drafts, ...proposed];
};

/** What had to exist before the step could start: what each holds, or that it is missing. */
const readiness = (t: Telling, { ready }: StepDefinition): readonly Mrkdwn[] =>
  ready.map((field) => {
    const value = storedValue(t, field);
    return isGiven(value) ? md`• ${labelOf(t, field)}: ${valueMd(t, value, field)}` : md`• ${labelOf(t, field)}: *missing*`;
  });

const isLink = (type: string): boolean => type === "url" || type === "file";

/** Addresses and files that the case holds so far: of its inputs, and of the steps before. */
const links = (t: Telling, before: readonly StepKey[]): readonly Mrkdwn[] => {
  const fields = [...t.file.definition.inputs, ...before.flatMap((key) => definitionOf(t, key)?.evidence ?? [])];
  return fields
    .filter(({ name, type }) => isLink(type) && isGiven(storedValue(t, name)))
    .map(({ name }) => md`• ${labelOf(t, name)}: ${valueMd(t, storedValue(t, name), name)}`);
};

/** How it stood with whoever had it before. */
const soFar = (t: Telling, { key, handOff, pass, activatedAt }: Work): Mrkdwn => {
  const again = pass > 1 ? md`, for the ${pass}. time` : NOTHING;
  const returned = handOff !== undefined && handOff.returns > 0 ? md`, and returned since` : NOTHING;
  return md`*So far:* ${stepName(t, key)} is under way since ${when(t, activatedAt)}${again}${returned}.`;
};

const WORDED = { summary: "Summary", decisions: "Decided and agreed", open: "Open questions" } as const;

/** What a model made of state and thread, as soon as it is there; what is erased is left out. */
const worded = (t: Telling, { handOff }: Work): readonly Mrkdwn[] => {
  const words = handOff?.words?.words ?? {};
  const parts = (Object.keys(WORDED) as (keyof typeof WORDED)[]).flatMap((part) => {
    const ref = words[part];
    const text = isTextRef(ref) ? t.file.texts.get(ref.text) : undefined;
    if (text === undefined) return [];
    return [joinMd([md`*${WORDED[part]}:*`, ...text.split("\n").map((line) => md`• ${cut(line, SHOWN.words)}`)])];
  });
  return parts.length === 0 ? [] : [...parts, md`_Worded by a model, each from what is named. The case itself is right:_`];
};

/** The packet that goes with a handoff. */
export const packet = (t: Telling, definition: StepDefinition, step: Work): readonly Mrkdwn[] => {
  const before = stepsBefore(t, step.key);
  return [
    ...worded(t, step),
    soFar(t, step),
    listed("Decided before", decisions(t, before)),
    listed("Still open", openQuestions(t, step)),
    listed("It needed to start", readiness(t, definition)),
    listed("Links", links(t, before)),
  ].filter((part) => part !== undefined);
};
