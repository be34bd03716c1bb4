import type { StepDefinition } from "../../../engine/definition.ts";
import type { Decided, DoneStep, SkippedStep, Step } from "../../../engine/instance.ts";
import { cut, SHOWN } from "../../limits.ts";
import { joinMd, type Mrkdwn, md, NOTHING } from "../../mrkdwn.ts";
import { context, section } from "../blocks.ts";
import { type Rendered, rendered } from "../rendered.ts";
import { evidenceLine, isWork, outcomeWords, ownerWords } from "../step-facts.ts";
import { caseName, caseTitle, definitionOf, isOpenCase, nameOrYou, stepName, type Telling, when } from "../telling.ts";
import { CASE_STATUS } from "../words.ts";

/** How the decision or approval of that pass ended, even when it sent the work back. */
export const decidedOn = (t: Telling, step: Step, pass: number): Decided | undefined => t.file.instance.decided?.[`${step.key}:${pass}`];

const decidedWords = (t: Telling, step: Step, decided: Decided): Mrkdwn => {
  const outcome = outcomeWords(definitionOf(t, step.key), decided.outcome) ?? decided.outcome;
  const why = decided.why === undefined ? NOTHING : md` ${cut(decided.why, SHOWN.words)}`;
  return md`● ${stepName(t, step.key)}: *${outcome}* by ${nameOrYou(t, decided.by)}, ${when(t, decided.at)}.${why}`;
};

const doneWords = (t: Telling, step: DoneStep): Mrkdwn => {
  const by = step.by === undefined ? NOTHING : md` by ${nameOrYou(t, step.by)}`;
  return md`● ${stepName(t, step.key)}: done${by}, ${when(t, step.endedAt)}.`;
};

const SKIPPED: Readonly<Record<SkippedStep["cause"], string>> = {
  condition: "its condition did not hold",
  person: "somebody decided so",
  needs: "what it needed was skipped",
};

const skippedWords = (t: Telling, step: SkippedStep): Mrkdwn =>
  step.by === undefined
    ? md`– ${stepName(t, step.key)}: skipped, as ${SKIPPED[step.cause]}, ${when(t, step.endedAt)}.`
    : md`– ${stepName(t, step.key)}: skipped by ${nameOrYou(t, step.by)}, ${when(t, step.endedAt)}.`;

/** What became of a step that nobody can act on any more, or not under this pass. */
export const endWords = (t: Telling, step: Step, pass: number): Mrkdwn => {
  const decided = decidedOn(t, step, pass);
  if (decided !== undefined) return decidedWords(t, step, decided);
  if (step.pass !== pass) {
    return isWork(step)
      ? md`${stepName(t, step.key)} is back with ${ownerWords(t, step)}: see its newer card.`
      : md`${stepName(t, step.key)} was started again since: work went back.`;
  }
  if (step.status === "done") return doneWords(t, step);
  if (step.status === "skipped") return skippedWords(t, step);
  if (isWork(step) && isOpenCase(t)) return md`${stepName(t, step.key)} has started: it is with ${ownerWords(t, step)}.`;
  return isOpenCase(t)
    ? md`${stepName(t, step.key)} waits.`
    : md`${stepName(t, step.key)}: the case is ${CASE_STATUS[t.file.instance.status]}.`;
};

const evidenceOf = (t: Telling, step: Step, definition: StepDefinition | undefined): readonly Mrkdwn[] =>
  step.status === "done" ? (definition?.evidence.slice(0, 20) ?? []).map((field) => evidenceLine(t, field)) : [];

/** A step's card once its buttons no longer apply. */
export const endedStep = (t: Telling, step: Step, pass: number): Rendered => {
  const words = endWords(t, step, pass);
  return rendered({
    text: md`${words} ${caseTitle(t)}`,
    blocks: [section(joinMd([words, ...evidenceOf(t, step, definitionOf(t, step.key))])), ...context(md`Case: ${caseName(t)}`)],
    final: true,
  });
};
