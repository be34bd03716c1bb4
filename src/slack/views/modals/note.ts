import type { ModalView } from "@slack/types";
import type { Field } from "../../../engine/definition.ts";
import type { StepKey } from "../../../engine/ids.ts";
import { isGiven } from "../../../engine/scope.ts";
import { FORM, INPUT } from "../../form.ts";
import { LIMIT } from "../../limits.ts";
import { md } from "../../mrkdwn.ts";
import { context, option, section } from "../blocks.ts";
import { aboutCase, aboutStep, caseName, labelOf, stepName, stepOf, stepTitle, storedValue, type Telling } from "../telling.ts";
import { radioInput, selectInput, textInput } from "./inputs.ts";
import { modal, type Place } from "./modal.ts";

/** A note on a case, or on one of its steps. */
export const noteForm = (t: Telling, key?: StepKey, place: Place = {}): ModalView =>
  modal({
    form: FORM.note,
    title: "Add a note",
    submit: "Add",
    about: key === undefined ? aboutCase(t) : aboutStep(t, key),
    place,
    blocks: [section(key === undefined ? caseName(t) : stepName(t, key)), textInput(INPUT.note, { label: "Note" })],
  });

const AS = [option("A note", "note"), option("Evidence of a step", "evidence")];

/** A message becomes a note of a case, or evidence of a step of it: the case is named, the words can be changed. */
export const addToCaseForm = (words: string, place: Place = {}): ModalView =>
  modal({
    form: FORM.addToCase,
    title: "Add to a case",
    submit: "Add",
    about: {},
    place,
    blocks: [
      textInput(INPUT.caseId, { label: "Case", multiline: false, hint: "As it is named in its card, such as 2024-0847." }),
      radioInput(INPUT.as, { label: "Add it as" }, AS, AS[0]),
      textInput(INPUT.note, { label: "Note", initial: words }),
      ...context(md`It is added in your name; who wrote the message is part of the note.`),
    ],
  });

/** A piece of evidence that a message can be: its words, or the link to it. */
export interface OpenEvidence {
  readonly step: StepKey;
  readonly field: Field;
}

const TAKES_A_MESSAGE: ReadonlySet<Field["type"]> = new Set(["text", "url", "file"]);

/** What is still missing of the steps that are not over, as far as a message can be it. */
export const openEvidence = (t: Telling): readonly OpenEvidence[] =>
  t.file.definition.steps
    .filter(({ key }) => ["waiting", "active", "blocked"].includes(stepOf(t, key)?.status ?? ""))
    .flatMap(({ key, evidence }) => evidence.map((field) => ({ step: key, field })))
    .filter(({ field }) => TAKES_A_MESSAGE.has(field.type) && !isGiven(storedValue(t, field.name)));

/** What a choice of evidence is sent as. */
export const evidenceId = ({ step, field }: OpenEvidence): string => `${step}/${field.name}`;

/** Which evidence a message is. `words` are what was written in the form before. */
export const evidenceOfForm = (t: Telling, words: string, place: Place = {}): ModalView => {
  const options = openEvidence(t)
    .filter((each) => evidenceId(each).length <= LIMIT.optionValue)
    .slice(0, LIMIT.options)
    .map((each) => option(`${labelOf(t, each.field.name)} (${stepTitle(t, each.step)})`, evidenceId(each)));
  const none = section(md`No step of ${caseName(t)} waits for evidence that a message could be. Go back to add it as a note.`);
  return modal({
    form: FORM.evidenceOf,
    title: "Add evidence",
    ...(options.length === 0 ? {} : { submit: "Add" }),
    about: aboutCase(t),
    place,
    blocks:
      options.length === 0
        ? [none]
        : [
            section(caseName(t)),
            selectInput(INPUT.field, { label: "Evidence" }, options),
            textInput(INPUT.note, { label: "What the message says", initial: words }),
            ...context(md`Where a link is asked for, it is the link to the message; what it says is kept beside it.`),
          ],
  });
};
