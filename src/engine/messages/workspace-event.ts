import type { Absence } from "../directory.ts";
import type { InstanceId, Instant, PersonId, VersionHash, WorkflowId } from "../ids.ts";
import type { StoredValue } from "../value.ts";
import type { DigestItem } from "./effect.ts";
import type { ProposalEventBody } from "./start-proposal-event.ts";
import type { AutonomyEventBody } from "./suggestion-event.ts";

/** What happened outside any one case, on the workspace's own chain. */
export type WorkspaceEventBody =
  | AutonomyEventBody
  | ProposalEventBody
  | { readonly type: "absence.declared"; readonly person: PersonId; readonly absence: Absence }
  | { readonly type: "absence.ended"; readonly person: PersonId; readonly at: Instant }
  | { readonly type: "definitions.reloaded"; readonly changes: readonly string[]; readonly directory: VersionHash }
  | {
      readonly type: "event.unmapped";
      readonly workflow: WorkflowId;
      readonly event: string;
      readonly eventId: string;
      readonly problems: readonly string[];
      readonly inputs: Readonly<Record<string, StoredValue>>;
    }
  | {
      readonly type: "event.received";
      readonly event: string;
      readonly eventId: string;
      readonly started: readonly InstanceId[];
      readonly delivered: readonly InstanceId[];
    }
  | { readonly type: "digest.queued"; readonly person: PersonId; readonly items: readonly DigestItem[] }
  | { readonly type: "trouble.noticed"; readonly about: string; readonly what: string; readonly people: readonly PersonId[] }
  | { readonly type: "workspace.refused"; readonly act: string; readonly by: string; readonly why: string };
