import type { InstanceId } from "../../../engine/ids.ts";
import { FORM, type FormId, INPUT } from "../../form.ts";
import { fieldsIn, readFields } from "../../form-values.ts";
import type { BareCommand } from "../../to-command.ts";
import { plainValue } from "../../views/modals/evidence.ts";
import { isStepValue, stepCommand } from "../actions/acts.ts";
import { caseFor, seenInChannel } from "../case-of.ts";
import { fieldErrors, notUnderstood, type OnSubmit, send } from "./response.ts";
import type { Submission } from "./to-submission.ts";

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

/** A note; or, of a step that somebody else lifts the block of, why they do. */
const onNote: OnSubmit = async (l, s) => {
  const { instance, step, reading } = s.about;
  const text = s.form.text(INPUT.note);
  if (instance === undefined) return notUnderstood();
  if (text === undefined) return fieldErrors(s, { [INPUT.note]: "Write something." });
  if (reading === "unblocked" && isStepValue(s.about))
    return await send(l, s, { type: "UnblockStep", ...stepCommand(s.about), note: text });
  const t = await caseFor(l, s.person, instance);
  const inChannel = t !== undefined && (await seenInChannel(l, s, t));
  return await send(l, s, { type: "AddNote", instance, text, inChannel, ...(step === undefined ? {} : { step }) });
};

/** What a case waits for has to be given; anything else may be left as it is. The form's own inputs say which were asked. */
const onProvide: OnSubmit = async (l, s) => {
  const { instance, step } = s.about;
  const t = await caseFor(l, s.person, instance);
  if (t === undefined || instance === undefined) return notUnderstood();
  const asked = fieldsIn(s.inputs);
  const fields = t.file.definition.inputs.filter((field) => asked.includes(field.name));
  const demand = step === undefined ? [] : fields.map((field) => ({ ...field, required: true }));
  const { values, problems } = readFields(s.form, fields, l.catalogue.directory(), demand);
  if (Object.keys(problems).length > 0) return fieldErrors(s, problems);
  const changed = Object.entries(values).filter(([name, value]) => plainValue(t, name) !== value);
  return changed.length === 0 ? undefined : await send(l, s, { type: "ProvideInput", instance, inputs: Object.fromEntries(changed) });
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
  [FORM.provide]: onProvide,
} as const satisfies Partial<Record<FormId, OnSubmit>>;
