import { CommandId, type Instant, type PersonId, type WorkflowId, type WorkspaceId } from "../engine/ids.ts";
import type { MadeAnalysis } from "../engine/messages/made-analysis.ts";
import { processOwnersOf } from "../engine/people.ts";
import type { Analysis } from "../insights/watch/analysis.ts";
import type { CaseFile } from "./case-file.ts";
import type { CaseFiles } from "./case-files.ts";
import type { HandleCommand } from "./handle-command.ts";
import type { HandleWorkspaceCommand } from "./handle-workspace-command.ts";
import type { Analyse } from "./ports/analyse.ts";
import type { Catalogue } from "./ports/catalogue.ts";
import type { Clock, Ids, Logger } from "./ports/machine.ts";
import type { Reads } from "./ports/reads.ts";
import type { NewText, Store } from "./ports/store.ts";
import { newText } from "./protect-personal.ts";
import { createRaiseBottlenecks } from "./raise-bottlenecks.ts";
import { ANALYST, KEPT_MS, loadsOf, standsIn, type Watching, watching } from "./watch-cases.ts";

interface Ports {
  readonly reads: Pick<Reads, "board" | "analyses">;
  readonly files: CaseFiles;
  readonly store: Pick<Store, "loadOf">;
  readonly catalogue: Catalogue;
  readonly handle: HandleCommand;
  readonly handleWorkspace: HandleWorkspaceCommand;
  readonly analyse: Analyse;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

/** One look at one workflow; `at` is when it was asked for, so that a job that is tried again is the same look. */
export interface Look {
  readonly workspace: WorkspaceId;
  readonly workflow: WorkflowId;
  readonly at: Instant;
}

const MOST_CASES = 200;

/** What it saw is part of it: an answer on record is about those rows, and their labels, alone. */
const runOf = ({ workflow, at }: Look, { state }: Watching): string => `${ANALYST}:${workflow}:${at}:${state.slice(0, 16)}`;

/** Those of the rows, in their order: the same rows give every case the same label. */
const casesIn = ({ rows }: Watching, files: readonly CaseFile[]): readonly CaseFile[] =>
  [...new Set(rows.map(({ instance }) => instance))].flatMap((id) => files.filter(({ instance }) => instance.id === id));

/** What a model took its time for may have happened meanwhile. */
const stillTrue = async (files: CaseFiles, workspace: WorkspaceId, analysis: Analysis): Promise<Analysis> => {
  const named = [...analysis.bottlenecks, ...analysis.atRisk].map(({ instance }) => instance);
  const ids = [...new Set(named.filter((id) => id !== undefined))];
  const found = new Map(await Promise.all(ids.map(async (id) => [id, await files.of(workspace, id)] as const)));
  return {
    ...analysis,
    bottlenecks: analysis.bottlenecks.filter((each) => standsIn(found.get(each.instance), each)),
    atRisk: analysis.atRisk.filter(({ instance }) => instance === undefined || found.get(instance)?.instance.status === "running"),
  };
};

/** Ids and counts for the trace, and the words beside it. */
const keptAs = (run: string, { rows, state }: Watching, analysis: Analysis, ids: Ids) => {
  const texts: NewText[] = [];
  const kept = (words: string) => {
    const text = newText(words, ids);
    texts.push(text);
    return { text: text.text, hash: text.hash };
  };
  const made: MadeAnalysis = {
    run,
    state,
    rows: rows.length,
    cases: [...new Set(rows.map(({ instance }) => instance))],
    bottlenecks: analysis.bottlenecks.map(({ instance, step, pass, owner, rows: cited, why }) => ({
      ...{ instance, step, pass, owner, rows: cited },
      why: kept(why),
    })),
    atRisk: analysis.atRisk.map(({ instance, rows: cited, why }) => ({ instance, rows: cited, why: kept(why) })),
    summary: kept(analysis.summary),
  };
  return { made, texts };
};

/**
 * Looks at the open cases of a workflow with a model, for its process owner: where nothing has changed since the last look nobody is asked.
 * What it found is kept, and policy decides what becomes of it.
 */
export const createRunAnalysis = (ports: Ports) => {
  const { reads, files, store, catalogue, handleWorkspace, analyse, clock, ids, logger } = ports;
  const raise = createRaiseBottlenecks(ports);

  const lookAt = async (look: Look, person: PersonId, cases: readonly CaseFile[], seen: Watching, signal?: AbortSignal): Promise<void> => {
    const { workspace, workflow } = look;
    const run = runOf(look, seen);
    const said = await analyse({
      workspace,
      workflow,
      person,
      run,
      rows: seen.rows,
      files: casesIn(seen, cases),
      ...(signal === undefined ? {} : { signal }),
    });
    if (said === undefined) return;
    const analysis = await stillTrue(files, workspace, said);
    const { made, texts } = keptAs(run, seen, analysis, ids);
    const actor = { kind: "agent", id: ANALYST, onBehalfOf: person } as const;
    const id = CommandId.parse(`${run}:made`);
    await handleWorkspace({ id, workspace, actor, via: "agent", type: "RecordAnalysis", workflow, made }, texts);
    await raise(workspace, run, analysis.bottlenecks, seen.rows);
  };

  return async (look: Look, signal?: AbortSignal): Promise<void> => {
    const { workspace, workflow } = look;
    const definition = catalogue.current(workflow);
    if (definition === undefined) return;
    const cases = await files.ofAll(workspace, await reads.board(workspace, workflow, MOST_CASES));
    const seen = watching(cases, await loadsOf(store, workspace, cases));
    const [person] = processOwnersOf({ definition, directory: catalogue.directory(), instance: undefined });
    const last = (await reads.analyses(workspace, clock.now() - KEPT_MS)).find((each) => each.workflow === workflow);
    // A look that kept what it found, and died before it had raised it all, goes on.
    const isKnown = last?.made.state === seen.state && last.made.run !== runOf(look, seen);
    if (seen.rows.length === 0 || isKnown) return;
    if (person === undefined) logger.warn({ workflow }, "nobody owns this workflow: its open cases are not looked at");
    else await lookAt(look, person, cases, seen, signal);
  };
};
