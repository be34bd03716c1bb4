import type { Priority } from "../../../engine/definition.ts";
import type { PersonId } from "../../../engine/ids.ts";
import { FORM, type FormId, INPUT } from "../../form.ts";
import { isStepValue, stepCommand } from "../actions/acts.ts";
import { caseFor } from "../case-of.ts";
import type { Listening } from "../listening.ts";
import { fieldErrors, notUnderstood, type OnSubmit, send } from "./response.ts";
import type { Submission } from "./to-submission.ts";

const PRIORITIES: readonly Priority[] = ["low", "medium", "high", "critical"];

const onPriority: OnSubmit = async (l, s) => {
  const priority = PRIORITIES.find((each) => each === s.form.option(INPUT.priority));
  if (s.about.instance === undefined) return notUnderstood();
  if (priority === undefined) return fieldErrors(s, { [INPUT.priority]: "Choose one." });
  return await send(l, s, { type: "SetPriority", instance: s.about.instance, priority });
};

/** Those who were chosen, as far as they are known: everybody named in a form is, from then on. */
const chosen = (l: Listening, s: Submission, block: string): readonly PersonId[] =>
  s.form.persons(block).flatMap((slackId) => l.catalogue.directory().addresses.get(slackId) ?? []);

/** Who was in the list and is not any more goes; whom Slack does not know could not be in it, and stays. */
const onWatchers: OnSubmit = async (l, s) => {
  const t = await caseFor(l, s.person, s.about.instance);
  if (t === undefined) return notUnderstood();
  const { watchers, id: instance } = t.file.instance;
  const wanted = chosen(l, s, INPUT.watchers);
  const shown = watchers.filter((person) => t.file.directory.people.get(person)?.slackId !== undefined);
  const add = wanted.filter((person) => !watchers.includes(person));
  const remove = shown.filter((person) => !wanted.includes(person));
  return add.length + remove.length === 0 ? undefined : await send(l, s, { type: "ChangeWatchers", instance, add, remove });
};

const onApprovers: OnSubmit = async (l, s) => {
  if (!isStepValue(s.about)) return notUnderstood();
  const note = s.form.text(INPUT.note);
  const approvers = chosen(l, s, INPUT.approvers);
  return await send(l, s, { type: "ChangeApprovers", ...stepCommand(s.about), approvers, ...(note === undefined ? {} : { note }) });
};

const onDraftMessage: OnSubmit = async (l, s) => {
  const message = s.form.option(INPUT.message);
  if (!isStepValue(s.about)) return notUnderstood();
  if (message === undefined) return fieldErrors(s, { [INPUT.message]: "Choose one." });
  return await send(l, s, { type: "DraftMessage", instance: s.about.instance, step: s.about.step, message });
};

/** Forms that steer a case as a whole, and who is asked in it. */
export const STEER_FORMS = {
  [FORM.priority]: onPriority,
  [FORM.watchers]: onWatchers,
  [FORM.approvers]: onApprovers,
  [FORM.draftMessage]: onDraftMessage,
} as const satisfies Partial<Record<FormId, OnSubmit>>;
