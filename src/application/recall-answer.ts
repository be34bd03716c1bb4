import { z } from "zod";
import { type Question, requestOf, runOf } from "./ask-question.ts";
import type { AgentRecords, AgentRun, Entry } from "./ports/agent-records.ts";
import type { Controls, Screen } from "./ports/controls.ts";
import { STOPS, type Stop, type ToolCall } from "./ports/model.ts";
import { type Asked, type createJudgeCalls, type RefusedCall, UNUSABLE } from "./take-answer.ts";

/** What is on record of a run that was begun before. */
export interface OnRecord {
  /** How often it was sent. */
  readonly asked: number;
  /** Of the answer: another may have been sent since. */
  readonly prompt: string | undefined;
  readonly answer: AnswerOnRecord | undefined;
}

interface AnswerOnRecord {
  readonly stop: Stop;
  readonly text: string;
  readonly calls: readonly ToolCall[];
  /** Judged one by one, as far as that came. */
  readonly judged: readonly Entry[];
  readonly denial: Entry | undefined;
}

/** More than one question and its answer can have. */
const MOST = 500;

const callOf = ({ seq, name, text }: Entry): ToolCall => ({ id: `call-${seq}`, name: name ?? "", input: JSON.parse(text ?? "null") });

const answerIn = (entries: readonly Entry[]): AnswerOnRecord | undefined => {
  const at = entries.findLastIndex(({ kind }) => kind === "answer");
  const { name, text } = entries[at] ?? {};
  const stop = STOPS.find((each) => each === name);
  const after = entries.slice(at + 1);
  const called = after.filter(({ kind }) => kind === "tool-call");
  // Erased since.
  if (stop === undefined || text === undefined || called.some((each) => each.text === undefined)) return undefined;
  const verdicts = after.filter(({ kind }) => kind === "verdict");
  const [judged, others] = [
    verdicts.filter((each) => each.name === "tool-rate-limit"),
    verdicts.filter((each) => each.name !== "tool-rate-limit"),
  ];
  return { stop, text, calls: called.map(callOf), judged, denial: others.find(({ verdict }) => verdict === "DENY") };
};

export const recallRun = async (records: AgentRecords, run: AgentRun): Promise<OnRecord> => {
  const entries = await records.entries(run, 0, MOST);
  const answered = entries.findLastIndex(({ kind }) => kind === "answer");
  return {
    asked: entries.filter(({ kind }) => kind === "prompt").length,
    prompt: entries.slice(0, Math.max(0, answered)).findLast(({ kind }) => kind === "prompt")?.text,
    answer: answerIn(entries),
  };
};

const Prompt = z.object({ marks: z.string().optional() });
const MARK = /\[[A-Z]+_\d+\]/;
const NOTHING_SPENT = { usage: { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 }, model: "on record", cents: 0 };

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const marksIn = (prompt: string): unknown => Prompt.safeParse(parsed(prompt)).data?.marks;

interface Ports {
  readonly controls: Controls;
  readonly judgeCalls: ReturnType<typeof createJudgeCalls>;
}

/**
 * The answer on record, as it was given; undefined where it cannot be used any more. What a mark stands for is known from its
 * question alone: where it would stand for something else today, an answer with marks is none.
 */
export const createUseRecord = ({ controls, judgeCalls }: Ports) => {
  const refusedIn = async (question: Question, { calls, judged }: AnswerOnRecord): Promise<readonly RefusedCall[]> => {
    if (judged.length < calls.length) return await judgeCalls(runOf(question), question, calls);
    return calls.flatMap((call, n) =>
      judged[n]?.verdict === "DENY" ? [{ call, words: `Not carried out: ${judged[n]?.reason}. Do not call it again now.` }] : [],
    );
  };

  const given = async (question: Question, screen: Screen, answer: AnswerOnRecord): Promise<Asked | undefined> => {
    const { stop, calls } = answer;
    const value = question.shape?.safeParse(screen.incomingValue(parsed(answer.text)));
    if (value?.success === false) return undefined;
    const refused = await refusedIn(question, answer);
    const kept = calls.filter((call) => !refused.some((each) => each.call === call));
    const restored = kept.map((call) => ({ ...call, input: screen.incomingValue(call.input) }));
    const text = screen.incoming(answer.text);
    if (question.shape === undefined) question.onText?.(text);
    return { ok: true, answer: { ...NOTHING_SPENT, text, value: value?.data, calls: restored, stop, refused } };
  };

  return async (question: Question, screen: Screen, { prompt = "", answer }: OnRecord): Promise<Asked | undefined> => {
    if (answer === undefined) return undefined;
    const { stop, text, calls, denial } = answer;
    if (denial !== undefined) return { ok: false, why: "denied", words: `Not said: ${denial.reason}.` };
    const unusable = UNUSABLE[stop];
    if (unusable !== undefined) return { ok: false, why: "fault", words: unusable };
    requestOf(question, screen, controls.rules);
    const isOther = MARK.test(JSON.stringify([text, calls])) && marksIn(prompt) !== screen.meaning();
    return isOther ? undefined : await given(question, screen, answer);
  };
};
