import type { BareAct, Suggestion } from "../../../engine/autonomy/suggestion.ts";
import type { InstanceId } from "../../../engine/ids.ts";
import type { Value } from "../../../engine/value.ts";
import { FORM, type FormId, INPUT } from "../../form.ts";
import { readFields } from "../../form-values.ts";
import type { BareCommand } from "../../to-command.ts";
import { suggestedFields, suggestedValue } from "../../views/modals/suggestion.ts";
import { wordsIn } from "../../views/suggested-values.ts";
import type { Telling } from "../../views/telling.ts";
import { caseFor } from "../case-of.ts";
import { fieldErrors, notUnderstood, type OnSubmit, send } from "./response.ts";
import type { Submission } from "./to-submission.ts";

interface About {
  readonly instance: InstanceId;
  readonly suggestion: Suggestion;
}

const changedIn = (t: Telling, suggestion: Suggestion, values: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => suggestedValue(t, suggestion, name) !== value));

const given = (act: BareAct, changed: Readonly<Record<string, Value>>): object => {
  if (Object.keys(changed).length === 0) return {};
  return act.type === "ProvideInput" ? { inputs: changed } : { evidence: changed };
};

const editCommand = (s: Submission, { instance, suggestion }: About, changed: Readonly<Record<string, Value>>): BareCommand => {
  const words = wordsIn(suggestion.act) === undefined ? undefined : s.form.text(INPUT.reason);
  const note = s.form.text(INPUT.note);
  return {
    type: "EditSuggestion",
    instance,
    suggestion: suggestion.id,
    ...given(suggestion.act, changed),
    ...(words === undefined ? {} : { words }),
    ...(note === undefined ? {} : { note }),
  };
};

/** What was left as it was suggested is not sent: the engine knows it. */
const onEdit: OnSubmit = async (l, s) => {
  const { instance, suggestion: id } = s.about;
  const t = await caseFor(l, s.person, instance);
  const suggestion = id === undefined ? undefined : t?.file.instance.suggestions?.[id];
  if (t === undefined || instance === undefined || suggestion === undefined) return notUnderstood();
  const { values, problems } = readFields(s.form, suggestedFields(t, suggestion), l.catalogue.directory(), []);
  if (Object.keys(problems).length > 0) return fieldErrors(s, problems) ?? notUnderstood();
  return await send(l, s, editCommand(s, { instance, suggestion }, changedIn(t, suggestion, values)));
};

const onDismiss: OnSubmit = async (l, s) => {
  const { instance, suggestion } = s.about;
  const why = s.form.text(INPUT.reason);
  if (instance === undefined || suggestion === undefined) return notUnderstood();
  if (why === undefined) return fieldErrors(s, { [INPUT.reason]: "This is needed." });
  return await send(l, s, { type: "DismissSuggestion", instance, suggestion, why });
};

export const SUGGESTION_FORMS = {
  [FORM.editSuggestion]: onEdit,
  [FORM.dismissSuggestion]: onDismiss,
} as const satisfies Partial<Record<FormId, OnSubmit>>;
