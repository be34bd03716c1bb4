import type { InstanceId, StepKey } from "../../../engine/ids.ts";
import { ACT, type Act, type ButtonValue } from "../../button.ts";
import { FORM } from "../../form.ts";
import { md } from "../../mrkdwn.ts";
import type { BareCommand } from "../../to-command.ts";
import { say } from "../../views/answers/say.ts";
import { detailsPage } from "../../views/modals/details.ts";
import { recordRefusal, tellPrivately } from "../answer.ts";
import { carryOut } from "../carry-out.ts";
import { stepFor } from "../case-of.ts";
import type { Listening } from "../listening.ts";
import type { Click } from "./to-click.ts";

export type OnClick = (l: Listening, click: Click) => Promise<void>;

/** A value that names a step, as every button of a step card does. */
export type StepValue = ButtonValue & { readonly instance: InstanceId; readonly step: StepKey };

export const isStepValue = (value: ButtonValue | undefined): value is StepValue =>
  value?.instance !== undefined && value.step !== undefined;

/** Nothing of ours carries such a value: somebody made it up, or it is older than what we understand. */
export const notOurs: OnClick = async (l, click) => {
  await recordRefusal(l, click, click.act, "the button's value is not one of ours");
  tellPrivately(l, click, say(md`That button is no longer understood. \`/workflow mine\` shows what you can do now.`));
};

export const stepCommand = (value: StepValue): { readonly instance: InstanceId; readonly step: StepKey; readonly pass?: number } => ({
  instance: value.instance,
  step: value.step,
  ...(value.pass === undefined ? {} : { pass: value.pass }),
});

/** A page of details shows what was true when it was opened: it is shown anew. */
const showAnew = async (l: Listening, { person, view, value, place }: Click): Promise<void> => {
  const step = value === undefined || view === undefined ? undefined : await stepFor(l, person, value);
  if (step !== undefined && view !== undefined)
    await l.client.views.update({ view_id: view.id, view: detailsPage(step.t, step.key, place) });
};

/** What was pressed on a list, prompt or page that only its reader sees does not change there: they see that it counts. */
export const confirmUnseen = (l: Listening, click: Click): void => {
  if (click.isEphemeral) tellPrivately(l, click, say(md`Recorded. The case's card shows it.`));
  if (click.view?.callback === FORM.details) l.background.run("showing a page anew", () => showAnew(l, click));
};

/** A click that is a command as it stands: translate, ask, and tell a refusal. */
const at =
  (translate: (value: ButtonValue) => BareCommand | undefined): OnClick =>
  async (l, click) => {
    const bare = click.value === undefined ? undefined : translate(click.value);
    if (bare === undefined) await notOurs(l, click);
    else if (await carryOut(l, click, bare)) confirmUnseen(l, click);
  };

const onStep = (translate: (value: StepValue) => BareCommand | undefined): OnClick =>
  at((value) => (isStepValue(value) ? translate(value) : undefined));

const onDraft = (type: "ApproveMessage" | "MarkMessageSent", more: { readonly offered?: true } = {}): OnClick =>
  at(({ instance, draft }) => (instance === undefined || draft === undefined ? undefined : { type, instance, draft, ...more }));

const onCase = (type: "ResumeAutomation" | "ResumeInstance"): OnClick =>
  at(({ instance }) => (instance === undefined ? undefined : { type, instance }));

const settle = (approve: boolean): OnClick =>
  onStep((value) =>
    value.episode === undefined ? undefined : { type: "SettleProposal", ...stepCommand(value), episode: value.episode, approve },
  );

/** Acts that ask for nothing more. */
export const ACTS = {
  [ACT.acknowledge]: onStep((value) => ({ type: "AcknowledgeStep", ...stepCommand(value) })),
  [ACT.take]: onStep((value) => ({ type: "TakeStep", ...stepCommand(value) })),
  [ACT.accept]: onStep((value) => ({ type: "AcceptHandOff", ...stepCommand(value) })),
  [ACT.approve]: onStep((value) =>
    value.revision === undefined ? undefined : { type: "CastVote", ...stepCommand(value), vote: "approve", revision: value.revision },
  ),
  [ACT.approveProposal]: settle(true),
  [ACT.refuseProposal]: settle(false),
  [ACT.approveDraft]: onDraft("ApproveMessage"),
  [ACT.approveOffered]: onDraft("ApproveMessage", { offered: true }),
  [ACT.sentDraft]: onDraft("MarkMessageSent"),
  [ACT.resumeAutomation]: onCase("ResumeAutomation"),
  [ACT.resume]: onCase("ResumeInstance"),
} as const satisfies Partial<Record<Act, OnClick>>;
