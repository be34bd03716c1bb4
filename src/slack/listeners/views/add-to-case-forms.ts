import type { InstanceId } from "../../../engine/ids.ts";
import { FORM, type FormId, INPUT } from "../../form.ts";
import { evidenceId, evidenceOfForm, openEvidence } from "../../views/modals/note.ts";
import type { Telling } from "../../views/telling.ts";
import { caseFor, maySee, seenInChannel } from "../case-of.ts";
import { findCase } from "../find-case.ts";
import type { Listening } from "../listening.ts";
import { type FormResponse, fieldErrors, notUnderstood, type OnSubmit, page, send } from "./response.ts";
import type { Submission } from "./to-submission.ts";

const EMPTY = "Write something.";

/** The case that is named, as its reader is told it; or why there is none, under the field. */
const namedCase = async (l: Listening, s: Submission, named: string): Promise<Telling | FormResponse> => {
  const found = await findCase(l, s, named);
  const t = await caseFor(l, s.person, found.instance?.id);
  if (t !== undefined) return t;
  const meant = found.nearest === undefined ? "" : ` Did you mean ${found.nearest}?`;
  return fieldErrors(s, { [INPUT.caseId]: `There is no case of that name.${meant}` });
};

const isTelling = (found: Telling | FormResponse): found is Telling => found !== undefined && "file" in found;

const addNote = async (l: Listening, s: Submission, t: Telling, instance: InstanceId, text: string): Promise<FormResponse> =>
  await send(l, s, { type: "AddNote", instance, text, inChannel: await seenInChannel(l, s, t) });

/** A message becomes a note of the case that is named; as evidence it is asked which. */
const onAddToCase: OnSubmit = async (l, s) => {
  const named = s.form.text(INPUT.caseId);
  const text = s.form.text(INPUT.note);
  const missing = {
    ...(named === undefined ? { [INPUT.caseId]: "Name the case." } : {}),
    ...(text === undefined ? { [INPUT.note]: EMPTY } : {}),
  };
  if (named === undefined || text === undefined) return fieldErrors(s, missing);
  const t = await namedCase(l, s, named);
  if (!isTelling(t)) return t;
  const { id } = t.file.instance;
  if (s.form.option(INPUT.as) !== "evidence") return await addNote(l, s, t, id, text);
  // What a case still needs is shown to those who may read it; the others are refused as for a note.
  if (!(await maySee(l, s, t))) return await addNote(l, s, t, id, text);
  return page(evidenceOfForm(t, text, { ...s.place, ...(s.link === undefined ? {} : { link: s.link }) }));
};

const onEvidenceOf: OnSubmit = async (l, s) => {
  const t = await caseFor(l, s.person, s.about.instance);
  if (t === undefined) return notUnderstood();
  const wanted = openEvidence(t).find((each) => evidenceId(each) === s.form.option(INPUT.field));
  const text = s.form.text(INPUT.note);
  if (wanted === undefined) return fieldErrors(s, { [INPUT.field]: "Choose one that is still missing." });
  if (text === undefined) return fieldErrors(s, { [INPUT.note]: EMPTY });
  const { step, field } = wanted;
  // The trace keeps a note for ever: words that are evidence, which may be personal, are not said again in one.
  const [value, note] = field.type === "text" ? [text, s.link] : [s.link ?? text, text];
  const evidence = { [field.name]: value };
  return await send(l, s, {
    type: "AddEvidence",
    instance: t.file.instance.id,
    step,
    evidence,
    ...(note === undefined ? {} : { note }),
  });
};

/** A message that is added to a case. */
export const ADD_TO_CASE_FORMS = {
  [FORM.addToCase]: onAddToCase,
  [FORM.evidenceOf]: onEvidenceOf,
} as const satisfies Partial<Record<FormId, OnSubmit>>;
