import type { PersonId, StepKey } from "./ids.ts";
import type { StoredValue } from "./value.ts";

export interface Evidence {
  readonly value: StoredValue;
  readonly step: StepKey;
  readonly pass: number;
  readonly by: PersonId | undefined;
}
