import type { InstanceId, PersonId, WorkspaceId } from "../../engine/ids.ts";
import type { ModelAnswer, ModelMessage, ModelRequest } from "./model.ts";

/** A request to a model, with all that controls, records and budgets need to know of it. */
export interface Asked extends Omit<ModelRequest, "messages"> {
  readonly workspace: WorkspaceId;
  readonly instance: InstanceId | undefined;
  /** On whose behalf. */
  readonly person: PersonId;
  /** Begun once, however often its job runs. */
  readonly run: string;
  /** `understand-reply` */
  readonly pattern: string;
  readonly messages: readonly ModelMessage[];
}

/** `words` are for a log, or for whoever waits. */
export type AskOutcome =
  | { readonly ok: true; readonly answer: ModelAnswer }
  | { readonly ok: false; readonly why: "no-model" | "budget" | "denied" | "fault" | "done-before"; readonly words: string };

/** The one way to a model. Never throws for what a model did. */
export type Ask = (asked: Asked) => Promise<AskOutcome>;
