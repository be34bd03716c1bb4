import type { ModalView } from "@slack/types";
import { ASKS_FIRST } from "../../../application/handle-command.ts";
import type { InstanceId, PersonId, StepKey } from "../../../engine/ids.ts";
import { ACT, type Act } from "../../button.ts";
import { FORM, INPUT } from "../../form.ts";
import { md } from "../../mrkdwn.ts";
import type { BareCommand } from "../../to-command.ts";
import { say } from "../../views/answers/say.ts";
import { section } from "../../views/blocks.ts";
import { blockedForm } from "../../views/modals/blocked.ts";
import { doneForm, evidenceForm } from "../../views/modals/evidence.ts";
import { handOffForm, notMineForm, reassignForm, returnForm } from "../../views/modals/hand-off.ts";
import { textInput } from "../../views/modals/inputs.ts";
import { modal, type Place } from "../../views/modals/modal.ts";
import { noteForm } from "../../views/modals/note.ts";
import { cancelForm, changesForm, pauseForm, rejectDraftForm, rejectForm, reopenForm, skipForm } from "../../views/modals/reasons.ts";
import { commitForm, extendForm, snoozeForm } from "../../views/modals/times.ts";
import { aboutStep, stepName, type Telling } from "../../views/telling.ts";
import { openView, tellPrivately } from "../answer.ts";
import { carryOut, carryOutUnless, lacksNote, mayOpen } from "../carry-out.ts";
import { caseFor, isOpenPass, type StepOfCase, stepFor } from "../case-of.ts";
import { confirmUnseen, isStepValue, notOurs, type OnClick, type StepValue, stepCommand } from "./acts.ts";
import type { Click } from "./to-click.ts";

export const openedFrom = (click: Click) => ({ trigger: click.trigger, inModal: click.view?.isModal === true });

/** A note of the step that lifts its block: the form says so by what it is about. */
const unblockForm = (t: Telling, key: StepKey, place: Place): ModalView =>
  modal({
    form: FORM.note,
    title: "No longer blocked",
    submit: "Lift the block",
    about: aboutStep(t, key, { reading: "unblocked" }),
    place,
    blocks: [section(stepName(t, key)), textInput(INPUT.note, { label: "Why do you say so for its owner?" })],
  });

/** In the past: what a form of ours never sends, so that it changes nothing wherever it arrives. */
const NEVER = 0;
const NOBODY = "" as PersonId; // Known to no directory.

interface StepForm {
  /** What the form leads to, without what it asks for; left out where the form alone knows who may send it. */
  readonly probe?: (value: StepValue) => BareCommand;
  readonly form: (step: StepOfCase, value: StepValue, place: Place) => ModalView;
}

const gone = md`That case is not known here any more.`;

/** Opens a form for a step if its asker could send it, from what is true now, while the trigger lives. */
export const stepForm =
  ({ probe, form }: StepForm): OnClick =>
  async (l, click) => {
    const { value } = click;
    if (!isStepValue(value)) return await notOurs(l, click);
    const step = await stepFor(l, click.person, value);
    if (step === undefined) return tellPrivately(l, click, say(gone));
    if (probe === undefined || (await mayOpen(l, click, step.t, probe(value))))
      await openView(l, click, openedFrom(click), form(step, value, click.place));
  };

const voteForm = (vote: "reject" | "changes"): StepForm => ({
  probe: (value) => ({ type: "CastVote", ...stepCommand(value), vote, revision: value.revision ?? NEVER }),
  form: ({ t, key }, { revision = NEVER }, place) => (vote === "reject" ? rejectForm : changesForm)(t, key, revision, place),
});

/** Done at once when nothing has to be shown for it, or when it is done already; else the form that asks. */
const onDone: OnClick = async (l, click) => {
  const { value } = click;
  if (!isStepValue(value)) return await notOurs(l, click);
  const bare: BareCommand = { type: "CompleteStep", ...stepCommand(value) };
  // Asked of the case as the command finds it: a click that asks for nothing more reads it once.
  const done = await carryOutUnless(l, click, bare, (standing) => {
    const definition = standing.definition.steps.find(({ key }) => key === value.step);
    if (definition === undefined || !isOpenPass(standing.instance, value.step, value.pass)) return false;
    return definition.evidence.length > 0 || lacksNote(l, click, standing, bare);
  });
  if (done === true) return confirmUnseen(l, click);
  const step = done === ASKS_FIRST ? await stepFor(l, click.person, value) : undefined;
  if (step !== undefined && (await mayOpen(l, click, step.t, bare)))
    await openView(l, click, openedFrom(click), doneForm(step.t, step.key, click.place));
};

/** Lifted at once by its owner; whoever does it for them says why. */
const onUnblock: OnClick = async (l, click) => {
  const { value } = click;
  if (!isStepValue(value)) return await notOurs(l, click);
  const step = await stepFor(l, click.person, value);
  const bare: BareCommand = { type: "UnblockStep", ...stepCommand(value) };
  if (step !== undefined && lacksNote(l, click, step.t.file, bare)) {
    await openView(l, click, openedFrom(click), unblockForm(step.t, step.key, click.place));
  } else if (await carryOut(l, click, bare)) confirmUnseen(l, click);
};

interface CaseForm {
  readonly probe?: (instance: InstanceId) => BareCommand;
  readonly form: (t: Telling, click: Click) => ModalView;
}

/** Opens a form about a case if its asker could send it. */
export const caseForm =
  ({ probe, form }: CaseForm): OnClick =>
  async (l, click) => {
    const instance = click.value?.instance;
    if (instance === undefined) return await notOurs(l, click);
    const t = await caseFor(l, click.person, instance);
    if (t === undefined) return tellPrivately(l, click, say(gone));
    if (probe === undefined || (await mayOpen(l, click, t, probe(instance)))) {
      await openView(l, click, openedFrom(click), form(t, click));
    }
  };

/** Acts that need to know more: each opens its form. */
export const FORMS = {
  [ACT.done]: onDone,
  [ACT.unblock]: onUnblock,
  [ACT.blocked]: stepForm({
    probe: (value) => ({ type: "BlockStep", ...stepCommand(value), reason: "", on: "other" }),
    form: ({ t, key }, _value, place) => blockedForm(t, key, place),
  }),
  [ACT.handOff]: stepForm({
    probe: (value) => ({ type: "HandOffStep", ...stepCommand(value), to: NOBODY }),
    form: ({ t, key }, _value, place) => handOffForm(t, key, place),
  }),
  [ACT.notMine]: stepForm({
    probe: (value) => ({ type: "HandOffStep", ...stepCommand(value), to: NOBODY }),
    form: ({ t, key }, _value, place) => notMineForm(t, key, place),
  }),
  [ACT.later]: stepForm({
    probe: (value) => ({ type: "SnoozeReminder", ...stepCommand(value), until: NEVER }),
    form: ({ t, key }, _value, place) => snoozeForm(t, key, place),
  }),
  [ACT.commit]: stepForm({
    probe: (value) => ({ type: "CommitTo", ...stepCommand(value), until: NEVER }),
    form: ({ t, key }, _value, place) => commitForm(t, key, place),
  }),
  [ACT.evidence]: stepForm({
    probe: (value) => ({ type: "AddEvidence", ...stepCommand(value), evidence: {} }),
    form: ({ t, key }, _value, place) => evidenceForm(t, key, place),
  }),
  [ACT.returnHandOff]: stepForm({
    probe: (value) => ({ type: "ReturnHandOff", ...stepCommand(value), missing: "" }),
    form: ({ t, key }, _value, place) => returnForm(t, key, place),
  }),
  [ACT.reject]: stepForm(voteForm("reject")),
  [ACT.changes]: stepForm(voteForm("changes")),
  [ACT.extend]: stepForm({
    probe: (value) => ({ type: "ExtendStep", ...stepCommand(value), until: NEVER }),
    form: ({ t, key }, _value, place) => extendForm(t, key, place),
  }),
  // A lead may give it to a member only, and who that is only the form knows: it opens for everybody.
  [ACT.reassign]: stepForm({ form: ({ t, key }, _value, place) => reassignForm(t, key, place) }),
  [ACT.skip]: stepForm({
    probe: (value) => ({ type: "SkipStep", ...stepCommand(value), reason: "" }),
    form: ({ t, key }, _value, place) => skipForm(t, key, place),
  }),
  [ACT.reopen]: stepForm({
    probe: (value) => ({ type: "ReopenStep", ...stepCommand(value), reason: "" }),
    form: ({ t, key }, _value, place) => reopenForm(t, key, place),
  }),
  [ACT.rejectDraft]: caseForm({ form: (t, click) => rejectDraftForm(t, click.value?.draft ?? "", click.place) }),
  [ACT.cancel]: caseForm({
    probe: (instance) => ({ type: "CancelInstance", instance, reason: "" }),
    form: (t, { place }) => cancelForm(t, place),
  }),
  [ACT.pause]: caseForm({ form: (t, { place }) => pauseForm(t, place) }),
  [ACT.note]: caseForm({ form: (t, { value, place }) => noteForm(t, value?.step, place) }),
} as const satisfies Partial<Record<Act, OnClick>>;
