import type { ModalView } from "@slack/types";
import type { StepKey } from "../../../engine/ids.ts";
import { FORM, INPUT } from "../../form.ts";
import { md } from "../../mrkdwn.ts";
import { context, section } from "../blocks.ts";
import { aboutCase, aboutStep, caseName, stepName, type Telling } from "../telling.ts";
import { textInput } from "./inputs.ts";
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

/** A message becomes a note of a case: the case is named, the words can be changed. */
export const addToCaseForm = (words: string, place: Place = {}): ModalView =>
  modal({
    form: FORM.addToCase,
    title: "Add to a case",
    submit: "Add",
    about: {},
    place,
    blocks: [
      textInput(INPUT.caseId, { label: "Case", multiline: false, hint: "As it is named in its card, such as 2024-0847." }),
      textInput(INPUT.note, { label: "Note", initial: words }),
      ...context(md`It is added in your name; who wrote the message is part of the note.`),
    ],
  });
