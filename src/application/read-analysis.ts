import type { InstanceId, Instant, PersonId, StepKey, WorkspaceId } from "../engine/ids.ts";
import { type Analysis, analysisByRules, summaryOf } from "../insights/watch/analysis.ts";
import { type Loads, type WatchRow, watchRows } from "../insights/watch/rows.ts";
import { rowWords } from "../insights/watch/words.ts";
import type { CaseFile } from "./case-file.ts";
import type { Clock } from "./ports/machine.ts";
import type { KeptAnalysis, Reads } from "./ports/reads.ts";
import type { Store } from "./ports/store.ts";
import { KEPT_MS, loadsOf, watching } from "./watch-cases.ts";

/** What one person may see of an analysis. */
export interface SeenAnalysis {
  /** The workflow's title. */
  readonly of: string;
  readonly by: "analyst" | "clocks";
  readonly at: Instant;
  readonly bottlenecks: readonly {
    readonly file: CaseFile;
    readonly step: StepKey;
    readonly owner: PersonId | undefined;
    readonly why: string;
  }[];
  /** Without a file: the workflow itself. */
  readonly atRisk: readonly { readonly file: CaseFile | undefined; readonly why: string }[];
  readonly summary: string;
}

export type ReadAnalysis = (
  workspace: WorkspaceId,
  open: readonly CaseFile[],
  seen: readonly CaseFile[],
) => Promise<readonly SeenAnalysis[]>;

interface Ports {
  readonly reads: Pick<Reads, "analyses" | "texts">;
  readonly store: Pick<Store, "loadOf">;
  readonly clock: Clock;
}

/** Two looks: what is older is told only while nothing has changed. */
const FRESH_MS = 3_600_000;

interface Seeing {
  readonly now: Instant;
  /** Open ones of one workflow: all of them, and those that the reader may see. */
  readonly all: readonly CaseFile[];
  readonly seen: readonly CaseFile[];
  readonly loads: Loads;
}

const fileOf = ({ seen }: Seeing, id: InstanceId | undefined): CaseFile | undefined => seen.find(({ instance }) => instance.id === id);

/** Everybody else is told the figures: words that were made with all cases in view may speak of any of them. */
const seesAll = ({ made }: KeptAnalysis, seeing: Seeing): boolean => made.cases.every((id) => fileOf(seeing, id) !== undefined);

const wordsOf = (ids: readonly { readonly text: string }[]): readonly string[] => ids.map(({ text }) => text);

const textsOf = async (reads: Ports["reads"], workspace: WorkspaceId, { made }: KeptAnalysis): Promise<ReadonlyMap<string, string>> =>
  await reads.texts(workspace, wordsOf([made.summary, ...[...made.bottlenecks, ...made.atRisk].map(({ why }) => why)]));

type Items = Pick<SeenAnalysis, "bottlenecks" | "atRisk" | "summary">;

const itemsByAnalyst = (kept: KeptAnalysis, seeing: Seeing, texts: ReadonlyMap<string, string>): Items => {
  const rows = watchRows(seeing.seen, seeing.loads);
  const rowIn = (instance: InstanceId | undefined, step?: StepKey, pass?: number): WatchRow | undefined =>
    rows.find((row) => row.instance === instance && (step === undefined || (row.step === step && row.pass === pass)));
  const { made } = kept;
  const bottlenecks = made.bottlenecks.flatMap(({ instance, step, pass, owner, why }) => {
    const [file, row] = [fileOf(seeing, instance), rowIn(instance, step, pass)];
    return file === undefined || row === undefined ? [] : [{ file, step, owner, why: texts.get(why.text) ?? rowWords(row) }];
  });
  const atRisk = made.atRisk.flatMap(({ instance, why }) => {
    const [file, row] = [fileOf(seeing, instance), rowIn(instance)];
    const words = texts.get(why.text) ?? (row && rowWords(row));
    const isHidden = instance === undefined ? texts.size === 0 : file === undefined;
    return isHidden || words === undefined ? [] : [{ file, why: words }];
  });
  return { bottlenecks, atRisk, summary: texts.get(made.summary.text) ?? summaryOf(bottlenecks.length, atRisk.length) };
};

const itemsByClocks = (seeing: Seeing): Items => {
  const { bottlenecks, atRisk, summary }: Analysis = analysisByRules(watchRows(seeing.seen, seeing.loads));
  const withFile = <T extends { readonly instance: InstanceId | undefined }>(item: T) => {
    const file = fileOf(seeing, item.instance);
    return file === undefined ? [] : [{ ...item, file }];
  };
  return { bottlenecks: bottlenecks.flatMap(withFile), atRisk: atRisk.flatMap(withFile), summary };
};

const hasNews = ({ bottlenecks, atRisk, by }: SeenAnalysis): boolean => by === "analyst" || bottlenecks.length + atRisk.length > 0;

/** What to look at first in each workflow, for somebody who may see `seen` of its open cases: the analyst's last word, else what the clocks say. */
export const createReadAnalysis = ({ reads, store, clock }: Ports): ReadAnalysis => {
  const read = async (workspace: WorkspaceId, kept: KeptAnalysis | undefined, seeing: Seeing, of: string): Promise<SeenAnalysis> => {
    const isFresh = kept !== undefined && seeing.now - kept.at <= FRESH_MS;
    if (kept === undefined || !(isFresh || kept.made.state === watching(seeing.all, seeing.loads).state))
      return { of, by: "clocks", at: seeing.now, ...itemsByClocks(seeing) };
    const texts = seesAll(kept, seeing) ? await textsOf(reads, workspace, kept) : new Map<string, string>();
    return { of, by: "analyst", at: kept.at, ...itemsByAnalyst(kept, seeing, texts) };
  };

  return async (workspace, open, seen) => {
    if (seen.length === 0) return [];
    const now = clock.now();
    const [loads, kept] = await Promise.all([loadsOf(store, workspace, open), reads.analyses(workspace, now - KEPT_MS)]);
    const found: SeenAnalysis[] = [];
    for (const [workflow, all] of Map.groupBy(open, ({ definition }) => definition.workflow)) {
      const mine = seen.filter(({ definition }) => definition.workflow === workflow);
      const title = mine[0]?.definition.title;
      const last = kept.find((each) => each.workflow === workflow);
      if (title !== undefined) found.push(await read(workspace, last, { now, all, seen: mine, loads }, title));
    }
    return found.filter(hasNews);
  };
};
