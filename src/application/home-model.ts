import type { Definition } from "../engine/definition.ts";
import type { Directory } from "../engine/directory.ts";
import type { Instant, PersonId, StepKey } from "../engine/ids.ts";
import type { CaseFile } from "./case-file.ts";

/** A step of a case, as a line of somebody's list. */
export interface HomeStep {
  readonly file: CaseFile;
  readonly step: StepKey;
  /** Why it is on the list: `planned`, `waiting`, `held`. */
  readonly role: string;
}

/** What waits for somebody: a step of a case, or something about the whole of it. */
export interface Waiting {
  readonly file: CaseFile;
  readonly step: StepKey | undefined;
  /** As `Assignment.role` says. */
  readonly role: string;
}

/** All that a person's home shows, in the order it shows it. Each list is ready to be shown: sorted, and cut by whoever reads it. */
export interface HomeModel {
  readonly person: PersonId;
  readonly directory: Directory;
  readonly now: Instant;
  /** Their steps, approvals, alternatives to choose, messages to approve or send, and suggestions, most urgent first. */
  readonly needsYou: readonly Waiting[];
  /** Steps that are planned for them and near. */
  readonly comingUp: readonly HomeStep[];
  /** Steps of cases that they started or own, which wait for others. */
  readonly waitingOnOthers: readonly HomeStep[];
  /** For process owners: steps that ended with a no, which hold up what comes after until they decide. */
  readonly decisions: readonly HomeStep[];
  /** For process owners: cases whose automated acts are stopped until they let them go on. */
  readonly stopped: readonly CaseFile[];
  /** Cases that are expected to miss their target, or have escalated. */
  readonly atRisk: readonly CaseFile[];
  /** Workflows that they may start. */
  readonly startable: readonly Definition[];
}
