import { z } from "zod";
import type { Analyse, Watched } from "../../../application/ports/analyse.ts";
import type { Ask } from "../../../application/ports/ask.ts";
import type { Logger } from "../../../application/ports/machine.ts";
import { type Analysis, type AtRisk, type Bottleneck, MOST_NAMED, summaryOf } from "../../../insights/watch/analysis.ts";
import type { WatchRow } from "../../../insights/watch/rows.ts";
import { checkedWords } from "./check-words.ts";
import { type Labels, labelsOf, shownRows } from "./labels.ts";

const DEADLINE_MS = 60_000;
const MAX_TOKENS = 1_500;
/** An answer with more rows than that is not read to its end. */
const MOST_READ = 20;

const why = z.string().describe("One plain sentence for a manager, from the rows alone; people and cases by their labels, no row");
const rows = z.array(z.string()).describe("The rows that say so, such as R1");
const Named = z.strictObject({
  critical_bottlenecks: z.array(
    z.strictObject({
      case: z.string().describe("Its label, such as C1"),
      step: z.string(),
      owner: z.string().nullable().describe("The label of whom it waits for; null for nobody"),
      why,
      rows,
      confidence: z.number().describe("From 0 to 1, that asking for help now is right"),
    }),
  ),
  at_risk_workflows: z.array(z.strictObject({ case: z.string().describe("A case by its label, or the workflow by its name"), why, rows })),
  summary: z.string().describe("Two sentences at most"),
});
type Named = z.infer<typeof Named>;

const SYSTEM = `You watch over running workflows for the person who owns them. Each numbered row says where one step of one case stands, the most
delayed first. Name at most ${MOST_NAMED} critical bottlenecks: steps that hold a case up and on which somebody should ask for help today. Name at most
${MOST_NAMED} others at risk: cases, or the workflow itself where many rows show one cause. Look for causes over several rows: one person with many steps,
one step that is slow everywhere. A step that is only just under way is no bottleneck. Name none rather than a doubtful one. Say only what rows say.`;

/** Rows that are there and of this case. */
const citedOf = (cited: readonly string[], { rows: all }: Labels, instance: WatchRow["instance"] | undefined): readonly WatchRow[] => {
  const found = cited.slice(0, MOST_READ).map((id) => all.get(id));
  const known = found.filter((row) => row !== undefined && (instance === undefined || row.instance === instance));
  return known.length === found.length ? known.filter((row) => row !== undefined) : [];
};

const bottleneckOf = (named: Named["critical_bottlenecks"][number], labels: Labels): Bottleneck | undefined => {
  const file = labels.cases.get(named.case);
  if (file === undefined) return undefined;
  const row = citedOf(named.rows, labels, file.instance.id).find(({ step }) => step === named.step);
  const owner = named.owner === null ? undefined : labels.people.get(named.owner);
  const words = checkedWords(named.why, [file], labels);
  if (row === undefined || words === undefined || (named.owner !== null && (owner === undefined || !row.actors.includes(owner))))
    return undefined;
  const confidence = Math.min(1, Math.max(0, named.confidence));
  return { instance: row.instance, step: row.step, pass: row.pass, level: row.level, owner, why: words, rows: named.rows, confidence };
};

const atRiskOf = (named: Named["at_risk_workflows"][number], labels: Labels, { workflow, files }: Watched): AtRisk | undefined => {
  const file = labels.cases.get(named.case);
  if (file === undefined && named.case !== workflow) return undefined;
  const cited = citedOf(named.rows, labels, file?.instance.id);
  const words = checkedWords(named.why, file === undefined ? files : [file], labels);
  return cited.length === 0 || words === undefined ? undefined : { instance: file?.instance.id, why: words, rows: named.rows };
};

const isThere = <T>(value: T | undefined): value is T => value !== undefined;

/** What it says first of each. */
const once = <T>(values: readonly (T | undefined)[], what: (value: T) => string): readonly T[] =>
  [
    ...new Map(
      values
        .filter(isThere)
        .toReversed()
        .map((value) => [what(value), value]),
    ).values(),
  ].toReversed();

/** What of it holds, and how much does not. */
const checked = (named: Named, watched: Watched, labels: Labels): { readonly analysis: Analysis; readonly dropped: number } => {
  const bottlenecks = named.critical_bottlenecks.slice(0, MOST_NAMED).map((each) => bottleneckOf(each, labels));
  const atRisk = named.at_risk_workflows.slice(0, MOST_NAMED).map((each) => atRiskOf(each, labels, watched));
  const held = bottlenecks.filter(isThere).length + atRisk.filter(isThere).length;
  const kept = {
    bottlenecks: once(bottlenecks, ({ instance, step }) => `${instance} ${step}`),
    atRisk: once(atRisk, ({ instance = "" }) => instance),
  };
  const summary = checkedWords(named.summary, watched.files, labels);
  const dropped = named.critical_bottlenecks.length + named.at_risk_workflows.length - held + (summary ? 0 : 1);
  return { analysis: { ...kept, summary: summary ?? summaryOf(kept.bottlenecks.length, kept.atRisk.length) }, dropped };
};

/** Asks for what is stuck behind the figures. It names nothing but what it was shown; what else it names is dropped, and the log says so. */
export const createAnalyse =
  ({ ask, logger }: { readonly ask: Ask; readonly logger: Logger }): Analyse =>
  async (watched) => {
    const { workspace, person, run, signal } = watched;
    const labels = labelsOf(watched);
    const outcome = await ask({
      workspace,
      instance: undefined,
      person,
      run,
      pattern: "analyst",
      purpose: "analyse",
      system: SYSTEM,
      messages: [{ role: "user", text: shownRows(watched, labels) }],
      shape: Named,
      maxTokens: MAX_TOKENS,
      deadlineMs: DEADLINE_MS,
      ...(signal === undefined ? {} : { signal }),
    });
    if (!outcome.ok) {
      logger.warn({ run, why: outcome.why, words: outcome.words }, "no model looked at the open cases; the clocks' figures are shown");
      return undefined;
    }
    const named = Named.safeParse(outcome.answer.value).data;
    if (named === undefined) {
      logger.warn({ run }, "what a model said of the open cases has another shape; the clocks' figures are shown");
      return undefined;
    }
    const { analysis, dropped } = checked(named, watched, labels);
    if (dropped > 0) logger.warn({ run, dropped }, "a model named what it was not shown, which was dropped");
    return analysis;
  };
