import type { Definition } from "../../../engine/definition.ts";
import { WorkflowId } from "../../../engine/ids.ts";
import type { Rejection } from "../../../engine/messages/decision.ts";
import { FORM, type FormId, INPUT } from "../../form.ts";
import { readFields } from "../../form-values.ts";
import { md } from "../../mrkdwn.ts";
import { toWorkspaceCommand } from "../../to-command.ts";
import { say } from "../../views/answers/say.ts";
import { type StartForm, startForm } from "../../views/modals/start.ts";
import { tellPrivately } from "../answer.ts";
import type { Listening } from "../listening.ts";
import { proposalIn } from "../proposals.ts";
import { confirmRunForm, readPage, startCase, startedSaid } from "../start-case.ts";
import { type FormResponse, fieldErrors, notUnderstood, type OnSubmit, page, refused } from "./response.ts";
import type { Submission } from "./to-submission.ts";

const gone = () => page(readPage("Not possible", say(md`That workflow is not offered any more.`)));

/** The workflow's own inputs; a case that runs already is linked, one that has ended is asked about. */
const onStart: OnSubmit = async (l, s) => {
  const definition = s.about.workflow === undefined ? undefined : l.catalogue.current(s.about.workflow);
  if (definition === undefined) return gone();
  const directory = l.catalogue.directory();
  const { values, problems } = readFields(s.form, definition.inputs, directory);
  if (Object.keys(problems).length > 0) return fieldErrors(s, problems) ?? notUnderstood();
  const proposal = await proposalIn(l, s.about);
  const answer = await startCase(l, s, { definition, values, event: s.event, confirmed: false, proposal });
  if (answer.ok) {
    const { instance } = answer;
    if (instance !== undefined)
      l.background.run("telling of a start", async () => tellPrivately(l, s, await startedSaid(l, s, instance, false)));
    return undefined;
  }
  return await notStarted(l, s, answer.rejection, {
    definition,
    directory,
    values,
    proposal: proposal?.proposed.suggestion.act.newInstance,
  });
};

const notStarted = async (l: Listening, s: Submission, rejection: Rejection, form: StartForm): Promise<FormResponse> => {
  const { code, instance } = rejection;
  if (code === "already-running" && instance !== undefined)
    return page(readPage("Already running", await startedSaid(l, s, instance, true)));
  if (code !== "confirm-new-run") return await refused(l, s, rejection);
  const place = { ...s.place, ...(s.event === undefined ? {} : { event: s.event }) };
  return page(confirmRunForm({ ...form, place }));
};

const onDismissProposal: OnSubmit = async (l, s) => {
  const proposal = await proposalIn(l, s.about);
  const why = s.form.text(INPUT.reason);
  if (proposal === undefined) return notUnderstood();
  if (why === undefined) return fieldErrors(s, { [INPUT.reason]: "This is needed." });
  const { workflow, newInstance } = proposal.proposed.suggestion.act;
  const answer = await l.handleWorkspace(toWorkspaceCommand(l.workspace, s, { type: "DismissProposal", workflow, newInstance, why }));
  return answer.ok ? undefined : await refused(l, s, answer.rejection);
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
  [FORM.dismissProposal]: onDismissProposal,
} as const satisfies Partial<Record<FormId, OnSubmit>>;
