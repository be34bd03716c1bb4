import type { InputBlock, ModalView } from "@slack/types";
import type { Suggestion } from "../../../engine/autonomy/suggestion.ts";
import type { Field } from "../../../engine/definition.ts";
import { isTextRef, type Value } from "../../../engine/value.ts";
import { FORM, INPUT } from "../../form.ts";
import { joinMd, md } from "../../mrkdwn.ts";
import { section } from "../blocks.ts";
import { actWords, valuesIn, wordsIn } from "../suggested-values.ts";
import { aboutCase, caseName, definitionOf, type Telling } from "../telling.ts";
import { noteInput, plainValue } from "./evidence.ts";
import { fieldInput } from "./field-input.ts";
import { textInput } from "./inputs.ts";
import { modal, type Place } from "./modal.ts";

/** What a person may give otherwise: the evidence of the step, or the inputs that were suggested. */
export const suggestedFields = (t: Telling, { act }: Suggestion): readonly Field[] => {
  if (act.type === "ProvideInput") return t.file.definition.inputs.filter(({ name }) => Object.hasOwn(act.inputs, name));
  if (act.type !== "CompleteStep" && act.type !== "AddEvidence") return [];
  return definitionOf(t, act.step)?.evidence ?? [];
};

/** As it was suggested, else as it is. */
export const suggestedValue = (t: Telling, { act }: Suggestion, name: string): Value | undefined => {
  const value = valuesIn(act)[name];
  if (value === undefined) return plainValue(t, name);
  return isTextRef(value) ? t.file.texts.get(value.text) : value;
};

const wordsInput = (words: string | undefined): InputBlock[] =>
  words === undefined ? [] : [textInput(INPUT.reason, { label: "In words", initial: words })];

/** The exact act with its values, to be changed or left as they are. */
export const editSuggestionForm = (t: Telling, suggestion: Suggestion, place: Place = {}): ModalView =>
  modal({
    form: FORM.editSuggestion,
    title: "Suggestion",
    submit: "Do it",
    about: aboutCase(t, { suggestion: suggestion.id }),
    place,
    blocks: [
      section(joinMd([actWords(t, suggestion.act), md`${caseName(t)}`])),
      ...suggestedFields(t, suggestion).map((field) =>
        fieldInput(field, t.file.directory, { value: suggestedValue(t, suggestion, field.name) }),
      ),
      ...wordsInput(wordsIn(suggestion.act)),
      noteInput(),
    ],
  });

/** Why not: what the agent's score is made of. */
export const dismissSuggestionForm = (t: Telling, { id, act }: Suggestion, place: Place = {}): ModalView =>
  modal({
    form: FORM.dismissSuggestion,
    title: "Dismiss",
    submit: "Dismiss",
    about: aboutCase(t, { suggestion: id }),
    place,
    blocks: [section(joinMd([actWords(t, act), md`${caseName(t)}`])), textInput(INPUT.reason, { label: "Why not?" })],
  });
