import { centsOf } from "../../src/agent/models/prices.ts";
import { tokensOf } from "../../src/agent/rehearse/estimate.ts";
import type { Model, ModelAnswer, ModelRequest, Purpose, Usage } from "../../src/application/ports/model.ts";
import { type AskOver, askThrough } from "../../src/build-agent.ts";
import { readConfig } from "../../src/config.ts";
import { scriptedModel } from "../../src/playground/stories/scripted-model.ts";
import { openEmbeddedDatabase } from "../../src/store/open-database.ts";
import { tellingStage } from "../playground/stories/telling-stage.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";
import { createVendorCache, promptTokens } from "./cache-of-a-vendor.ts";

/** Those that a key of Anthropic's brings, where nothing else is said. */
const { models: MODELS } = readConfig({ ANTHROPIC_API_KEY: "none is asked" });
const nameFor = (purpose: Purpose): string => MODELS[purpose]?.name ?? "";

/** Of an answer that the script does not have. */
const OUTPUT_UNKNOWN = 200;

interface Asked {
  readonly purpose: Purpose;
  readonly cached: Usage;
  readonly plain: Usage;
}

const answerTo = async (request: ModelRequest): Promise<ModelAnswer | Error> => {
  try {
    return await scriptedModel.answer(request);
  } catch (error) {
    return error as Error;
  }
};

/** The scripted model, with what each request would have used counted on the way. */
const countingModel = (asked: Asked[], now: () => number): Model => {
  const inCache = createVendorCache();
  return {
    answer: async (request) => {
      const answer = await answerTo(request);
      const output = answer instanceof Error ? OUTPUT_UNKNOWN : tokensOf(answer.text + JSON.stringify(answer.calls));
      const { purpose } = request;
      asked.push({
        purpose,
        cached: { ...inCache(nameFor(purpose), request, now()), output },
        plain: { input: promptTokens(request), cacheRead: 0, cacheWrite: 0, output },
      });
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
};

const countingAsk =
  (asked: Asked[]): AskOver =>
  (core, clocks) =>
    askThrough(
      () => {
        const model = countingModel(asked, clocks.clock.now);
        return () => model;
      },
      readConfig({}).agentBudgets,
      createRecordingLogger(),
    )(core, clocks);

const play = async (asked: Asked[]): Promise<number> => {
  const open = async () => ({ ...(await openEmbeddedDatabase({})), databaseUrl: undefined });
  const { stage, stories, go, story } = await tellingStage(open, "2026-11-23T09:30:00+01:00", { ask: async () => countingAsk(asked) });
  const begun = stage.now();
  await stories().handle({ type: "start", id: "onboarding-agent" });
  while ((await story()).turn !== undefined) await go();
  const days = (stage.now() - begun) / 86_400_000;
  await stage.stop();
  return days;
};

const sum = (all: readonly Asked[], of: (each: Asked) => number): number => all.reduce((total, each) => total + of(each), 0);
const cents = (all: readonly Asked[], how: "cached" | "plain"): string =>
  sum(all, (each) => centsOf([nameFor(each.purpose)], each[how]) ?? 0).toFixed(3);

const HEAD = ["purpose", "model", "requests", "input", "cache write", "cache read", "output", "cents, caching on", "cents, caching off"];

const rowOf = (name: string, model: string, all: readonly Asked[]): readonly string[] => [
  name,
  model,
  ...[
    all.length,
    sum(all, ({ cached }) => cached.input),
    sum(all, ({ cached }) => cached.cacheWrite),
    sum(all, ({ cached }) => cached.cacheRead),
    sum(all, ({ cached }) => cached.output),
  ].map(String),
  cents(all, "cached"),
  cents(all, "plain"),
];

/** Not a speed: what a model costs over one onboarding, as it is played in the playground's story with an agent. */
export const benchCosts = async (): Promise<void> => {
  const asked: Asked[] = [];
  const days = await play(asked);
  const purposes = (["classify", "draft", "analyse", "act"] as const).filter((each) => asked.some(({ purpose }) => purpose === each));
  const rows = [
    HEAD,
    ...purposes.map((each) =>
      rowOf(
        each,
        nameFor(each),
        asked.filter(({ purpose }) => purpose === each),
      ),
    ),
    rowOf("all", "", asked),
  ];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  console.log(
    `\nWhat models cost in one onboarding of ${days.toFixed(0)} days\nestimated: four characters a token; a vendor's cache by its rules (from 1,024 tokens, five minutes of domain time); the price list of src/agent/models/prices.ts`,
  );
  for (const row of rows)
    console.log(
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd()}`,
    );
};
