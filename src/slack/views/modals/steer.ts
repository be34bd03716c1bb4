import type { InputBlock, ModalView } from "@slack/types";
import type { Priority } from "../../../engine/definition.ts";
import type { PersonId, StepKey } from "../../../engine/ids.ts";
import { FORM, INPUT } from "../../form.ts";
import { LIMIT } from "../../limits.ts";
import { joinMd, md } from "../../mrkdwn.ts";
import { context, option, section } from "../blocks.ts";
import { isWork } from "../step-facts.ts";
import { aboutCase, aboutStep, caseName, stepName, stepOf, type Telling } from "../telling.ts";
import { PRIORITY, sentence } from "../words.ts";
import { peopleInput, radioInput, selectInput, textInput } from "./inputs.ts";
import { modal, type Place } from "./modal.ts";

const PRIORITIES = (Object.keys(PRIORITY) as Priority[]).map((priority) => option(sentence(PRIORITY[priority]), priority));

/** From then on a person's word counts, not the workflow's rule. */
export const priorityForm = (t: Telling, place: Place = {}): ModalView =>
  modal({
    form: FORM.priority,
    title: "Priority",
    submit: "Set it",
    about: aboutCase(t),
    place,
    blocks: [
      section(caseName(t)),
      radioInput(
        INPUT.priority,
        { label: "Priority" },
        PRIORITIES,
        PRIORITIES.find(({ value }) => value === t.file.instance.priority),
      ),
      ...context(md`Critical reaches people at any hour. What you set here stays, whatever the workflow's own rule says.`),
    ],
  });

const peopleOf = (t: Telling, block: string, label: string, people: readonly PersonId[], optional: boolean): InputBlock =>
  peopleInput(block, { label, optional }, t.file.directory, people);

/** Those who are told and never asked. */
export const watchersForm = (t: Telling, place: Place = {}): ModalView =>
  modal({
    form: FORM.watchers,
    title: "Watchers",
    submit: "Save",
    about: aboutCase(t),
    place,
    blocks: [
      section(caseName(t)),
      peopleOf(t, INPUT.watchers, "Who watches this case?", t.file.instance.watchers, true),
      ...context(md`They are told of progress, blocks, escalations and the end, and are asked nothing.`),
    ],
  });

/** Who is asked instead: votes of those who stay stand. */
export const approversForm = (t: Telling, key: StepKey, place: Place = {}): ModalView => {
  const step = stepOf(t, key);
  const asked = isWork(step) ? (step.request?.approvers ?? []) : [];
  return modal({
    form: FORM.approvers,
    title: "Change approvers",
    submit: "Ask them",
    about: aboutStep(t, key),
    place,
    blocks: [
      section(joinMd([stepName(t, key), md`${caseName(t)}`])),
      peopleOf(t, INPUT.approvers, "Who is asked?", asked, false),
      textInput(INPUT.note, { label: "Why?", optional: true }),
      ...context(md`Votes of those who stay count. You cannot name yourself, nor anybody whom the workflow excludes.`),
    ],
  });
};

/** A message by the name that the workflow gives it: its words are the workflow's, and somebody approves it before it goes out. */
export const draftMessageForm = (t: Telling, key: StepKey, place: Place = {}): ModalView => {
  const options = Object.keys(t.file.definition.messages)
    .filter((id) => id.length <= LIMIT.optionValue)
    .slice(0, LIMIT.options)
    .map((id) => option(sentence(id.replaceAll("-", " ")), id));
  return modal({
    form: FORM.draftMessage,
    title: "Draft a message",
    ...(options.length === 0 ? {} : { submit: "Draft it" }),
    about: aboutStep(t, key),
    place,
    blocks: [
      section(stepName(t, key)),
      ...(options.length === 0
        ? [section(md`This workflow has no messages.`)]
        : [selectInput(INPUT.message, { label: "Which message?" }, options)]),
      ...context(md`Nothing is sent by this: somebody else approves it first.`),
    ],
  });
};
