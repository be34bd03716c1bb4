import type { AgentBudgets, Estimate } from "./agent-budgets.ts";
import { promptEntries, promptOf, type Question, requestOf, runOf } from "./ask-question.ts";
import type { AgentRecords, AgentRun } from "./ports/agent-records.ts";
import type { Controls, Screen, Verdict } from "./ports/controls.ts";
import type { Clock, Logger, MachineClock } from "./ports/machine.ts";
import { type Model, type ModelAnswer, ModelFault, type ModelRequest, type Models } from "./ports/model.ts";
import { createUseRecord, recallRun } from "./recall-answer.ts";
import { type Asked, createFail, createJudgeCalls, createStop, createTakeAnswer, denialIn, verdictEntry } from "./take-answer.ts";

/** As often as a run is sent: its process may have died before the first answer was on record. */
const MOST_ASKED = 2;
const DONE_BEFORE: Asked = { ok: false, why: "done-before", words: "It was asked before." };

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

/** Characters of a token, at the least, in any language that we read. */
const CHARACTERS = 3;
const TOKENS_OF_TOOL = 200;

/** What it may cost: all of the prompt anew, and an answer as long as it may be. */
const estimateOf = (request: Omit<ModelRequest, "onText">, { cost }: Model): Estimate => {
  const { tools = [], maxTokens: output, deadlineMs } = request;
  const input = Math.ceil(promptOf(request).length / CHARACTERS) + tools.length * TOKENS_OF_TOOL;
  const cents = cost?.({ input, cacheRead: 0, cacheWrite: 0, output });
  return cents === undefined ? { cents: 0, tokens: input + output, deadlineMs } : { cents, tokens: 0, deadlineMs };
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
  const useRecord = createUseRecord({ controls, judgeCalls: createJudgeCalls(ports) });

  /** Undefined: it may be asked. */
  const kept = async (question: Question, run: AgentRun, screen: Screen): Promise<Asked | undefined> => {
    if (question.isFirst === true) return DONE_BEFORE;
    const known = await recallRun(records, run);
    return (await useRecord(question, screen, known)) ?? (known.asked < (question.tries ?? MOST_ASKED) ? undefined : DONE_BEFORE);
  };

  const ask = async (question: Question, model: Model, screen: Screen, isWhole: boolean): Promise<Asked> => {
    const run = runOf(question);
    const request = requestOf(question, screen, controls.rules);
    const verdicts = screen.judgeRequest();
    const denial = denialIn(verdicts);
    const spent = denial === undefined ? await budgets.reserve(run, estimateOf(request, model)) : undefined;
    if (spent !== undefined) {
      const verdict: Verdict = { control: "budget", verdict: "DENY", reason: spent.reason };
      await records.add(run, [verdictEntry(verdict)], clock.now());
      return await stop(run, verdict, spent.words);
    }
    await records.add(run, [...promptEntries(request, isWhole, screen.meaning()), ...verdicts.map(verdictEntry)], clock.now());
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
    const { policy, people, caseId, instance, once = false } = question;
    const open = (): Screen => controls.screen({ policy, people, keep: caseId === undefined ? [] : [caseId], fence: instance ?? run.id });
    const before = once && !isNew ? await kept(question, run, open()) : undefined;
    return before ?? (await ask(question, model, open(), isNew || once));
  };
};
