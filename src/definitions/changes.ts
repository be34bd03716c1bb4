import { automationOf } from "../engine/autonomy/policy.ts";
import { canonicalJson } from "../engine/canonical.ts";
import type { Definition, StepDefinition } from "../engine/definition.ts";
import type { Instance } from "../engine/instance.ts";
import { obstaclesToMigration } from "../engine/migration.ts";
import { agentChanges } from "./agent-changes.ts";
import { automationChanges } from "./automation-changes.ts";
import { describeWho } from "./describe-who.ts";
import { directoryChanges } from "./directory-changes.ts";
import type { Loaded, LoadedFile } from "./load.ts";
import { mistakes } from "./problem.ts";

/** What a reload, or another folder, changes of one workflow, and for whom. */
export interface WorkflowChange {
  readonly workflow: string;
  readonly kind: "added" | "removed" | "changed" | "kept";
  /** What is different, a line each. */
  readonly details: readonly string[];
  /** Who owns or approves what changed, in words. */
  readonly affects: readonly string[];
  readonly moves: readonly OpenInstance[];
  /** Those that keep their version, with the reasons where the workflow asks to migrate. */
  readonly stays: readonly { readonly instance: OpenInstance; readonly why: readonly string[] }[];
}

export interface Changes {
  readonly workflows: readonly WorkflowChange[];
  readonly directory: readonly string[];
  readonly agents: readonly string[];
}

export type OpenInstance = Pick<Instance, "id" | "workflow" | "version" | "caseId" | "inputs" | "evidence" | "steps">;

/** A file with mistakes keeps the version that it last had without; so do a broken `teams.yaml` and a broken `agents.yaml`. */
export const keepLastGood = (previous: Loaded, next: Loaded): Loaded => {
  const before = new Map(previous.files.map((file) => [file.file, file]));
  const broken = new Set(mistakes(next.problems).map(({ file }) => file));
  const files = next.files.map((file): LoadedFile => (broken.has(file.file) ? (before.get(file.file) ?? file) : file));
  // A file that cannot even be listed says nothing about having been removed.
  const unlisted = next.files.length === 0 && broken.size > 0 ? previous.files : [];
  const kept = [...files, ...unlisted];
  return {
    ...next,
    files: kept,
    definitions: kept.flatMap(({ definition }) => definition ?? []),
    directory: next.directory ?? previous.directory,
    agents: next.agents ?? previous.agents,
  };
};

/** What is different in `next`. `open` are the running and paused instances, of any version; `versions` finds the one they run on. */
export const describeChanges = (
  previous: Pick<Loaded, "definitions" | "directory" | "agents">,
  next: Pick<Loaded, "definitions" | "directory" | "agents" | "files" | "problems">,
  open: readonly OpenInstance[] = [],
): Changes => {
  const before = new Map(previous.definitions.map((definition) => [definition.workflow, definition]));
  const after = new Map(next.definitions.map((definition) => [definition.workflow, definition]));
  const broken = new Set(mistakes(next.problems).map(({ file }) => file));
  const kept = next.files
    .filter(({ file }) => broken.has(file))
    .flatMap(({ file, definition }) => (definition ? [keptChange(file, definition)] : []));
  const all = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changed = all.flatMap((workflow) =>
    compare(
      before.get(workflow),
      after.get(workflow),
      open.filter((instance) => instance.workflow === workflow),
    ),
  );
  return {
    workflows: [...changed, ...kept],
    directory: directoryChanges(previous.directory, next.directory),
    agents: agentChanges(previous.agents, next.agents),
  };
};

const keptChange = (file: string, { workflow }: Definition): WorkflowChange => ({
  workflow,
  kind: "kept",
  details: [`${file} has mistakes: the version before it stays`],
  affects: [],
  moves: [],
  stays: [],
});

const compare = (before: Definition | undefined, after: Definition | undefined, open: readonly OpenInstance[]): WorkflowChange[] => {
  if (after === undefined) return before === undefined ? [] : [removed(before, open)];
  if (before === undefined)
    return [
      {
        workflow: after.workflow,
        kind: "added",
        details: [`${after.steps.length} steps`],
        affects: everyone(after.steps),
        moves: [],
        stays: [],
      },
    ];
  if (before.hash === after.hash) return [];
  const { details, touched } = differences(before, after);
  return [{ workflow: after.workflow, kind: "changed", details, affects: everyone(touched), ...fates(before, after, open) }];
};

const removed = (before: Definition, open: readonly OpenInstance[]): WorkflowChange => ({
  workflow: before.workflow,
  kind: "removed",
  details: ["no new cases can be started"],
  affects: everyone(before.steps),
  moves: [],
  stays: open.map((instance) => ({ instance, why: [] })),
});

const fates = (before: Definition, after: Definition, open: readonly OpenInstance[]): Pick<WorkflowChange, "moves" | "stays"> => {
  const older = open.filter(({ version }) => version !== after.hash);
  if (after.running === "keep") return { moves: [], stays: older.map((instance) => ({ instance, why: [] })) };
  const judged = older.map((instance) => ({ instance, why: obstaclesToMigration(before, after, instance) }));
  return {
    moves: judged.flatMap(({ instance, why }) => (why.length === 0 ? [instance] : [])),
    stays: judged.filter(({ why }) => why.length > 0),
  };
};

const differences = (before: Definition, after: Definition): { details: string[]; touched: StepDefinition[] } => {
  const [old, now] = [before, after].map((definition) => new Map(definition.steps.map((step) => [step.key, step])));
  const added = after.steps.filter(({ key }) => !old?.has(key));
  const gone = before.steps.filter(({ key }) => !now?.has(key));
  const changed = after.steps.flatMap((step) => {
    const was = old?.get(step.key);
    const parts = was === undefined ? [] : differingKeys(was, step);
    return parts.length === 0 ? [] : [{ step, line: `step "${step.key}" changed: ${parts.join(", ")}` }];
  });
  const order =
    added.length + gone.length === 0 && before.steps.some(({ key }, index) => key !== after.steps[index]?.key)
      ? ["the steps are told in another order"]
      : [];
  const own = differingKeys(before, after).filter((key) => !["steps", "hash", "places", "automation"].includes(key));
  const details = [
    ...own.map((key) => `"${key}" changed`),
    ...automationChanges(automationOf(before), automationOf(after)),
    ...added.map(({ key }) => `step "${key}" added`),
    ...gone.map(({ key }) => `step "${key}" removed`),
    ...changed.map(({ line }) => line),
    ...order,
  ];
  return { details, touched: [...added, ...gone, ...changed.map(({ step }) => step)] };
};

const differingKeys = (before: object, after: object): string[] => {
  const [old, now]: Readonly<Record<string, unknown>>[] = [{ ...before }, { ...after }];
  return [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].filter(
    (key) => canonicalJson(old?.[key]) !== canonicalJson(now?.[key]),
  );
};

const everyone = (steps: readonly StepDefinition[]): string[] =>
  [...new Set(steps.flatMap((step) => [...step.owner, ...(step.kind === "approval" ? step.approvers : [])]).map(describeWho))].sort();
