import type { Suggestion } from "../autonomy/suggestion.ts";
import type { InstanceId, PersonId, StepKey, WorkflowId } from "../ids.ts";
import type { StoredValue } from "../value.ts";
import type { StartWorkflow } from "./command.ts";
import type { Envelope } from "./envelope.ts";
import type { Origin } from "./start-proposal.ts";

/** A suggestion whose act is a start: nothing holds it but its rows, until it is a case. */
export interface StartSuggestion extends Suggestion {
  readonly kind: "start";
  readonly act: Omit<StartWorkflow, keyof Envelope>;
}

/** Who would begin a case that is only proposed, and why them. */
export interface FirstOwner {
  readonly step: StepKey;
  readonly person: PersonId;
  /** Whom else it could go to, by the definition. */
  readonly candidates: readonly PersonId[];
  readonly reasons: readonly string[];
  /** From 0 to 1: how clearly they come before the others. */
  readonly confidence: number;
}

interface OfProposal<T extends string> {
  readonly type: T;
  readonly workflow: WorkflowId;
  readonly proposal: InstanceId;
}

/** On the workspace's own chain. That it was started is a row of the case that it became. */
export type ProposalEventBody =
  | (OfProposal<"suggestion.made"> & {
      readonly step: undefined;
      readonly suggestion: StartSuggestion;
      readonly origin: Origin;
      /** Why it was proposed; the suggestion's own `why` is why it is asked. */
      readonly because: string;
      /** Required inputs that are not known yet. */
      readonly missing: readonly string[];
      readonly owner: FirstOwner | undefined;
    })
  | (OfProposal<"request.filled"> & {
      readonly inputs: Readonly<Record<string, StoredValue>>;
      readonly missing: readonly string[];
      readonly how: StartSuggestion["how"];
      readonly why: string;
      readonly owner: FirstOwner | undefined;
      readonly by: PersonId;
    })
  | (OfProposal<"request.chased"> & { readonly how: "reminded" | "escalated"; readonly to: readonly PersonId[] })
  | (OfProposal<"suggestion.dismissed"> & {
      readonly step: undefined;
      readonly suggestion: InstanceId;
      readonly kind: "start";
      readonly by: PersonId;
      readonly why: string;
    });
