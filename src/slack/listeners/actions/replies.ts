import { missingOf } from "../../../engine/check-values.ts";
import { storedValues } from "../../../engine/scope.ts";
import { ACT, type Act } from "../../button.ts";
import { md } from "../../mrkdwn.ts";
import type { BareCommand } from "../../to-command.ts";
import { say } from "../../views/answers/say.ts";
import { blockedForm } from "../../views/modals/blocked.ts";
import { doneForm } from "../../views/modals/evidence.ts";
import { handOffForm } from "../../views/modals/hand-off.ts";
import { noteForm } from "../../views/modals/note.ts";
import { commitForm } from "../../views/modals/times.ts";
import { openView, tellPrivately } from "../answer.ts";
import { carryOut } from "../carry-out.ts";
import { type StepOfCase, seenInChannel, stepFor } from "../case-of.ts";
import { hearReply } from "../hear-reply.ts";
import type { Listening } from "../listening.ts";
import { replyCommand } from "../reply-command.ts";
import { isStepValue, notOurs, type OnClick, type StepValue } from "./acts.ts";
import { openedFrom } from "./forms.ts";
import type { Click } from "./to-click.ts";

/** The prompt has done its work: it goes, so that nobody presses it twice. */
const dismiss = (l: Listening, { replace, isEphemeral }: Click): void => {
  if (isEphemeral && replace !== undefined) l.background.run("taking a prompt away", () => replace(undefined));
};

const FORM_OF = { blocked: blockedForm, commit: commitForm, "hand-off": handOffForm } as const;

const formFor = ({ t, key, definition }: StepOfCase, value: StepValue, { place }: Click) => {
  const lacks = missingOf(definition.evidence, storedValues(t.file.instance)).length > 0;
  if (value.reading === "done" && lacks) return doneForm(t, key, place);
  if (replyCommand(value) !== undefined) return undefined;
  const form = value.reading !== undefined && value.reading in FORM_OF ? FORM_OF[value.reading as keyof typeof FORM_OF] : undefined; // It is in it.
  return form === undefined ? noteForm(t, key, place) : form(t, key, place);
};

/** A note may be added by whoever may read the case, if only as a member of its channel. */
const asReader = async (l: Listening, click: Click, bare: BareCommand, step: StepOfCase | undefined): Promise<BareCommand> =>
  bare.type === "AddNote" && step !== undefined ? { ...bare, inChannel: await seenInChannel(l, click, step.t) } : bare;

/** Yes: what the reply was read as is carried out by whoever wrote it, if they may. */
const onConfirm: OnClick = async (l, click) => {
  const { value } = click;
  if (!isStepValue(value)) return await notOurs(l, click);
  const step = await stepFor(l, click.person, value);
  const form = step === undefined ? undefined : formFor(step, value, click);
  const bare = replyCommand(value);
  if (form !== undefined) await openView(l, click, openedFrom(click), form);
  else if (bare === undefined) return await notOurs(l, click);
  else if (await carryOut(l, click, await asReader(l, click, bare, step)))
    tellPrivately(l, click, say(md`Recorded. The case's card shows it.`));
  dismiss(l, click);
};

const onDismiss: OnClick = async (l, click) => dismiss(l, click);

/** Which of several steps a reply was about: only now does its author count as heard. */
const onChooseStep: OnClick = async (l, click) => {
  const { value } = click;
  if (!isStepValue(value)) return await notOurs(l, click);
  const step = await stepFor(l, click.person, value);
  const { message: wrote } = value;
  if (step !== undefined) await hearReply(l, wrote === undefined ? click : { ...click, wrote }, step, value.words ?? "");
  dismiss(l, click);
};

export const REPLIES = {
  [ACT.confirmReply]: onConfirm,
  [ACT.dismissReply]: onDismiss,
  [ACT.chooseStep]: onChooseStep,
} as const satisfies Partial<Record<Act, OnClick>>;
