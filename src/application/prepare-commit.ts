import type { Definition } from "../engine/definition.ts";
import type { Directory } from "../engine/directory.ts";
import type { Instance } from "../engine/instance.ts";
import type { InstanceCommand } from "../engine/messages/command.ts";
import type { Context, Decision } from "../engine/messages/decision.ts";
import { wakeAt } from "../engine/wake.ts";
import { assignmentChanges } from "./assignments.ts";
import { jobsFor } from "./jobs-for.ts";
import type { Answer, ChainPosition, Commit, NewText } from "./ports/store.ts";
import { wordsAwaited } from "./words-awaited.ts";

export interface Decided {
  readonly command: InstanceCommand;
  readonly definition: Definition;
  readonly directory: Directory;
  readonly context: Context;
  readonly position: ChainPosition;
  readonly before: Instance | undefined;
  readonly after: Instance;
  readonly decision: Decision;
  readonly texts: readonly NewText[];
  /** Is there a model that words for people? */
  readonly words?: boolean | undefined;
}

export const answerOf = (decision: Decision): Answer =>
  decision.ok ? { ok: true, instance: decision.instance.id, seq: decision.instance.seq } : { ok: false, rejection: decision.rejection };

/** Turns a decision into the rows to write: a plain value that can be printed, tested and stored. */
export const prepareCommit = (decided: Decided): Commit => {
  const { command, definition, directory, context, position, before, after, decision, texts, words } = decided;
  const { jobs, messages } = jobsFor(command.workspace, after.id, decision.effects);
  const toWord = words === true ? wordsAwaited(definition, after, decision.events) : [];
  return {
    command,
    definition,
    directory: directory.hash,
    position,
    instance: after,
    before,
    events: decision.events,
    jobs: [...jobs, ...toWord],
    messages,
    wakeAt: wakeAt(definition, after, context),
    ...assignmentChanges(before, after, directory),
    answer: answerOf(decision),
    texts: decision.ok ? texts : [],
    now: context.now,
  };
};
