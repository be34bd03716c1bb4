import type { ActionsBlock } from "@slack/types";
import type { StepDefinition } from "../../../engine/definition.ts";
import type { PersonId, StepKey } from "../../../engine/ids.ts";
import { ACT } from "../../button.ts";
import { joinMd, type Mrkdwn, md, NOTHING } from "../../mrkdwn.ts";
import { type Addressed, address, addressTeam } from "../addressed.ts";
import { button, context, section } from "../blocks.ts";
import { otherwise } from "../next-level.ts";
import { type Rendered, rendered } from "../rendered.ts";
import { stepButtons } from "../step-buttons.ts";
import { blockWords, dueWords, isWork, lastAct, ownerWords, type Work, workFacts } from "../step-facts.ts";
import { aboutStep, caseTitle, definitionOf, isOpenCase, nameOrYou, stepName, stepOf, type Telling } from "../telling.ts";
import { sentence } from "../words.ts";
import { approvalPrompt } from "./approval.ts";
import { endedStep } from "./ended-step.ts";

const teamMembers = (t: Telling, step: Work): readonly PersonId[] =>
  step.team === undefined ? [] : (t.file.directory.teams.get(step.team)?.members ?? []);

const whose = (t: Telling, step: Work): Mrkdwn => {
  if (step.owner === undefined) return md`is for the team ${step.team ?? ""}: whoever takes it owns it`;
  if (t.reader === undefined)
    return step.insteadOf === undefined ? md`is yours` : md`is yours, for ${nameOrYou(t, step.insteadOf)}, who is away`;
  return step.owner === t.reader ? md`is yours` : md`is with ${ownerWords(t, step)}`;
};

const TASK_OF: Readonly<Record<StepDefinition["kind"], string>> = {
  task: "",
  decision: "Pick one of the answers below.",
  wait: "Nothing to do but watch for it: say so when it has arrived.",
  action: "Coxswain carries this out by itself.",
  approval: "",
};

const UNTAKEN: Readonly<Record<StepDefinition["kind"], string>> = {
  ...TASK_OF,
  decision: "Take it first; then you give the answer.",
  wait: "Take it first; then watch for it, and say so when it has arrived.",
};

const taskOf = ({ kind }: StepDefinition, { owner }: Work): Mrkdwn | undefined => {
  const words = owner === undefined ? UNTAKEN[kind] : TASK_OF[kind];
  return words === "" ? undefined : md`${words}`;
};

const head = (t: Telling, definition: StepDefinition, step: Work, to: Addressed): Mrkdwn => {
  if (definition.kind === "action") return md`${stepName(t, step.key)} is being carried out.`;
  const due = dueWords(t, step.dueAt);
  const and = step.dueAt !== undefined && step.dueAt < t.file.now ? " and" : ",";
  return md`${to.call}${stepName(t, step.key)} ${whose(t, step)}${due === undefined ? NOTHING : md`${and} ${due}`}.`;
};

const pausedNote = (t: Telling): Mrkdwn | undefined =>
  t.file.instance.status === "paused" ? md`The case is paused: what you do counts, and nothing is sent until it resumes.` : undefined;

/** A handoff that is not accepted yet is answered on the card, too. */
const handOffButtons = (t: Telling, step: Work): ActionsBlock["elements"] => {
  if (step.handOff === undefined || step.handOff.accepted || !isOpenCase(t)) return [];
  return [button("Accept", ACT.accept, aboutStep(t, step.key)), button("Return", ACT.returnHandOff, aboutStep(t, step.key))];
};

const withHandOff = (rows: readonly ActionsBlock[], extra: ActionsBlock["elements"]): ActionsBlock[] =>
  rows.map((row, index) => (index === 0 ? { ...row, elements: [...extra, ...row.elements] } : row));

const addressed = (t: Telling, definition: StepDefinition, step: Work): Addressed => {
  if (definition.kind === "action") return address(t, []);
  if (step.owner !== undefined) return address(t, [step.owner], step.activatedAt);
  return addressTeam(t, teamMembers(t, step), step.activatedAt);
};

const liveStep = (t: Telling, definition: StepDefinition, step: Work): Rendered => {
  const to = addressed(t, definition, step);
  const words = head(t, definition, step, to);
  const act = lastAct(t, step);
  return rendered({
    text: md`${words} ${caseTitle(t)}`,
    blocks: [
      section(joinMd([words, taskOf(definition, step)])),
      ...(step.status === "blocked" ? [section(blockWords(t, step))] : []),
      section(workFacts(t, definition, step)),
      ...context(act, pausedNote(t), step.status === "active" && step.acknowledged ? undefined : otherwise(t, step.key)),
      ...withHandOff(stepButtons(t, definition, step), handOffButtons(t, step)),
    ],
    mentions: to.mentions,
  });
};

/** The step card: context, due, the buttons while they apply, and the last act in place. */
export const stepCard = (t: Telling, key: StepKey, pass: number): Rendered => {
  const step = stepOf(t, key);
  const definition = definitionOf(t, key);
  if (step === undefined || definition === undefined) {
    return rendered({
      text: md`The step ${key} is no longer part of this case.`,
      blocks: [section(md`The step *${sentence(key)}* is no longer part of this case.`)],
      final: true,
    });
  }
  if (definition.kind === "approval") return approvalPrompt(t, definition, step, pass);
  if (!isWork(step) || step.pass !== pass || !isOpenCase(t)) return endedStep(t, step, pass);
  return liveStep(t, definition, step);
};
