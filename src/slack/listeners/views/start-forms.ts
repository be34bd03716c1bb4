import type { Definition } from "../../../engine/definition.ts";
import { WorkflowId } from "../../../engine/ids.ts";
import { FORM, type FormId, INPUT } from "../../form.ts";
import { readFields } from "../../form-values.ts";
import { md } from "../../mrkdwn.ts";
import { say } from "../../views/answers/say.ts";
import { startForm } from "../../views/modals/start.ts";
import { tellPrivately } from "../answer.ts";
import { confirmRunForm, readPage, startCase, startedSaid } from "../start-case.ts";
import { fieldErrors, notUnderstood, type OnSubmit, page, refused } from "./response.ts";

const gone = () => page(readPage("Not possible", say(md`That workflow is not offered any more.`)));

/** The workflow's own inputs; a case that runs already is linked, one that has ended is asked about. */
const onStart: OnSubmit = async (l, s) => {
  const definition = s.about.workflow === undefined ? undefined : l.catalogue.current(s.about.workflow);
  if (definition === undefined) return gone();
  const directory = l.catalogue.directory();
  const { values, problems } = readFields(s.form, definition.inputs, directory);
  if (Object.keys(problems).length > 0) return fieldErrors(s, problems) ?? notUnderstood();
  const answer = await startCase(l, s, { definition, values, event: s.event, confirmed: false });
  if (answer.ok) {
    const { instance } = answer;
    if (instance !== undefined)
      l.background.run("telling of a start", async () => tellPrivately(l, s, await startedSaid(l, s, instance, false)));
    return undefined;
  }
  const { code, instance } = answer.rejection;
  if (code === "already-running" && instance !== undefined)
    return page(readPage("Already running", await startedSaid(l, s, instance, true)));
  if (code !== "confirm-new-run") return await refused(l, s, answer.rejection);
  const place = { ...s.place, ...(s.event === undefined ? {} : { event: s.event }) };
  return page(confirmRunForm({ definition, directory, values, place }));
};

const TELLING = /descri|summary|detail|request|reason|notes?$|what|about/i;

/** A message's words fill in the input that tells what it is about: one named so, else the first text that is not the case's name. */
const fromMessage = (definition: Definition, words: string | undefined): Readonly<Record<string, string>> => {
  const texts = definition.inputs.filter(({ type, name, personal }) => type === "text" && name !== definition.case.key && !personal);
  const field = texts.find(({ name, label }) => TELLING.test(name) || TELLING.test(label)) ?? texts[0];
  return words === undefined || words === "" || field === undefined ? {} : { [field.name]: words };
};

const onChooseWorkflow: OnSubmit = async (l, s) => {
  const chosen = WorkflowId.safeParse(s.form.option(INPUT.workflow)).data;
  const definition = chosen === undefined ? undefined : l.catalogue.current(chosen);
  if (definition === undefined) return gone();
  return page(
    startForm({ definition, directory: l.catalogue.directory(), values: fromMessage(definition, s.about.words), place: s.place }),
  );
};

export const START_FORMS = {
  [FORM.start]: onStart,
  [FORM.chooseWorkflow]: onChooseWorkflow,
} as const satisfies Partial<Record<FormId, OnSubmit>>;
