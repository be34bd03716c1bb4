import { createModels } from "../agent/models/models-by-purpose.ts";
import { centsOf } from "../agent/models/prices.ts";
import { estimateOf } from "../agent/rehearse/estimate.ts";
import { type NotAgain, type Recorded, recordedIn } from "../agent/rehearse/recorded.ts";
import { rehearse } from "../agent/rehearse/rehearse.ts";
import { rowsOf, sumOf } from "../agent/rehearse/report.ts";
import { TOOLS } from "../agent/tools/all.ts";
import type { Entry, RecordedRun } from "../application/ports/agent-records.ts";
import type { Model, Purpose, Usage } from "../application/ports/model.ts";
import { readConfig } from "../config.ts";
import { MODEL_NAME } from "../config-models.ts";
import { recentRuns } from "../store/agent-record-recent.ts";
import { createAgentRecords } from "../store/agent-records.ts";
import type { Database } from "../store/open-database.ts";
import { BadInput } from "./failure.ts";
import { withDatabase, workspaceFor } from "./open-existing.ts";
import { figuresOf, linesOf, notAgainLine, type Report, reportOf } from "./rehearsal-lines.ts";
import type { Environment } from "./start.ts";

/** As it was asked for. */
export interface Rehearsing {
  readonly model: string;
  readonly purpose?: Purpose;
  readonly since?: number;
  readonly limit: number;
  readonly spend?: number;
  readonly spendTokens?: number;
  readonly dryRun?: true;
  readonly json?: true;
  readonly workspace?: string;
}

interface Streams {
  /** The report. */
  readonly out: (line: string) => void;
  /** What goes on meanwhile. */
  readonly note: (line: string) => void;
}

interface Found {
  readonly all: readonly Recorded[];
  readonly not: Readonly<Partial<Record<NotAgain, number>>>;
}

const PAGE = 200;
const PURPOSES = ["CLASSIFY", "DRAFT", "ANALYSE", "ACT"];

/** That model for every purpose, whatever else is configured. */
const modelOf = (environment: Environment, named: string): Model => {
  const others = Object.fromEntries(PURPOSES.map((purpose) => [`MODEL_${purpose}`, undefined]));
  const model = MODEL_NAME.test(named) ? createModels(readConfig({ ...environment, ...others, MODEL: named }).models)("act") : undefined;
  if (model === undefined)
    throw new BadInput(`--model: ${named} is not a model. Expected anthropic:<name>, openai:<name> or bedrock:<name>.`);
  return model;
};

const entriesOf = async (database: Database, run: RecordedRun): Promise<readonly Entry[]> => {
  const records = createAgentRecords(database);
  const entries: Entry[] = [];
  for (;;) {
    const page = await records.entries(run, entries.at(-1)?.seq ?? 0, PAGE);
    entries.push(...page);
    if (page.length < PAGE) return entries;
  }
};

const findRecorded = async (database: Database, { purpose, since = 0, limit, workspace }: Rehearsing): Promise<Found> => {
  const runs = await recentRuns(database, await workspaceFor(database, workspace), { purpose, since, limit });
  const specs = TOOLS.map(({ spec }) => spec);
  const all: Recorded[] = [];
  const not: Partial<Record<NotAgain, number>> = {};
  for (const run of runs)
    for (const found of recordedIn(run, await entriesOf(database, run), specs)) {
      if ("recorded" in found) all.push(found.recorded);
      else not[found.not] = (not[found.not] ?? 0) + 1;
    }
  return { all, not };
};

const budgetOf = ({ model, spend, spendTokens }: Rehearsing, isPriced: boolean) => {
  if (isPriced && spend === undefined)
    throw new BadInput("--spend: missing; say how many cents it may cost, or --dry-run to see how much it is.");
  if (!isPriced && spendTokens === undefined)
    throw new BadInput(`--spend-tokens: missing; the price of ${model} is not known, so say how many tokens it may use, or --dry-run.`);
  return { cents: spend, tokens: spendTokens };
};

const report = (options: Rehearsing, made: Report, { out }: Streams): void => {
  if (options.json === true) out(JSON.stringify(made, undefined, 2));
  else for (const line of linesOf(made)) out(line);
};

const play = async (model: Model, options: Rehearsing, { all, not }: Found, streams: Streams): Promise<0 | 1> => {
  const name = options.model.slice(options.model.indexOf(":") + 1);
  const priceOf = (usage: Usage): number | undefined => centsOf([name], usage);
  const estimates = all.map((each) => ({ usage: estimateOf(each), cents: priceOf(estimateOf(each)) }));
  const isPriced = priceOf({ input: 1, cacheRead: 0, cacheWrite: 0, output: 0 }) !== undefined;
  streams.note(`${all.length} requests to ${options.model}: about ${figuresOf(sumOf(estimates))}, estimated.${notAgainLine(not)}`);
  if (options.dryRun === true) return 0;
  const budget = budgetOf(options, isPriced);
  const onPlayed = ({ recorded: { run, pattern }, differs }: { readonly recorded: Recorded; readonly differs: readonly string[] }): void =>
    streams.note(`${pattern} · ${run} · ${differs.length === 0 ? "agrees" : `differs: ${differs.join(", ")}`}`);
  const { played, left } = await rehearse(all, { model, priceOf, budget, onPlayed });
  report(options, reportOf({ model: options.model, rows: rowsOf(played), left, not }), streams);
  const isFaulty = played.some(({ differs }) => differs.some((each) => each.startsWith("fault")));
  return left > 0 || isFaulty ? 1 : 0;
};

/** Replays what a database has on record. */
export const rehearseOn = async (database: Database, model: Model, options: Rehearsing, streams: Streams): Promise<0 | 1> => {
  const found = await findRecorded(database, options);
  if (found.all.length > 0) return await play(model, options, found, streams);
  throw new BadInput(`There is nothing to ask again: no model was asked anything that is still whole on record.${notAgainLine(found.not)}`);
};

/** With a model of that name; answers the exit code. */
export const rehearseRecorded = async (environment: Environment, options: Rehearsing, streams: Streams): Promise<0 | 1> => {
  const model = modelOf(environment, options.model);
  return await withDatabase(readConfig(environment), async (database) => await rehearseOn(database, model, options, streams));
};
