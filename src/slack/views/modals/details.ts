import type { KnownBlock, ModalView } from "@slack/types";
import type { StepDefinition } from "../../../engine/definition.ts";
import type { StepKey } from "../../../engine/ids.ts";
import type { Step } from "../../../engine/instance.ts";
import { ACT } from "../../button.ts";
import { FORM } from "../../form.ts";
import { joinMd, type Mrkdwn, md } from "../../mrkdwn.ts";
import { actions, button, context, section } from "../blocks.ts";
import { finishWords, isHeldStep, progressWords, statusWords, stepState } from "../case-progress.ts";
import { choices, offeredTo } from "../choices.ts";
import { approvalButtons, approvalFacts } from "../messages/approval.ts";
import { otherwise } from "../next-level.ts";
import { blockWords, isWork, lastAct, lastHeard, type Work, workFacts } from "../step-facts.ts";
import { aboutStep, caseName, definitionOf, isOpenCase, labelOf, stepName, stepOf, type Telling, valueMd, when } from "../telling.ts";
import { ruleOf } from "../why-now.ts";
import { modal, type Place } from "./modal.ts";

const workBlocks = (t: Telling, definition: StepDefinition, step: Work): KnownBlock[] => {
  if (definition.kind === "approval" && step.request !== undefined) {
    return [...approvalFacts(t, definition, step, step.request), ...(isOpenCase(t) ? approvalButtons(t, step, step.request) : [])];
  }
  return [
    ...(step.status === "blocked" ? [section(blockWords(t, step))] : []),
    section(workFacts(t, definition, step)),
    ...context(lastAct(t, step), otherwise(t, step.key)),
  ];
};

const clocks = (t: Telling, step: Work): Mrkdwn =>
  joinMd([
    md`*Started:* ${when(t, step.activatedAt)}`,
    step.dueAt === undefined ? undefined : md`*Due:* ${when(t, step.dueAt)}`,
    lastHeard(t, step),
    step.reminder === undefined ? undefined : md`*Next reminder:* ${when(t, step.reminder.at)}`,
    step.silentAt === undefined ? undefined : md`*Quiet counts from:* ${when(t, step.silentAt)}`,
    step.until === undefined ? undefined : md`*Waits until:* ${when(t, step.until)}`,
  ]);

const inputsOf = (t: Telling): Mrkdwn => {
  const { inputs } = t.file.instance;
  const lines = t.file.definition.inputs
    .filter((field) => inputs[field.name] !== undefined)
    .slice(0, 20)
    .map((field) => md`• ${labelOf(t, field.name)}: ${valueMd(t, inputs[field.name], field.name)}`);
  return lines.length === 0 ? md`` : joinMd([md`*The case was started with:*`, ...lines]);
};

/** Acts that are rarely wanted, and that mostly the process owner may do; anybody else is told who can. */
const rareActs = (t: Telling, step: Step): KnownBlock[] => {
  if (!isOpenCase(t) && step.status !== "done") return [];
  const value = aboutStep(t, step.key);
  const over = step.status === "done" || step.status === "skipped";
  const isApproval = step.kind === "approval";
  return actions([
    over || isApproval ? undefined : button("Give it to somebody", ACT.reassign, value),
    isWork(step) && isApproval ? button("Change approvers", ACT.approvers, value) : undefined,
    isWork(step) ? button("Move the due date", ACT.extend, value) : undefined,
    over ? button("Reopen", ACT.reopen, value) : button("Skip", ACT.skip, value),
    isHeldStep(t, step) ? button("Go on without it", ACT.skip, value) : undefined,
    isOpenCase(t) && Object.keys(t.file.definition.messages).length > 0 ? button("Draft a message", ACT.draftMessage, value) : undefined,
    button("Add a note", ACT.note, value),
  ]);
};

/** Whoever was asked how it goes on has the alternatives here, too, each with its effect. */
const alternatives = (t: Telling, step: Step): KnownBlock[] => {
  const offered = isOpenCase(t) ? offeredTo(t, step) : undefined;
  return offered === undefined ? [] : [section(md`*How does it go on?*`), ...choices(t, offered)];
};

/** All there is to know about a step, on a page of its own. */
export const detailsPage = (t: Telling, key: StepKey, place: Place = {}): ModalView => {
  const step = stepOf(t, key);
  const definition = definitionOf(t, key);
  const inputs = inputsOf(t);
  const blocks: KnownBlock[] =
    step === undefined || definition === undefined
      ? [section(md`This step is no longer part of the case.`)]
      : [
          section(
            joinMd([
              md`${stepName(t, key)} · ${stepState(t, step)}`,
              md`${caseName(t)}: ${statusWords(t)}, ${progressWords(t)}`,
              finishWords(t),
            ]),
          ),
          ...(isWork(step) ? [...workBlocks(t, definition, step), section(clocks(t, step))] : []),
          ...alternatives(t, step),
          ...(inputs.mrkdwn === "" ? [] : [section(inputs)]),
          ...rareActs(t, step),
          ...context(md`${ruleOf(t, definition.rule)}`),
        ];
  return modal({ form: FORM.details, title: "Details", about: aboutStep(t, key), place, blocks });
};
