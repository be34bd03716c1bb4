import type { StandingProposal } from "../../../application/ports/messages.ts";
import type { Definition } from "../../../engine/definition.ts";
import { InstanceId } from "../../../engine/ids.ts";
import { ACT, type Act } from "../../button.ts";
import { md } from "../../mrkdwn.ts";
import { refusalAnswer } from "../../views/answers/refusal.ts";
import { say } from "../../views/answers/say.ts";
import { dismissProposalForm, fillRequestForm } from "../../views/modals/proposal.ts";
import { startForm } from "../../views/modals/start.ts";
import { openView, tellPrivately } from "../answer.ts";
import type { Listening } from "../listening.ts";
import { plainInputs, proposalAt, proposalForm } from "../proposals.ts";
import { confirmRunForm, startCase, startedSaid } from "../start-case.ts";
import { notOurs, type OnClick } from "./acts.ts";
import { openedFrom } from "./forms.ts";
import type { Click } from "./to-click.ts";

interface Found {
  readonly definition: Definition;
  readonly standing: StandingProposal;
}

/** What a button is about, while it can be answered; its asker is told where it cannot any more. */
const openFor = async (l: Listening, click: Click): Promise<Found | undefined> => {
  const id = InstanceId.safeParse(click.value?.suggestion).data;
  const definition = click.value?.workflow === undefined ? undefined : l.catalogue.current(click.value.workflow);
  const standing = id === undefined ? undefined : await proposalAt(l, id);
  if (id === undefined || definition === undefined || standing === undefined) {
    await notOurs(l, click);
    return undefined;
  }
  if (standing.started !== undefined) tellPrivately(l, click, await startedSaid(l, click, id, true));
  else if (standing.proposed.suggestion.status !== "open") tellPrivately(l, click, say(md`That was dismissed already.`));
  else return { definition, standing };
  return undefined;
};

const edit = async (l: Listening, click: Click, { definition, standing }: Found): Promise<void> =>
  await openView(l, click, openedFrom(click), startForm(proposalForm(l, definition, standing, click.place)));

const onEdit: OnClick = async (l, click) => {
  const found = await openFor(l, click);
  if (found !== undefined) await edit(l, click, found);
};

/** As it was proposed, in the name of who presses it. What must be looked at, or is days old, opens its form instead. */
const onStart: OnClick = async (l, click) => {
  const found = await openFor(l, click);
  if (found === undefined) return;
  const { definition, standing } = found;
  const { how, until, act } = standing.proposed.suggestion;
  if (how === "asks" || l.clock.now() >= until) return await edit(l, click, found);
  const values = plainInputs(standing);
  const answer = await startCase(l, click, { definition, values, event: undefined, confirmed: false, proposal: standing });
  if (answer.ok) return tellPrivately(l, click, await startedSaid(l, click, act.newInstance, false));
  const { code, instance } = answer.rejection;
  if (code === "confirm-new-run")
    return await openView(l, click, openedFrom(click), confirmRunForm(proposalForm(l, definition, standing, click.place)));
  const isRunning = code === "already-running" && instance !== undefined;
  const said = isRunning ? await startedSaid(l, click, instance, true) : refusalAnswer(answer.rejection, l.catalogue.directory());
  tellPrivately(l, click, said);
};

const onDismiss: OnClick = async (l, click) => {
  const found = await openFor(l, click);
  if (found === undefined) return;
  const { definition, standing } = found;
  await openView(l, click, openedFrom(click), dismissProposalForm(definition, standing.proposed.suggestion.act.newInstance, click.place));
};

const onFill: OnClick = async (l, click) => {
  const found = await openFor(l, click);
  if (found === undefined) return;
  const { definition, standing } = found;
  const form = fillRequestForm(definition, l.catalogue.directory(), standing, click.place);
  await openView(l, click, openedFrom(click), form);
};

/** What an agent proposed to start: a person's click makes it, or says why not. */
export const PROPOSALS = {
  [ACT.startProposed]: onStart,
  [ACT.editProposed]: onEdit,
  [ACT.dismissProposed]: onDismiss,
  [ACT.fillRequest]: onFill,
} as const satisfies Partial<Record<Act, OnClick>>;
