import type { App } from "@slack/bolt";
import { FORM, type FormId } from "../../form.ts";
import type { Listening } from "../listening.ts";
import { ABSENCE_FORM } from "./absence-form.ts";
import { ADD_TO_CASE_FORMS } from "./add-to-case-forms.ts";
import { CASE_FORMS } from "./case-forms.ts";
import type { StepFormId } from "./forms.ts";
import { PROPOSAL_FORMS } from "./proposal-forms.ts";
import { notUnderstood, type OnSubmit } from "./response.ts";
import { START_FORMS } from "./start-forms.ts";
import { STEER_FORMS } from "./steer-forms.ts";
import { onStepForm } from "./step-forms.ts";
import { SUGGESTION_FORMS } from "./suggestion-forms.ts";
import { toSubmission } from "./to-submission.ts";

type Page = typeof FORM.details | typeof FORM.why | typeof FORM.casePage | typeof FORM.draft;
type Sent = Exclude<FormId, Page>;

const PAGES: ReadonlySet<FormId> = new Set<Page>([FORM.details, FORM.why, FORM.casePage, FORM.draft]);
const isSent = (form: FormId): form is Sent => !PAGES.has(form);

const STEP: { readonly [F in StepFormId]: OnSubmit } = {
  [FORM.done]: onStepForm(FORM.done),
  [FORM.evidence]: onStepForm(FORM.evidence),
  [FORM.decide]: onStepForm(FORM.decide),
  [FORM.blocked]: onStepForm(FORM.blocked),
  [FORM.handOff]: onStepForm(FORM.handOff),
  [FORM.notMine]: onStepForm(FORM.notMine),
  [FORM.returnHandOff]: onStepForm(FORM.returnHandOff),
  [FORM.reassign]: onStepForm(FORM.reassign),
  [FORM.reject]: onStepForm(FORM.reject),
  [FORM.changes]: onStepForm(FORM.changes),
  [FORM.commit]: onStepForm(FORM.commit),
  [FORM.extend]: onStepForm(FORM.extend),
  [FORM.snooze]: onStepForm(FORM.snooze),
  [FORM.skip]: onStepForm(FORM.skip),
  [FORM.reopen]: onStepForm(FORM.reopen),
  [FORM.alternative]: onStepForm(FORM.alternative),
};

/** Every form that is sent, and what it does. Pages are only read. */
const SUBMISSIONS: { readonly [F in Sent]: OnSubmit } = {
  ...STEP,
  ...CASE_FORMS,
  ...SUGGESTION_FORMS,
  ...STEER_FORMS,
  ...ADD_TO_CASE_FORMS,
  ...START_FORMS,
  ...PROPOSAL_FORMS,
  ...ABSENCE_FORM,
};

const onSubmitOf = (form: FormId): OnSubmit => (isSent(form) ? SUBMISSIONS[form] : async () => notUnderstood());

export const listenToViews = (app: App, l: Listening): void => {
  app.view({ callback_id: /.*/, type: "view_submission" }, async ({ ack, body }) => {
    const submission = await toSubmission(l, body);
    const response = submission === undefined ? notUnderstood() : await onSubmitOf(submission.formId)(l, submission);
    await (response === undefined ? ack() : ack(response));
  });
};
