/** What is to be done after a commit. It is committed with the state that asked for it, and run at least once, on machine time. */
export interface NewJob {
  readonly queue: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** In a collapsing queue: while one with this key waits, another is not made; one that is running already does not count. */
  readonly key?: string | undefined;
  /** Machine time, epoch milliseconds; at once when absent. */
  readonly startAt?: number | undefined;
  /** The stream (instance or workspace) whose commit makes it: with `heldBy`, jobs of streams that lost their commit are not made. */
  readonly stream?: string | undefined;
}

/** How a store commits jobs in its own statement without knowing the queue: `main.ts` hands the one to the other. */
export interface EnqueueSql {
  /**
   * Common table expressions (without WITH) that insert the jobs in parameter number `parameter`, and wake workers when it commits.
   * They are executed whether or not the statement reads them. `heldBy` names an earlier expression with a column `id` (uuid): only
   * jobs whose `stream` is in it are made, and its locks come first.
   */
  expressions(parameter: number, heldBy?: string): string;
  /** The parameter's value. */
  value(jobs: readonly NewJob[]): string;
}
