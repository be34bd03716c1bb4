import { WorkflowId } from "../../../engine/ids.ts";
import type { Rejection } from "../../../engine/messages/decision.ts";
import { FORM, type FormId, INPUT } from "../../form.ts";
import { readFields } from "../../form-values.ts";
import { md } from "../../mrkdwn.ts";
import { say } from "../../views/answers/say.ts";
import { type StartForm, startForm } from "../../views/modals/start.ts";
import { tellPrivately } from "../answer.ts";
import { fromMessage } from "../from-message.ts";
import type { Listening } from "../listening.ts";
import { chosenOwner, proposalIn } from "../proposals.ts";
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
  const answer = await startCase(l, s, {
    definition,
    values,
    event: s.event,
    confirmed: false,
    proposal,
    owner: chosenOwner(proposal, s.form, directory),
  });
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
    owner: proposal?.proposed.owner,
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
