import type { z } from "zod";
import { describeIssue, type Found } from "./issue.ts";
import { type Mended, mend, type StandIn } from "./mend.ts";
import type { SourceFile } from "./parse.ts";
import { type Path, pathText } from "./path.ts";
import type { Problem } from "./problem.ts";
import { AgentsDocument } from "./schema/agents.ts";
import { DirectoryDocument } from "./schema/directory.ts";
import { WorkflowDocument } from "./schema/workflow.ts";

interface Validated<T> {
  /** What the schema accepts of the file; undefined when nothing usable is left. */
  readonly document: Mended<T> | undefined;
  readonly problems: readonly Problem[];
}

export const validateWorkflow = (source: SourceFile): Validated<WorkflowDocument> => validate(WorkflowDocument, source, workflowStandIn);

export const validateDirectory = (source: SourceFile): Validated<DirectoryDocument> => validate(DirectoryDocument, source, () => undefined);

export const validateAgents = (source: SourceFile): Validated<AgentsDocument> => validate(AgentsDocument, source, () => undefined);

const validate = <T>(schema: z.ZodType<T>, source: SourceFile, standIn: StandIn): Validated<T> => {
  const result = schema.safeParse(source.value, { error: () => "" });
  if (result.success) return { document: { value: result.data, mended: [] }, problems: [] };
  const found = withoutMisspelt(result.error.issues.flatMap((issue) => describeIssue(source.value, issue)));
  const problems = found.map(({ path, on, message, expected, nearest }): Problem => {
    return { severity: "mistake", rule: "fitsTheFormat", ...source.locate(path, on), message, expected, nearest };
  });
  return { document: mend(schema, source.value, standIn), problems };
};

/** A key that is missing because it is misspelt is one mistake. */
const withoutMisspelt = (found: readonly Found[]): Found[] => {
  const meant = new Set(found.flatMap(({ path, nearest }) => (nearest === undefined ? [] : [pathText([...path.slice(0, -1), nearest])])));
  return found.filter(({ missing }) => missing === undefined || !meant.has(pathText(missing)));
};

// A step or field that cannot be read keeps its name, so that those who refer to it are not blamed.
const workflowStandIn = (path: Path): unknown => {
  const [top, , section] = path;
  if (path.length === 1) return TOP_STAND_INS[String(top)];
  if (path.length === 2 && top === "steps") return { owner: "process-owner" };
  const isField = (path.length === 2 && top === "inputs") || (path.length === 4 && top === "steps" && section === "evidence");
  if (isField) return { type: "text" };
  return undefined;
};

const TOP_STAND_INS: Readonly<Record<string, unknown>> = {
  workflow: "unnamed",
  owner: "process-owner",
  channel: "#unnamed",
  case: { key: "unnamed", title: "unnamed" },
  inputs: {},
  steps: {},
};
