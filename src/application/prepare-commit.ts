import type { Definition } from "../engine/definition.ts";
import type { Directory } from "../engine/directory.ts";
import type { Instant } from "../engine/ids.ts";
import type { Instance } from "../engine/instance.ts";
import type { InstanceCommand } from "../engine/messages/command.ts";
import type { Context, Decision } from "../engine/messages/decision.ts";
import { wakeAt } from "../engine/wake.ts";
import { assignmentChanges } from "./assignments.ts";
import { jobsFor } from "./jobs-for.ts";
import type { Ids } from "./ports/machine.ts";
import type { Answer, ChainPosition, Commit, NewText } from "./ports/store.ts";

export interface Decided {
  readonly command: InstanceCommand;
  readonly definition: Definition;
  readonly directory: Directory;
  readonly context: Context;
  readonly position: ChainPosition;
  readonly before: Instance | undefined;
  readonly decision: Decision;
  readonly texts: readonly NewText[];
}

export const answerOf = (decision: Decision): Answer =>
  decision.ok ? { ok: true, instance: decision.instance.id, seq: decision.instance.seq } : { ok: false, rejection: decision.rejection };

const wakeOf = (definition: Definition, instance: Instance | undefined, context: Context): Instant | undefined =>
  instance === undefined ? undefined : wakeAt(definition, instance, context);

/** Turns a decision into the rows to write: a plain value that can be printed, tested and stored. */
export const prepareCommit = (
  { command, definition, directory, context, position, before, decision, texts }: Decided,
  ids: Ids,
): Commit => {
  const instance = decision.instance;
  const { jobs, messages } = jobsFor(command.workspace, instance?.id, decision.effects, ids);
  return {
    command,
    definition,
    directory: directory.hash,
    position,
    instance,
    before,
    events: decision.events,
    jobs,
    messages,
    wakeAt: wakeOf(definition, instance, context),
    ...assignmentChanges(before, instance, directory),
    answer: answerOf(decision),
    texts: decision.ok ? texts : [],
    now: context.now,
  };
};
