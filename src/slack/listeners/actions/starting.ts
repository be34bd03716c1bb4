import type { ModalView } from "@slack/types";
import type { Definition } from "../../../engine/definition.ts";
import { ACT, type Act } from "../../button.ts";
import { decodeContext } from "../../form.ts";
import { formValues, readFields } from "../../form-values.ts";
import { md } from "../../mrkdwn.ts";
import { refusalAnswer } from "../../views/answers/refusal.ts";
import { say } from "../../views/answers/say.ts";
import { chooseWorkflowForm, startForm } from "../../views/modals/start.ts";
import { openView, tellPrivately } from "../answer.ts";
import { fromMessage } from "../from-message.ts";
import type { Listening } from "../listening.ts";
import { chosenOwner, proposalIn } from "../proposals.ts";
import { startableBy } from "../reading.ts";
import { confirmRunForm, readPage, startCase, startedSaid } from "../start-case.ts";
import { eventForm } from "../start-from-event.ts";
import { notOurs, type OnClick } from "./acts.ts";
import { openedFrom } from "./forms.ts";
import type { Click } from "./to-click.ts";

const gone = md`That workflow is not offered any more.`;

const definitionOf = (l: Listening, click: Click): Definition | undefined =>
  click.value?.workflow === undefined ? undefined : l.catalogue.current(click.value.workflow);

/** A workflow's form, or the choice of one. */
const onStart: OnClick = async (l, click) => {
  const { place } = click;
  if (click.value?.workflow === undefined) {
    return await openView(l, click, openedFrom(click), chooseWorkflowForm(await startableBy(l, click), place));
  }
  const definition = definitionOf(l, click);
  if (definition === undefined) return tellPrivately(l, click, say(gone));
  const values = fromMessage(definition, click.value.words);
  await openView(l, click, openedFrom(click), startForm({ definition, directory: l.catalogue.directory(), values, place }));
};

/** What an event brought, for the process owner to complete. */
const onStartForm: OnClick = async (l, click) => {
  const form = click.value?.message === undefined ? undefined : await eventForm(l, click.value.message, click.place);
  if (form === undefined) return tellPrivately(l, click, say(gone));
  await openView(l, click, openedFrom(click), startForm(form));
};

const showIn = (l: Listening, click: Click, view: ModalView): void => {
  const id = click.view?.id;
  if (id !== undefined) l.background.run("showing what was started", () => l.client.views.update({ view_id: id, view }));
};

/** In the form that asked: what is filled in there is started once more. Anywhere else the form is opened first. */
const onConfirmNewRun: OnClick = async (l, click) => {
  const definition = definitionOf(l, click);
  if (definition === undefined) return await notOurs(l, click);
  const directory = l.catalogue.directory();
  const { place, view } = click;
  if (view?.isModal !== true) return await openView(l, click, openedFrom(click), confirmRunForm({ definition, directory, place }));
  const form = formValues(view.state);
  for (const slackId of form.people) await l.people.personOf(slackId);
  const { values, problems } = readFields(form, definition.inputs, l.catalogue.directory());
  const event = decodeContext(view.metadata)?.event;
  const proposal = await proposalIn(l, click.value);
  const started = proposal?.proposed.suggestion.act.newInstance;
  const again = {
    definition,
    directory,
    values,
    problems,
    proposal: started,
    owner: proposal?.proposed.owner,
    place: { ...place, ...(event === undefined ? {} : { event }) },
  };
  if (Object.keys(problems).length > 0) return showIn(l, click, confirmRunForm(again));
  const answer = await startCase(l, click, {
    definition,
    values,
    event,
    confirmed: true,
    proposal,
    owner: chosenOwner(proposal, form, directory),
  });
  if (!answer.ok) return showIn(l, click, readPage("Not started", refusalAnswer(answer.rejection, directory)));
  if (answer.instance !== undefined) showIn(l, click, readPage("Started", await startedSaid(l, click, answer.instance, false)));
};

export const STARTING = {
  [ACT.start]: onStart,
  [ACT.startForm]: onStartForm,
  [ACT.confirmNewRun]: onConfirmNewRun,
} as const satisfies Partial<Record<Act, OnClick>>;
