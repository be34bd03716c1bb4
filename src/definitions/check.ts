import type { Mended } from "./mend.ts";
import type { SourceFile } from "./parse.ts";
import { type Path, startsWith } from "./path.ts";
import type { Problem } from "./problem.ts";
import { AGENT_MISTAKES, DIRECTORY_MISTAKES, WORKFLOW_MISTAKES, WORKFLOW_WARNINGS } from "./rules/all.ts";
import type { DirectoryNames } from "./rules/directory-names.ts";
import type { Finding, WorkflowContext } from "./rules/rule.ts";
import { stepGraph } from "./rules/step-graph.ts";
import type { AgentsDocument } from "./schema/agents.ts";
import type { DirectoryDocument } from "./schema/directory.ts";
import type { WorkflowDocument } from "./schema/workflow.ts";

type Surroundings = Pick<WorkflowContext, "directory" | "workflows">;

/** Every rule over one workflow; nothing is said about what the schema has already refused. */
export const checkWorkflow = (source: SourceFile, { value, mended }: Mended<WorkflowDocument>, surroundings: Surroundings): Problem[] => {
  const context: WorkflowContext = { document: value, graph: stepGraph(value), ...surroundings };
  const found = [
    ...Object.entries(WORKFLOW_MISTAKES).map(([rule, check]) => ({ severity: "mistake", rule, findings: check(context) }) as const),
    ...Object.entries(WORKFLOW_WARNINGS).map(([rule, check]) => ({ severity: "warning", rule, findings: check(context) }) as const),
  ];
  return found.flatMap(({ severity, rule, findings }) => toProblems(source, mended, severity, rule, findings));
};

export const checkDirectory = (source: SourceFile, { value, mended }: Mended<DirectoryDocument>, names: DirectoryNames): Problem[] =>
  Object.entries(DIRECTORY_MISTAKES).flatMap(([rule, check]) => toProblems(source, mended, "mistake", rule, check(value, names)));

export const checkAgents = (source: SourceFile, { value, mended }: Mended<AgentsDocument>, names: DirectoryNames | undefined): Problem[] =>
  Object.entries(AGENT_MISTAKES).flatMap(([rule, check]) => toProblems(source, mended, "mistake", rule, check(value, names)));

const toProblems = (
  source: SourceFile,
  mended: readonly Path[],
  severity: Problem["severity"],
  rule: string,
  findings: readonly Finding[],
): Problem[] =>
  findings
    .filter(({ path }) => !mended.some((prefix) => startsWith(path, prefix)))
    .map(({ path, on, within, message, expected, nearest }) => ({
      severity,
      rule,
      ...source.locate(path, on, within),
      message,
      expected,
      nearest,
    }));
