import type { SourceFile } from "./parse.ts";
import { type Path, pathText } from "./path.ts";
import { placeText } from "./problem.ts";
import { levelsIn } from "./rules/mentions.ts";
import type { WorkflowDocument } from "./schema/workflow.ts";

/** Where each thing stands that a notice or a row of the trace may give as its rule: keys of the workflow and its steps, options, levels. */
export const placesOf = (source: SourceFile, document: WorkflowDocument): Record<string, string> =>
  Object.fromEntries(rulePaths(document).map((path) => [pathText(path), placeText(source.locate(path, "key"))]));

const rulePaths = (document: WorkflowDocument): Path[] => [
  ...Object.keys(document).map((key) => [key]),
  ...Object.keys(document.access ?? {}).map((key) => ["access", key]),
  ...(typeof document.priority === "object" ? Object.keys(document.priority).map((key) => ["priority", key]) : []),
  ...Object.keys(document.inputs).map((name) => ["inputs", name]),
  ...(document.start_on ?? []).map((_, index) => ["start_on", index]),
  ...Object.keys(document.alternatives ?? {}).map((id) => ["alternatives", id]),
  ...Object.keys(document.automation ?? {}).map((key) => ["automation", key]),
  ...Object.keys(document.automation?.acts ?? {}).map((kind) => ["automation", "acts", kind]),
  ...Object.keys(document.messages ?? {}).map((id) => ["messages", id]),
  ...levelsIn(document.escalation, ["escalation"]).map(({ path }) => path),
  ...Object.entries(document.steps).flatMap(([key, step]) => [
    ["steps", key],
    ...Object.keys(step).map((name) => ["steps", key, name]),
    ...(step.kind === "decision" ? Object.keys(step.options).map((id) => ["steps", key, "options", id]) : []),
    ...levelsIn(step.escalation, ["steps", key, "escalation"]).map(({ path }) => path),
  ]),
];
