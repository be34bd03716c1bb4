import type { ModalView } from "@slack/types";
import type { StepKey } from "../../../engine/ids.ts";
import type { ButtonValue } from "../../button.ts";
import { FORM, type FormId, INPUT } from "../../form.ts";
import { type Mrkdwn, md } from "../../mrkdwn.ts";
import { context, section } from "../blocks.ts";
import { aboutCase, aboutStep, caseName, stepName, type Telling } from "../telling.ts";
import { textInput } from "./inputs.ts";
import { modal, type Place } from "./modal.ts";

interface ReasonForm {
  readonly form: FormId;
  readonly title: string;
  readonly submit: string;
  readonly about: ButtonValue;
  readonly place: Place | undefined;
  readonly what: Mrkdwn;
  readonly label: string;
  readonly optional?: boolean;
  readonly note?: string;
}

const reasonForm = ({ form, title, submit, about, place, what, label, optional = false, note }: ReasonForm): ModalView =>
  modal({
    form,
    title,
    submit,
    about,
    ...(place === undefined ? {} : { place }),
    blocks: [section(what), textInput(INPUT.reason, { label, optional }), ...context(note === undefined ? undefined : md`${note}`)],
  });

/** A rejection names the proposal that was seen, and why. */
export const rejectForm = (t: Telling, key: StepKey, revision: number, place?: Place): ModalView =>
  reasonForm({
    form: FORM.reject,
    title: "Reject",
    submit: "Reject",
    about: aboutStep(t, key, { revision }),
    place,
    what: stepName(t, key),
    label: "Why?",
    note: "One rejection decides.",
  });

export const changesForm = (t: Telling, key: StepKey, revision: number, place?: Place): ModalView =>
  reasonForm({
    form: FORM.changes,
    title: "Request changes",
    submit: "Request changes",
    about: aboutStep(t, key, { revision }),
    place,
    what: stepName(t, key),
    label: "What should change?",
  });

export const rejectDraftForm = (t: Telling, draft: string, place?: Place): ModalView =>
  reasonForm({
    form: FORM.rejectDraft,
    title: "Reject the message",
    submit: "Reject",
    about: aboutCase(t, { draft }),
    place,
    what: caseName(t),
    label: "Why?",
    optional: true,
    note: "Nothing is sent.",
  });

export const skipForm = (t: Telling, key: StepKey, place?: Place): ModalView =>
  reasonForm({
    form: FORM.skip,
    title: "Skip this step",
    submit: "Skip",
    about: aboutStep(t, key),
    place,
    what: stepName(t, key),
    label: "Why?",
    note: "The steps after it go on as if it were done.",
  });

export const reopenForm = (t: Telling, key: StepKey, place?: Place): ModalView =>
  reasonForm({
    form: FORM.reopen,
    title: "Reopen this step",
    submit: "Reopen",
    about: aboutStep(t, key),
    place,
    what: stepName(t, key),
    label: "Why?",
    note: "Every step after it that was started or done waits again. Votes are void; evidence is kept.",
  });

export const cancelForm = (t: Telling, place?: Place): ModalView =>
  reasonForm({
    form: FORM.cancel,
    title: "Cancel the case",
    submit: "Cancel the case",
    about: aboutCase(t),
    place,
    what: caseName(t),
    label: "Why?",
    note: "Nothing that is still open will be done. What was done stays in the record.",
  });

export const pauseForm = (t: Telling, place?: Place): ModalView =>
  reasonForm({
    form: FORM.pause,
    title: "Pause the case",
    submit: "Pause",
    about: aboutCase(t),
    place,
    what: caseName(t),
    label: "Why?",
    optional: true,
    note: "Clocks keep what is left of them. Nothing starts and nothing is sent until it resumes; what people do counts.",
  });

/** Nothing to fill in: it is confirmed. */
export const resumeForm = (t: Telling, place: Place = {}): ModalView =>
  modal({
    form: FORM.resume,
    title: "Resume the case",
    submit: "Resume",
    about: aboutCase(t),
    place,
    blocks: [section(md`${caseName(t)} goes on from where it was. What fell due meanwhile is said once.`)],
  });
