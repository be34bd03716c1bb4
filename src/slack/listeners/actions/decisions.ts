import type { ModalView } from "@slack/types";
import { missingOf } from "../../../engine/check-values.ts";
import type { DecisionStep } from "../../../engine/definition.ts";
import { storedValues } from "../../../engine/scope.ts";
import { ACT, type Act } from "../../button.ts";
import type { BareCommand } from "../../to-command.ts";
import { alternativeAsks, alternativeForm } from "../../views/modals/alternative.ts";
import { decideForm } from "../../views/modals/decide.ts";
import { doneForm } from "../../views/modals/evidence.ts";
import { openView } from "../answer.ts";
import { carryOut, lacksNote, mayOpen } from "../carry-out.ts";
import { isOpenPass, type StepOfCase, stepFor } from "../case-of.ts";
import type { Listening } from "../listening.ts";
import { confirmUnseen, isStepValue, notOurs, type OnClick, type StepValue, stepCommand } from "./acts.ts";
import { openedFrom } from "./forms.ts";
import type { Click } from "./to-click.ts";

/** Carries a command out at once, or opens the form that asks for what it lacks. */
const orAsk = async (
  l: Listening,
  click: Click,
  bare: BareCommand,
  step: StepOfCase | undefined,
  form: ModalView | undefined,
): Promise<void> => {
  if (step === undefined || form === undefined) {
    if (await carryOut(l, click, bare)) confirmUnseen(l, click);
  } else if (await mayOpen(l, click, step.t, bare)) {
    await openView(l, click, openedFrom(click), form);
  }
};

const lacksEvidence = ({ t, definition }: StepOfCase): boolean => missingOf(definition.evidence, storedValues(t.file.instance)).length > 0;

const asksMore = (step: StepOfCase, definition: DecisionStep, option: string | undefined): boolean =>
  option === undefined || definition.options.find(({ id }) => id === option)?.reason === true || lacksEvidence(step);

/** An option that needs no reason decides at once; one button for many options opens the list. */
const onOption: OnClick = async (l, click) => {
  const { value } = click;
  if (!isStepValue(value)) return await notOurs(l, click);
  const step = await stepFor(l, click.person, value);
  const decision = step?.definition.kind === "decision" ? step.definition : undefined;
  const bare: BareCommand = { type: "DecideStep", ...stepCommand(value), option: value.option ?? "" };
  const asks =
    step !== undefined &&
    decision !== undefined &&
    isOpenPass(step.t.file.instance, step.key, value.pass) &&
    (asksMore(step, decision, value.option) || lacksNote(l, click, step.t.file, bare));
  const form = asks ? decideForm(step.t, decision, value.option, click.place) : undefined;
  await orAsk(l, click, bare, step, form);
};

const onArrived: OnClick = async (l, click) => {
  const { value } = click;
  if (!isStepValue(value)) return await notOurs(l, click);
  const step = await stepFor(l, click.person, value);
  const bare: BareCommand = { type: "MarkArrived", ...stepCommand(value) };
  const asks =
    step !== undefined &&
    isOpenPass(step.t.file.instance, step.key, value.pass) &&
    (lacksEvidence(step) || lacksNote(l, click, step.t.file, bare));
  const form = asks ? doneForm(step.t, step.key, click.place) : undefined;
  await orAsk(l, click, bare, step, form);
};

const isPrompted = (value: StepValue): value is StepValue & { readonly episode: number; readonly alternative: string } =>
  value.episode !== undefined && value.alternative !== undefined;

/** The first valid click wins; what an alternative leaves open is asked first. */
const onAlternative: OnClick = async (l, click) => {
  const { value } = click;
  if (!isStepValue(value) || !isPrompted(value)) return await notOurs(l, click);
  const { episode, alternative } = value;
  const step = await stepFor(l, click.person, value);
  const asks = step === undefined ? [] : alternativeAsks(step.t, step.key, alternative);
  const form = step === undefined || asks.length === 0 ? undefined : alternativeForm(step.t, step.key, episode, alternative, click.place);
  await orAsk(l, click, { type: "PickAlternative", ...stepCommand(value), episode, alternative }, step, form);
};

/** Whether an alternative still asks for something is today's: it decides between a click that acts and one that asks. */
export const DECISIONS = {
  [ACT.option]: onOption,
  [ACT.arrived]: onArrived,
  [ACT.alternative]: onAlternative,
} as const satisfies Partial<Record<Act, OnClick>>;
