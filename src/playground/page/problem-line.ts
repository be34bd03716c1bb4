export interface ProblemLine {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** `onboarding.yaml:12:5 mistake ...` in its parts; undefined when it names no place. */
export const readProblem = (problem: string): ProblemLine | undefined => {
  const found = /^(.+?):(\d+):(\d+):?\s+([\s\S]*)$/.exec(problem);
  if (!found) return undefined;
  const [, file = "", line = "", column = "", text = ""] = found;
  return { file, line: Number(line), column: Number(column), text };
};

/** Where a line and column (both from 1) are in a text; past its end is its end. */
export const offsetOf = (text: string, line: number, column: number): number => {
  const before = text.split("\n").slice(0, line - 1);
  const start = before.reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(start + Math.max(column - 1, 0), text.length);
};
