import type { InstanceId, PersonId, StepKey } from "../ids.ts";
import type { TextRef } from "../value.ts";

/** An analysis as it is kept: what it was made of, and what it named. */
export interface MadeAnalysis {
  /** In the agent's own records. */
  readonly run: string;
  /** Of all that was known: while it is the same, there is nothing new to say. */
  readonly state: string;
  /** How many rows were looked at, and of which cases. */
  readonly rows: number;
  readonly cases: readonly InstanceId[];
  readonly bottlenecks: readonly {
    readonly instance: InstanceId;
    readonly step: StepKey;
    readonly pass: number;
    readonly owner: PersonId | undefined;
    readonly rows: readonly string[];
    readonly why: TextRef;
  }[];
  /** `instance` is left out for the workflow itself. */
  readonly atRisk: readonly { readonly instance: InstanceId | undefined; readonly rows: readonly string[]; readonly why: TextRef }[];
  readonly summary: TextRef;
}
