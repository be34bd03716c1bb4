import type { Changes, OpenInstance, WorkflowChange } from "./changes.ts";

/** The changes for a person to read, and for the trace to keep. */
export const changeLines = ({ workflows, directory, agents }: Changes): string[] => [
  ...workflows.flatMap(workflowLines),
  ...directory.map((line) => `teams.yaml: ${line}`),
  ...agents.map((line) => `agents.yaml: ${line}`),
];

const workflowLines = (change: WorkflowChange): string[] => {
  const line = (text: string): string => `${change.workflow}: ${text}`;
  return [
    line(
      change.kind === "kept"
        ? change.details.join("; ")
        : `${change.kind}${change.details.length > 0 ? ` (${change.details.join("; ")})` : ""}`,
    ),
    ...(change.affects.length > 0 ? [line(`for ${change.affects.join(", ")}`)] : []),
    ...(change.moves.length > 0 ? [line(`${cases(change.moves)} to the new version`)] : []),
    ...stayLines(change).map(line),
  ];
};

const stayLines = ({ stays }: WorkflowChange): string[] => {
  const silent = stays.filter(({ why }) => why.length === 0).map(({ instance }) => instance);
  const explained = stays.filter(({ why }) => why.length > 0);
  return [
    ...(silent.length > 0 ? [`${silent.length} running ${silent.length === 1 ? "case keeps its" : "cases keep their"} version`] : []),
    ...explained.map(({ instance, why }) => `${instance.caseId} keeps its version: ${why.join("; ")}`),
  ];
};

const cases = (instances: readonly OpenInstance[]): string =>
  `${instances.length} running ${instances.length === 1 ? "case can move" : "cases can move"}`;
