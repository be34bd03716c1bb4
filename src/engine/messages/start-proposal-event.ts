import type { Suggestion } from "../autonomy/suggestion.ts";
import type { InstanceId, PersonId, WorkflowId } from "../ids.ts";
import type { StartWorkflow } from "./command.ts";
import type { Envelope } from "./envelope.ts";
import type { Origin } from "./start-proposal.ts";

/** A suggestion whose act is a start: nothing holds it but its rows, until it is a case. */
export interface StartSuggestion extends Suggestion {
  readonly kind: "start";
  readonly act: Omit<StartWorkflow, keyof Envelope>;
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
    })
  | (OfProposal<"suggestion.dismissed"> & {
      readonly step: undefined;
      readonly suggestion: InstanceId;
      readonly kind: "start";
      readonly by: PersonId;
      readonly why: string;
    });
