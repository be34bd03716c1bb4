/** Where something stands in a file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something to mend in a definition. A mistake keeps the file from loading; a warning does not. */
export interface Problem extends Place {
  readonly severity: "mistake" | "warning";
  /** The rule that found it, by its name. */
  readonly rule: string;
  /** What was wrong. */
  readonly message: string;
  /** What was expected instead. */
  readonly expected: string | undefined;
  /** The nearest valid name. */
  readonly nearest: string | undefined;
}

export const placeText = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

/** `workflows/claim.yaml:12:5 mistake unknown team "traige"; expected ...; nearest: triage` on one line. */
export const formatProblem = (problem: Problem): string => {
  const expected = problem.expected === undefined ? "" : `; expected ${problem.expected}`;
  const hint = problem.nearest === undefined ? "" : `; did you mean "${problem.nearest}"?`;
  return `${placeText(problem)} ${problem.severity} ${problem.message}${expected}${hint}`;
};

/** In the order of reading, each once however many ladders or steps inherit the line it stands on. */
export const inReadingOrder = (problems: readonly Problem[]): Problem[] => {
  const byText = new Map(problems.map((problem) => [`${formatProblem(problem)}`, problem]));
  return [...byText.values()].sort(
    (left, right) => compareText(left.file, right.file) || left.line - right.line || left.column - right.column,
  );
};

const compareText = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);

export const mistakes = (problems: readonly Problem[]): Problem[] => problems.filter((problem) => problem.severity === "mistake");
