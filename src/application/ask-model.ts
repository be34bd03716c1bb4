import type { AgentBudgets } from "./agent-budgets.ts";
import { promptEntries, type Question, requestOf, runOf } from "./ask-question.ts";
import type { AgentRecords } from "./ports/agent-records.ts";
import type { Controls, Screen, Verdict } from "./ports/controls.ts";
import type { Clock, Logger, MachineClock } from "./ports/machine.ts";
import { type Model, type ModelAnswer, ModelFault, type ModelRequest, type Models } from "./ports/model.ts";
import { type Asked, createFail, createStop, createTakeAnswer, denialIn, verdictEntry } from "./take-answer.ts";

export type AskModel = (question: Question) => Promise<Asked>;

interface Ports {
  readonly models: Models;
  readonly records: AgentRecords;
  readonly controls: Controls;
  readonly budgets: AgentBudgets;
  readonly clock: Clock;
  readonly machine: MachineClock;
  readonly logger: Logger;
}

const faultOf = (error: unknown): ModelFault =>
  error instanceof ModelFault ? error : new ModelFault("unusable", error instanceof Error ? error.message : String(error));

/** What it streams is given restored; what may yet be forbidden is given when it was judged as a whole. */
const answerOf = async (model: Model, request: ModelRequest, screen: Screen, question: Question): Promise<ModelAnswer | ModelFault> => {
  const { onText, policy } = question;
  const stream = onText === undefined || policy.topics.forbid.length > 0 ? undefined : screen.stream(onText);
  try {
    const answer = await model.answer({ ...request, ...(stream === undefined ? {} : { onText: stream.push }) });
    stream?.end();
    return answer;
  } catch (error) {
    return faultOf(error);
  }
};

/**
 * The one way to ask a model: under a budget, through the controls, and on record. What cannot be asked or answered is a value, so that
 * whoever asks goes on with a template; it throws only where the record cannot be kept.
 */
export const createAskModel = (ports: Ports): AskModel => {
  const { models, records, controls, budgets, clock, machine, logger } = ports;
  const stop = createStop(ports);
  const fail = createFail(ports);
  const take = createTakeAnswer(ports);

  const ask = async (question: Question, model: Model, screen: Screen, isNew: boolean): Promise<Asked> => {
    const run = runOf(question);
    const request = requestOf(question, screen, controls.rules);
    const verdicts = screen.judgeRequest();
    await records.add(run, [...promptEntries(request, isNew), ...verdicts.map(verdictEntry)], clock.now());
    const denial = denialIn(verdicts);
    if (denial !== undefined) return await stop(run, denial, `Not asked: ${denial.reason}.`);
    const began = machine.now();
    const given = await answerOf(model, request, screen, question);
    if (given instanceof ModelFault) return await fail(run, given, screen);
    const { model: by, stop: why, usage, cents } = given;
    logger.info(
      { run: run.id, pattern: run.pattern, model: by, stop: why, ms: machine.now() - began, ...usage, cents },
      "a model answered",
    );
    const asked = await take(question, screen, given);
    if (asked.ok && question.policy.topics.forbid.length > 0) question.onText?.(asked.answer.text);
    return asked;
  };

  return async (question) => {
    const model = models(question.purpose);
    if (model === undefined) return { ok: false, why: "no-model", words: "No model is configured." };
    const run = runOf(question);
    const isNew = await records.begin(run, clock.now());
    if (question.once === true && !isNew) return { ok: false, why: "done-before", words: "It was asked before." };
    const spent = await budgets.spent(question);
    if (spent !== undefined) {
      const verdict: Verdict = { control: "budget", verdict: "DENY", reason: spent.reason };
      await records.add(run, [verdictEntry(verdict)], clock.now());
      return await stop(run, verdict, spent.words);
    }
    const { policy, people, caseId, instance } = question;
    const screen = controls.screen({ policy, people, keep: caseId === undefined ? [] : [caseId], fence: instance ?? run.id });
    return await ask(question, model, screen, isNew);
  };
};
