import { FORM } from "../../form.ts";
import { snoozedAnswer } from "../../views/answers/say.ts";
import { isStepValue, stepCommand } from "../actions/acts.ts";
import { tellPrivately } from "../answer.ts";
import { ask, mendCard } from "../carry-out.ts";
import { type StepOfCase, stepFor } from "../case-of.ts";
import type { Listening } from "../listening.ts";
import { STEP_FORMS, type StepFormId } from "./forms.ts";
import { fieldErrors, notUnderstood, type OnSubmit, refused } from "./response.ts";
import type { Submission } from "./to-submission.ts";

/** The time chosen is confirmed as it was understood, in the reader's zone. */
const confirmSnooze = async (l: Listening, s: Submission, before: StepOfCase): Promise<void> => {
  const after = await stepFor(l, s.person, s.about);
  const step = after?.t.file.instance.steps[before.key];
  if (after === undefined || step === undefined || !("reminder" in step) || step.reminder === undefined) return;
  tellPrivately(l, s, snoozedAnswer(after.t, before.key, step.reminder.at));
};

/** After the answer: the card that was out of date is mended, the time that was chosen is confirmed. */
const follow = (l: Listening, s: Submission, step: StepOfCase, { ok, code }: { readonly ok: boolean; readonly code?: string }): void => {
  if (ok && s.formId === FORM.snooze) l.background.run("confirming a snooze", () => confirmSnooze(l, s, step));
  if (code === "stale" || code === "wrong-state") mendCard(l, s.about.instance);
};

/** A form about a step: read against what is true now, asked as one command, and answered under its own fields. */
export const onStepForm =
  (formId: StepFormId): OnSubmit =>
  async (l, s) => {
    const step = isStepValue(s.about) ? await stepFor(l, s.person, s.about) : undefined;
    if (step === undefined || !isStepValue(s.about)) return notUnderstood();
    const translated = STEP_FORMS[formId]({ l, s, step, on: stepCommand(s.about) });
    if ("problems" in translated) return fieldErrors(s, translated.problems) ?? notUnderstood();
    const answer = await ask(l, s, translated.bare);
    follow(l, s, step, answer.ok ? { ok: true } : { ok: false, code: answer.rejection.code });
    return answer.ok ? undefined : await refused(l, s, answer.rejection, translated.bare);
  };
