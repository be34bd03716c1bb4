import type { Definition } from "../../engine/definition.ts";
import type { Directory } from "../../engine/directory.ts";
import type { VersionHash } from "../../engine/ids.ts";
import type { Instance } from "../../engine/instance.ts";
import type { KnownPerson } from "./people.ts";
import type { Specialist } from "./specialists.ts";

/** The customer's folder of definitions, read again on demand. */
export interface WorkflowFolder {
  /** What is good: a file with mistakes keeps the version that it last had without. */
  read(): Promise<FolderReading>;
}

export interface FolderReading {
  readonly definitions: readonly { readonly definition: Definition; readonly source: string }[];
  /** Undefined only while no good `teams.yaml` was ever read. */
  readonly team: TeamFile | undefined;
  /** Of `agents.yaml`; none while no good one was ever read. */
  readonly agents: readonly Specialist[];
  /** `file:line:column mistake ...`, in reading order. */
  readonly problems: readonly string[];
  readonly mistakes: number;
  readonly gitCommit: string | undefined;
  /** Compared with the reading before: what changed and for whom, a line each. */
  describeChanges(open: readonly Instance[]): readonly string[];
}

/** `teams.yaml`, waiting to be joined with what Slack knows of people. */
export interface TeamFile {
  readonly hash: VersionHash;
  readonly normalised: unknown;
  /** Emails and Slack ids that it names. */
  readonly addresses: readonly string[];
  build(known: readonly KnownPerson[]): Directory;
}
