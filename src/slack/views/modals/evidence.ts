import type { InputBlock, ModalView } from "@slack/types";
import type { Field } from "../../../engine/definition.ts";
import type { StepKey } from "../../../engine/ids.ts";
import { isTextRef, type Value } from "../../../engine/value.ts";
import { FORM, INPUT } from "../../form.ts";
import { joinMd, md } from "../../mrkdwn.ts";
import { section } from "../blocks.ts";
import { aboutCase, aboutStep, caseName, definitionOf, stepName, storedValue, type Telling } from "../telling.ts";
import { fieldInput } from "./field-input.ts";
import { textInput } from "./inputs.ts";
import { modal, type Place } from "./modal.ts";

/** What a field holds now, with a personal text read from beside the record. */
export const plainValue = (t: Telling, field: string): Value | undefined => {
  const value = storedValue(t, field);
  return isTextRef(value) ? t.file.texts.get(value.text) : value;
};

const asked = (t: Telling, fields: readonly Field[], optional?: boolean): InputBlock[] =>
  fields.map((field) =>
    fieldInput(field, t.file.directory, { value: plainValue(t, field.name), ...(optional === undefined ? {} : { optional }) }),
  );

/** A note that explains an act; whoever acts for the owner has to give one. */
export const noteInput = (): InputBlock =>
  textInput(INPUT.note, { label: "Note", hint: "Needed when you act in place of the owner.", optional: true });

const about = (t: Telling, key: StepKey) => section(joinMd([stepName(t, key), md`${caseName(t)}`]));

/** What *done* needs. */
export const doneForm = (t: Telling, key: StepKey, place: Place = {}): ModalView =>
  modal({
    form: FORM.done,
    title: "Done",
    submit: "Mark done",
    about: aboutStep(t, key),
    place,
    blocks: [about(t, key), ...asked(t, definitionOf(t, key)?.evidence ?? []), noteInput()],
  });

/** Evidence that is given before the step is done: nothing is required yet. */
export const evidenceForm = (t: Telling, key: StepKey, place: Place = {}): ModalView =>
  modal({
    form: FORM.evidence,
    title: "Add evidence",
    submit: "Add",
    about: aboutStep(t, key),
    place,
    blocks: [about(t, key), ...asked(t, definitionOf(t, key)?.evidence ?? [], true), noteInput()],
  });

/** Inputs that a step waits for, asked from whoever they come from; without a step what somebody may give or correct at any time. */
export const provideForm = (t: Telling, names: readonly string[], place: Place = {}, step?: StepKey): ModalView => {
  const inputs = t.file.definition.inputs.filter((input) => names.includes(input.name));
  const isAsked = step !== undefined;
  const words = isAsked ? md`${caseName(t)} needs this to go on.` : md`${caseName(t)}: what you leave as it is does not change.`;
  return modal({
    form: FORM.provide,
    title: "Give information",
    about: isAsked ? aboutStep(t, step) : aboutCase(t),
    place,
    ...(inputs.length === 0 ? {} : { submit: "Save" }),
    blocks: [section(inputs.length === 0 ? md`${caseName(t)} has all that was asked for.` : words), ...asked(t, inputs, !isAsked)],
  });
};
