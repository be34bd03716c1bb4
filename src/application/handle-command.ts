import { caseKeyOf } from "../engine/case-key.ts";
import { decide } from "../engine/decide.ts";
import type { Definition } from "../engine/definition.ts";
import type { InstanceCommand } from "../engine/messages/command.ts";
import type { Context, Rejection } from "../engine/messages/decision.ts";
import { signedKinds } from "../insights/trust.ts";
import type { CaseFile } from "./case-file.ts";
import { contextOf, loadFor, NO_LOAD } from "./context-for.ts";
import type { Catalogue } from "./ports/catalogue.ts";
import type { Clock, Ids } from "./ports/machine.ts";
import type { Reads } from "./ports/reads.ts";
import type { Answer, Commit, Found, Store } from "./ports/store.ts";
import { answerOf, prepareCommit } from "./prepare-commit.ts";
import { protectPersonal } from "./protect-personal.ts";

/** Every way in ends here: one command, decided and committed, or refused. Throws `Conflict` when five attempts met somebody else's commit. */
export interface HandleCommand {
  (command: InstanceCommand): Promise<Answer>;
  (command: InstanceCommand, asksFirst: AsksFirst | undefined): Promise<Answer | typeof ASKS_FIRST>;
}

/** Whether its asker has to be asked for more, seen from the case as it is: then nothing is done, and the answer is `ASKS_FIRST`. */
export type AsksFirst = (standing: Standing) => boolean;
export type Standing = Pick<CaseFile, "definition" | "instance" | "directory" | "now">;

/** Nothing was decided or written. */
export const ASKS_FIRST = "asks-first";

export class Conflict extends Error {
  override readonly name = "Conflict";
  constructor(command: string) {
    super(`Five attempts to commit ${command} met a newer state each time. Nothing was written; the same command may be sent again.`);
  }
}

interface Ports {
  readonly store: Pick<Store, "load" | "commit" | "loadOf" | "runsOf">;
  readonly reads: Pick<Reads, "standing">;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly ids: Ids;
  /** A refused start has no instance: its row goes to the workspace's own chain. */
  readonly refused: (command: InstanceCommand, rejection: Rejection) => Promise<void>;
  /** Told after each commit: wakes the queue's workers and arms the timer. */
  readonly committed: (commit: Commit) => void;
  /** Is there a model that words for people? */
  readonly words?: boolean | undefined;
}

const ATTEMPTS = 5;

/** Asked for only where an agent acts by a policy that lets it act alone. */
const signedFor = async (
  reads: Ports["reads"],
  definition: Definition,
  { actor, workspace }: InstanceCommand,
): Promise<Pick<Context, "signed">> => {
  if (actor.kind !== "agent" || definition.automation === undefined) return {};
  return { signed: signedKinds(await reads.standing(workspace, definition.workflow)) };
};

const unknown = (message: string): Answer => {
  const rejection: Rejection = { code: "unknown", message };
  return { ok: false, rejection };
};

const keyOfStart = (catalogue: Catalogue, command: InstanceCommand): string | undefined => {
  if (command.type !== "StartWorkflow") return undefined;
  const key = catalogue.current(command.workflow)?.case.key;
  return key === undefined ? undefined : caseKeyOf(String(command.inputs[key] ?? ""));
};

const definitionFor = async (catalogue: Catalogue, command: InstanceCommand, found: Found): Promise<Definition | undefined> => {
  // A move is judged by the version that it moves to; it carries the one it comes from.
  if (command.type === "MigrateInstance") return await catalogue.version(command.to);
  if (found.instance !== undefined) return await catalogue.version(found.instance.version);
  return command.type === "StartWorkflow" ? catalogue.current(command.workflow) : undefined;
};

/**
 * load → decide → commit, again on a conflict. No transaction is open while deciding; a repeated command id gets its first answer.
 */
export const createHandleCommand = ({ store, reads, catalogue, clock, ids, refused, committed, words }: Ports): HandleCommand => {
  const decideOn = async (asked: InstanceCommand, found: Found, definition: Definition): Promise<Answer | undefined> => {
    const directory = catalogue.directory();
    const { command, texts } = protectPersonal(definition, asked, ids);
    const known = contextOf(clock, directory, await loadFor(store, command.workspace, [definition], directory), found);
    const context = { ...known, ...(await signedFor(reads, definition, command)) };
    const decision = decide(definition, found.instance, command, context);
    const { position, instance: before } = found;
    const after = decision.instance;
    if (after === undefined) {
      if (!decision.ok) await refused(command, decision.rejection);
      return answerOf(decision);
    }
    // A case that could not move stands on the version it had.
    const standing = after.version === definition.hash ? definition : ((await catalogue.version(after.version)) ?? definition);
    const commit = prepareCommit({ command, definition: standing, directory, context, position, before, after, decision, texts, words });
    if (!(await store.commit(commit))) return undefined;
    committed(commit);
    return commit.answer;
  };

  /** A completed case runs again only while no other run of it does. */
  const withPrevious = async (command: InstanceCommand, found: Found): Promise<Found> => {
    if (command.type !== "ReopenStep" || found.instance === undefined) return found;
    const { workspace, workflow, caseKey } = found.instance;
    return { ...found, previous: await store.runsOf(workspace, workflow, caseKey) };
  };

  /** Undefined: somebody else committed first. */
  const attempt = async (command: InstanceCommand, asksFirst: AsksFirst | undefined): Promise<Answer | typeof ASKS_FIRST | undefined> => {
    const found = await withPrevious(command, await store.load(command, keyOfStart(catalogue, command)));
    if (found.answer !== undefined) return found.answer;
    const definition = await definitionFor(catalogue, command, found);
    if (definition !== undefined && found.instance !== undefined && asksFirst !== undefined) {
      const { now, directory } = contextOf(clock, catalogue.directory(), NO_LOAD, found);
      if (asksFirst({ definition, instance: found.instance, directory, now })) return ASKS_FIRST;
    }
    if (definition !== undefined) return await decideOn(command, found, definition);
    return unknown(command.type === "StartWorkflow" ? `There is no workflow ${command.workflow}.` : "That case is not known here.");
  };

  const handle = async (command: InstanceCommand, asksFirst?: AsksFirst): Promise<Answer | typeof ASKS_FIRST> => {
    for (let tries = 0; tries < ATTEMPTS; tries++) {
      const answer = await attempt(command, asksFirst);
      if (answer !== undefined) return answer;
    }
    throw new Conflict(command.id);
  };
  // Without the question there is no such answer, which overloads of an arrow cannot say.
  return handle as HandleCommand;
};
