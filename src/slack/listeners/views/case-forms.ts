import type { InstanceId } from "../../../engine/ids.ts";
import { canSee } from "../../../engine/may-see.ts";
import { FORM, type FormId, INPUT } from "../../form.ts";
import { fieldsIn, readFields } from "../../form-values.ts";
import type { BareCommand } from "../../to-command.ts";
import { isStepValue, stepCommand } from "../actions/acts.ts";
import { ask } from "../carry-out.ts";
import { caseFor, maySee } from "../case-of.ts";
import { findCase } from "../find-case.ts";
import type { Listening } from "../listening.ts";
import { fieldErrors, notUnderstood, type OnSubmit, refused } from "./response.ts";
import type { Submission } from "./to-submission.ts";

const send = async (l: Listening, s: Submission, bare: BareCommand) => {
  const answer = await ask(l, s, bare);
  return answer.ok ? undefined : await refused(l, s, answer.rejection);
};

/** A form about a case, with words in one field. */
const onCase =
  (
    command: (instance: InstanceId, words: string | undefined, s: Submission) => BareCommand,
    field: string | undefined,
    isNeeded = false,
  ): OnSubmit =>
  async (l, s) => {
    const { instance } = s.about;
    if (instance === undefined) return notUnderstood();
    const words = field === undefined ? undefined : s.form.text(field);
    if (isNeeded && field !== undefined && words === undefined) return fieldErrors(s, { [field]: "This is needed." });
    return await send(l, s, command(instance, words, s));
  };

const because = (reason: string | undefined): { readonly reason?: string } => (reason === undefined ? {} : { reason });

const isInChannel = async (l: Listening, s: Submission, instance: InstanceId): Promise<boolean> => {
  const t = await caseFor(l, s.person, instance);
  if (t === undefined) return false;
  const { definition, directory, instance: known } = t.file;
  // Asked of Slack only where it decides.
  return definition.access.see === "channel" && !canSee(definition, known, directory, s.person, false) && (await maySee(l, s, t));
};

/** A note; or, of a step that somebody else lifts the block of, why they do. */
const onNote: OnSubmit = async (l, s) => {
  const { instance, step, reading } = s.about;
  const text = s.form.text(INPUT.note);
  if (instance === undefined) return notUnderstood();
  if (text === undefined) return fieldErrors(s, { [INPUT.note]: "Write something." });
  if (reading === "unblocked" && isStepValue(s.about))
    return await send(l, s, { type: "UnblockStep", ...stepCommand(s.about), note: text });
  const inChannel = await isInChannel(l, s, instance);
  return await send(l, s, { type: "AddNote", instance, text, inChannel, ...(step === undefined ? {} : { step }) });
};

/** A message becomes a note of the case that is named. */
const onAddToCase: OnSubmit = async (l, s) => {
  const named = s.form.text(INPUT.caseId);
  const text = s.form.text(INPUT.note);
  const missing = {
    ...(named === undefined ? { [INPUT.caseId]: "Name the case." } : {}),
    ...(text === undefined ? { [INPUT.note]: "Write something." } : {}),
  };
  if (named === undefined || text === undefined) return fieldErrors(s, missing);
  const found = await findCase(l, s, named);
  if (found.instance === undefined) {
    const meant = found.nearest === undefined ? "" : ` Did you mean ${found.nearest}?`;
    return fieldErrors(s, { [INPUT.caseId]: `There is no case of that name.${meant}` });
  }
  const { id: instance } = found.instance;
  return await send(l, s, { type: "AddNote", instance, text, inChannel: await isInChannel(l, s, instance) });
};

/** What a case waits for. The form's own inputs say which were asked. */
const onProvide: OnSubmit = async (l, s) => {
  const { instance } = s.about;
  const t = await caseFor(l, s.person, instance);
  if (t === undefined || instance === undefined) return notUnderstood();
  const asked = fieldsIn(s.inputs);
  const fields = t.file.definition.inputs.filter((field) => asked.includes(field.name));
  const { values, problems } = readFields(
    s.form,
    fields,
    l.catalogue.directory(),
    fields.map((field) => ({ ...field, required: true })),
  );
  if (Object.keys(problems).length > 0) return fieldErrors(s, problems);
  return await send(l, s, { type: "ProvideInput", instance, inputs: values });
};

/** Forms about a case, by what they ask for. */
export const CASE_FORMS = {
  [FORM.cancel]: onCase((instance, reason = "") => ({ type: "CancelInstance", instance, reason }), INPUT.reason, true),
  [FORM.pause]: onCase((instance, reason) => ({ type: "PauseInstance", instance, ...because(reason) }), INPUT.reason),
  [FORM.resume]: onCase((instance) => ({ type: "ResumeInstance", instance }), undefined),
  [FORM.rejectDraft]: onCase(
    (instance, reason, s) => ({ type: "RejectMessage", instance, draft: s.about.draft ?? "", ...because(reason) }),
    INPUT.reason,
  ),
  [FORM.note]: onNote,
  [FORM.addToCase]: onAddToCase,
  [FORM.provide]: onProvide,
} as const satisfies Partial<Record<FormId, OnSubmit>>;
