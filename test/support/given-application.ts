import { randomUUID } from "node:crypto";
import { createHandleCommand } from "../../src/application/handle-command.ts";
import { createHandleWorkspaceCommand } from "../../src/application/handle-workspace-command.ts";
import type { Logger } from "../../src/application/ports/machine.ts";
import type { Answer, Store } from "../../src/application/ports/store.ts";
import { createSweep, type SweepOptions } from "../../src/application/sweep.ts";
import type { Definition } from "../../src/engine/definition.ts";
import type { Directory } from "../../src/engine/directory.ts";
import type { InstanceId } from "../../src/engine/ids.ts";
import { invariant } from "../../src/engine/invariant.ts";
import type { InstanceCommand } from "../../src/engine/messages/command.ts";
import type { Actor } from "../../src/engine/messages/envelope.ts";
import { directory as aDirectory } from "./builders.ts";
import { type Act, MONDAY } from "./given.ts";
import { catalogueOf, envelopeOf, newInstance, TWO_STEPS } from "./given-store.ts";
import { createMemoryStore } from "./memory-store.ts";
import { createRecordingLogger } from "./recording-logger.ts";

interface Setup {
  readonly definitions?: readonly Definition[];
  readonly directory?: Directory;
  readonly sweep?: SweepOptions;
  /** What stands between the application and its store. */
  readonly over?: (store: Store, logger: Logger) => Store;
}

/** No agent has acted in its workflows, and nothing is signed. */
const NOTHING_OF_AGENTS = { standing: async () => [], proposal: async () => undefined, recent: async () => [] };

/** The application over a store in memory, with a clock that only the test moves. */
export const givenApplication = ({ definitions = [TWO_STEPS], directory = aDirectory(), sweep, over }: Setup = {}) => {
  const memory = createMemoryStore();
  const catalogue = catalogueOf(definitions, directory);
  const clock = { at: MONDAY, now: () => clock.at };
  const logger = createRecordingLogger();
  const store = over?.(memory, logger) ?? memory;
  const refused: string[] = [];
  const committed: string[] = [];
  const handle = createHandleCommand({
    store,
    reads: NOTHING_OF_AGENTS,
    catalogue,
    clock,
    ids: { uuid: () => randomUUID() },
    refused: async (_, rejection) => void refused.push(rejection.code),
    committed: ({ command }) => void committed.push(command.type),
  });
  const handleWorkspace = createHandleWorkspaceCommand({
    store,
    reads: NOTHING_OF_AGENTS,
    catalogue,
    clock,
    ids: { uuid: () => randomUUID() },
    appended: () => undefined,
  });
  const starts = async (caseId: string, workflow = definitions[0]?.workflow): Promise<InstanceId> => {
    const id = newInstance();
    const command = {
      ...envelopeOf("sam"),
      type: "StartWorkflow",
      workflow,
      newInstance: id,
      inChannel: true,
      inputs: { case_id: caseId },
    };
    const answer = await handle(command as InstanceCommand);
    invariant(answer.ok, `the start was refused: ${JSON.stringify(answer)}`);
    return id;
  };
  const asks = async (by: string | Actor, act: Act & { readonly instance: InstanceId }, id?: string): Promise<Answer> =>
    await handle({ ...act, ...envelopeOf(by, id) } as InstanceCommand);
  return {
    store: memory,
    catalogue,
    clock,
    logger,
    refused,
    committed,
    handle,
    handleWorkspace,
    starts,
    asks,
    sweep: createSweep({ store, catalogue, clock, logger, committed: ({ command }) => void committed.push(command.type) }, sweep),
    instance: (id: InstanceId) => {
      const row = memory.rows.get(id);
      invariant(row !== undefined, `there is no instance ${id}`);
      return row.instance;
    },
  };
};
