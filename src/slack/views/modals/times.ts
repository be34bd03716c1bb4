import type { ModalView } from "@slack/types";
import type { StepKey } from "../../../engine/ids.ts";
import type { SnoozePreset } from "../../../engine/messages/command.ts";
import { FORM, INPUT } from "../../form.ts";
import { joinMd, md } from "../../mrkdwn.ts";
import { context, option, section } from "../blocks.ts";
import { otherwise } from "../next-level.ts";
import { isDueWords, isWork } from "../step-facts.ts";
import { aboutStep, stepName, stepOf, type Telling } from "../telling.ts";
import { radioInput, textInput, timeInput } from "./inputs.ts";
import { modal, type Place } from "./modal.ts";

const dueLine = (t: Telling, key: StepKey) => {
  const step = stepOf(t, key);
  const due = isWork(step) ? isDueWords(t, step.dueAt) : undefined;
  return section(joinMd([stepName(t, key), due === undefined ? undefined : md`It ${due}.`]));
};

const dueAt = (t: Telling, key: StepKey): number | undefined => {
  const step = stepOf(t, key);
  return isWork(step) ? step.dueAt : undefined;
};

/** "On it until": silence is noticed at that time, and not before. `until` is what a reply already said. */
export const commitForm = (t: Telling, key: StepKey, place: Place = {}, until?: number): ModalView =>
  modal({
    form: FORM.commit,
    title: "On it until a time",
    submit: "Promise it",
    about: aboutStep(t, key),
    place,
    blocks: [
      dueLine(t, key),
      timeInput(INPUT.until, { label: "Until when?", hint: "Not later than the due date." }, until ?? dueAt(t, key)),
      ...context(md`Nobody asks you before that time. You can do this twice for a step.`),
    ],
  });

const PRESETS: readonly (readonly [SnoozePreset | "time", string])[] = [
  ["1-hour", "In 1 hour"],
  ["this-afternoon", "This afternoon"],
  ["tomorrow-morning", "Tomorrow morning"],
  ["time", "At the time below"],
];

/** Moves the next reminder, and nothing else. */
export const snoozeForm = (t: Telling, key: StepKey, place: Place = {}): ModalView => {
  const presets = PRESETS.map(([preset, words]) => option(words, preset));
  return modal({
    form: FORM.snooze,
    title: "Remind me later",
    submit: "Remind me then",
    about: aboutStep(t, key),
    place,
    blocks: [
      dueLine(t, key),
      radioInput(INPUT.preset, { label: "When?" }, presets, presets[0]),
      timeInput(INPUT.until, { label: "A time of your own", optional: true, hint: "Counts when you choose the last answer above." }),
      ...context(md`Only the next reminder moves; the due date and everything else stays.`, otherwise(t, key)),
    ],
  });
};

/** A new due date. */
export const extendForm = (t: Telling, key: StepKey, place: Place = {}): ModalView =>
  modal({
    form: FORM.extend,
    title: "Move the due date",
    submit: "Move it",
    about: aboutStep(t, key),
    place,
    blocks: [
      dueLine(t, key),
      timeInput(INPUT.until, { label: "New due date" }, dueAt(t, key)),
      textInput(INPUT.reason, { label: "Why?", optional: true }),
    ],
  });
