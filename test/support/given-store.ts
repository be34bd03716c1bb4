import { randomUUID } from "node:crypto";
import { createHandleCommand } from "../../src/application/handle-command.ts";
import { createHandleWorkspaceCommand } from "../../src/application/handle-workspace-command.ts";
import type { Catalogue } from "../../src/application/ports/catalogue.ts";
import type { Answer, Commit, Store } from "../../src/application/ports/store.ts";
import type { Definition } from "../../src/engine/definition.ts";
import type { Directory } from "../../src/engine/directory.ts";
import { CommandId, InstanceId, type PersonId } from "../../src/engine/ids.ts";
import { invariant } from "../../src/engine/invariant.ts";
import type { InstanceCommand } from "../../src/engine/messages/command.ts";
import type { Actor, Envelope } from "../../src/engine/messages/envelope.ts";
import { enqueueSql } from "../../src/jobs/enqueue.ts";
import { createInstanceStore } from "../../src/store/instance-store.ts";
import type { Database } from "../../src/store/open-database.ts";
import { createReadStore } from "../../src/store/read-store.ts";
import { directory as aDirectory, definition, personId, task } from "./builders.ts";
import { type Act, MONDAY, WORKSPACE } from "./given.ts";

export const QUEUES_OF_STORE = ["post", "refresh", "home", "action"] as const;

export const catalogueOf = (definitions: readonly Definition[], directory: Directory): Catalogue & { directoryNow: Directory } => {
  const catalogue = {
    directoryNow: directory,
    current: (workflow: Definition["workflow"]) => definitions.findLast((each) => each.workflow === workflow),
    all: () => definitions,
    version: async (hash: Definition["hash"]) => definitions.find((each) => each.hash === hash),
    directory: () => catalogue.directoryNow,
  };
  return catalogue;
};

export const newInstance = (): InstanceId => InstanceId.parse(randomUUID());

export interface GivenStore {
  readonly store: Store;
  readonly database: Database;
  readonly catalogue: ReturnType<typeof catalogueOf>;
  readonly clock: { at: number; now(): number };
  readonly committed: readonly Commit[];
  readonly refusals: readonly string[];
  /** A start by `sam`; answers its instance. */
  starts(caseId: string, overrides?: Partial<Act<"StartWorkflow">> & { readonly newInstance?: InstanceId }): Promise<InstanceId>;
  asks(by: string | Actor, act: Act & { readonly instance: InstanceId }, id?: string): Promise<Answer>;
  handle(command: InstanceCommand): Promise<Answer>;
  readonly handleWorkspace: ReturnType<typeof createHandleWorkspaceCommand>;
}

export const TWO_STEPS = definition([
  task("one", { due: "2 working days", reminders: { atDue: true }, silence: "1 working day" }),
  task("two", { needs: ["one"] }),
]);

export const envelopeOf = (by: string | Actor, id: string = randomUUID()): Envelope => ({
  id: CommandId.parse(id),
  workspace: WORKSPACE,
  actor: typeof by === "string" ? { kind: "person", id: personId(by) as PersonId } : by,
  via: "slack",
});

/** The store over a database, driven by commands through the application. */
export const givenStore = (
  database: Database,
  {
    definitions = [TWO_STEPS],
    directory = aDirectory(),
  }: { readonly definitions?: readonly Definition[]; readonly directory?: Directory } = {},
): GivenStore => {
  const store = createInstanceStore(database, enqueueSql);
  const reads = createReadStore(database);
  const catalogue = catalogueOf(definitions, directory);
  const clock = { at: MONDAY, now: () => clock.at };
  const committed: Commit[] = [];
  const refusals: string[] = [];
  const handle = createHandleCommand({
    store,
    reads,
    catalogue,
    clock,
    ids: { uuid: () => randomUUID() },
    refused: async (_, rejection) => void refusals.push(rejection.code),
    committed: (commit) => void committed.push(commit),
  });
  const handleWorkspace = createHandleWorkspaceCommand({
    store,
    reads,
    catalogue,
    clock,
    ids: { uuid: () => randomUUID() },
    appended: () => undefined,
  });
  return {
    store,
    database,
    catalogue,
    clock,
    committed,
    refusals,
    handle,
    handleWorkspace,
    starts: async (caseId, overrides = {}) => {
      const id = overrides.newInstance ?? newInstance();
      const workflow = definitions[0]?.workflow;
      const inputs = { case_id: caseId, ...overrides.inputs };
      const command = { ...envelopeOf("sam"), type: "StartWorkflow", workflow, newInstance: id, inChannel: true, ...overrides, inputs };
      const answer = await handle(command as InstanceCommand);
      invariant(answer.ok, `the start was refused: ${JSON.stringify(answer)}`);
      return id;
    },
    asks: async (by, act, id) => await handle({ ...act, ...envelopeOf(by, id) } as InstanceCommand),
  };
};
