import type { ActKind } from "../autonomy/kinds.ts";
import type { BareAct, Suggestion } from "../autonomy/suggestion.ts";
import type { PersonId, StepKey, WorkflowId } from "../ids.ts";

interface Answered<T extends string> {
  readonly type: T;
  readonly step: StepKey | undefined;
  readonly suggestion: string;
  readonly kind: ActKind;
}

/** What agents proposed or did alone, and what people made of it. */
export type SuggestionEventBody =
  | { readonly type: "suggestion.made"; readonly step: StepKey | undefined; readonly suggestion: Suggestion }
  /** An agent did it alone: what it did is the rows before. */
  | { readonly type: "act.automated"; readonly step: StepKey | undefined; readonly suggestion: Suggestion }
  | (Answered<"suggestion.accepted"> & { readonly by: PersonId })
  /** Both are kept: what it proposed is in `suggestion.made`. `drift`: names of the values that a person changed. */
  | (Answered<"suggestion.edited"> & { readonly by: PersonId; readonly final: BareAct; readonly drift: readonly string[] })
  | (Answered<"suggestion.dismissed"> & { readonly by: PersonId; readonly why: string })
  | (Answered<"suggestion.expired"> & { readonly why: string })
  | (Answered<"act.undone"> & { readonly by: PersonId; readonly evidence: Suggestion["before"] });

/** On the workspace's own chain: how far an agent may go with a kind of act in a workflow. */
export type AutonomyEventBody =
  | (OfWorkflow<"autonomy.proposed"> & { readonly figures: string })
  | (OfWorkflow<"autonomy.signed"> & { readonly by: PersonId })
  | (OfWorkflow<"autonomy.revoked"> & { readonly by: PersonId })
  | (OfWorkflow<"autonomy.demoted"> & { readonly figures: string });

interface OfWorkflow<T extends string> {
  readonly type: T;
  readonly workflow: WorkflowId;
  readonly kind: ActKind;
}
