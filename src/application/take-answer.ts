import { type Question, runOf } from "./ask-question.ts";
import type { AgentRecords, AgentRun, NewEntry } from "./ports/agent-records.ts";
import type { Controls, Screen, Verdict } from "./ports/controls.ts";
import type { Clock, Logger } from "./ports/machine.ts";
import type { ModelAnswer, ModelFault, ToolCall } from "./ports/model.ts";

/** A call that is not to be carried out; the model is told `words`. */
export interface RefusedCall {
  readonly call: ToolCall;
  readonly words: string;
}

/** Restored and clean. `calls` are those that may be carried out. */
export interface AskedAnswer extends ModelAnswer {
  readonly refused: readonly RefusedCall[];
}

/** `words` may be shown to whoever asked. */
export type Asked =
  | { readonly ok: true; readonly answer: AskedAnswer }
  | { readonly ok: false; readonly why: "no-model" | "budget" | "denied" | "fault" | "done-before"; readonly words: string };

interface Ports {
  readonly records: AgentRecords;
  readonly controls: Controls;
  readonly clock: Clock;
  readonly logger: Logger;
}

const HOUR_MS = 3_600_000;

export const verdictEntry = ({ control, verdict, reason }: Verdict): NewEntry => ({ kind: "verdict", name: control, verdict, reason });

export const denialIn = (verdicts: readonly Verdict[]): Verdict | undefined => verdicts.find(({ verdict }) => verdict === "DENY");

const answerEntries = ({ text, value, calls, stop }: ModelAnswer): readonly NewEntry[] => [
  { kind: "answer", name: stop, text: value === undefined ? text : JSON.stringify(value) },
  ...calls.map(({ name, input }): NewEntry => ({ kind: "tool-call", name, text: JSON.stringify(input) ?? "" })),
];

/** What is said of an answer that nobody can use. */
export const UNUSABLE: { readonly [S in ModelAnswer["stop"]]?: string } = {
  refused: "The model would not answer.",
  "too-long": "There was more to read than the model has room for.",
};

/** The k-th of several calls of one tool in an answer was made before those after it. */
const laterOf = (calls: readonly ToolCall[], n: number): number => calls.slice(n + 1).filter(({ name }) => name === calls[n]?.name).length;

/** Records what is not asked or said, and answers why. */
export const createStop =
  ({ records, clock, logger }: Pick<Ports, "records" | "clock" | "logger">) =>
  async (run: AgentRun, verdict: Verdict, words: string): Promise<Asked> => {
    const why = verdict.control === "budget" ? "budget" : "denied";
    await records.settle(run, why, undefined, clock.now());
    logger.warn({ run: run.id, pattern: run.pattern, control: verdict.control, reason: verdict.reason }, "a control stopped a question");
    return { ok: false, why, words };
  };

/** Records that a model gave nothing that can be used, and what it cost all the same. */
export const createFail =
  ({ records, clock, logger }: Pick<Ports, "records" | "clock" | "logger">) =>
  async (run: AgentRun, fault: ModelFault, screen: Screen): Promise<Asked> => {
    // A vendor repeats what it was sent, keys included.
    const text = screen.outgoing(fault.message);
    await records.add(run, [{ kind: "fault", name: fault.kind, text }], clock.now());
    await records.settle(run, fault.kind, fault.spent, clock.now());
    logger.warn({ run: run.id, pattern: run.pattern, fault: fault.kind, text }, "a model gave no answer; a template is used");
    return { ok: false, why: "fault", words: `The model gave no answer (${fault.kind}).` };
  };

/** Each call is recorded before it is counted: whichever replica counts, none is missed. */
export const createJudgeCalls =
  ({ records, controls, clock }: Ports) =>
  async (run: AgentRun, question: Question, calls: readonly ToolCall[]): Promise<readonly RefusedCall[]> => {
    const now = clock.now();
    const verdicts: Verdict[] = [];
    for (const [n, { name }] of calls.entries()) {
      const count = (await records.callsSince(run, name, now - HOUR_MS)) - laterOf(calls, n);
      verdicts.push(controls.judgeCall(name, count, question.policy));
    }
    await records.add(run, verdicts.map(verdictEntry), now);
    return calls.flatMap((call, n) => {
      const verdict = verdicts[n];
      return verdict?.verdict === "DENY" ? [{ call, words: `Not carried out: ${verdict.reason}. Do not call it again now.` }] : [];
    });
  };

/** Records an answer, judges it, and puts back what was kept from the model. */
export const createTakeAnswer = (ports: Ports) => {
  const { records, clock } = ports;
  const stop = createStop(ports);
  const judgeCalls = createJudgeCalls(ports);
  return async (question: Question, screen: Screen, given: ModelAnswer): Promise<Asked> => {
    const run = runOf(question);
    const text = screen.incoming(given.text);
    const value = screen.incomingValue(given.value);
    const verdicts = screen.judgeAnswer(question.shape === undefined ? text : JSON.stringify(value));
    await records.add(run, [...answerEntries(given), ...verdicts.map(verdictEntry)], clock.now());
    await records.settle(run, given.stop, given, clock.now());
    const denial = denialIn(verdicts);
    if (denial !== undefined) return await stop(run, denial, `Not said: ${denial.reason}.`);
    const unusable = UNUSABLE[given.stop];
    if (unusable !== undefined) return { ok: false, why: "fault", words: unusable };
    const refused = await judgeCalls(run, question, given.calls);
    const calls = given.calls.filter((call) => !refused.some((each) => each.call === call));
    const restored = calls.map((call) => ({ ...call, input: screen.incomingValue(call.input) }));
    return { ok: true, answer: { ...given, text, value, calls: restored, refused } };
  };
};
