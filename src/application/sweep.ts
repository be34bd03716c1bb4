import { decide } from "../engine/decide.ts";
import type { Definition } from "../engine/definition.ts";
import { CommandId, type InstanceId, type PersonId, type WorkspaceId } from "../engine/ids.ts";
import type { Load } from "../engine/messages/decision.ts";
import type { Tick } from "../engine/messages/machine-command.ts";
import { contextOf, loadFor } from "./context-for.ts";
import type { Catalogue } from "./ports/catalogue.ts";
import type { Clock, Logger } from "./ports/machine.ts";
import type { Commit, Leased, Store } from "./ports/store.ts";
import { prepareCommit } from "./prepare-commit.ts";

interface Ports {
  readonly store: Pick<Store, "lease" | "commitBatch" | "loadOf">;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly committed: (commit: Commit) => void;
}

export interface SweepOptions {
  /** Instances claimed at once. */
  readonly batch: number;
  /** Machine milliseconds after which another replica may take over what this one claimed. */
  readonly leaseMs: number;
}

export const SWEEP_DEFAULTS: SweepOptions = { batch: 200, leaseMs: 30_000 };

/** Sweeps until nothing is due; answers how many instances were ticked and held. */
export type Sweep = () => Promise<number>;

const tickOf = ({ instance }: Leased): Tick => ({
  id: CommandId.parse(`tick:${instance.id}:${instance.rev}`),
  workspace: instance.workspace,
  actor: { kind: "system", id: "sweep" },
  via: "sweep",
  type: "Tick",
  instance: instance.id,
});

/** After a tick that found nothing to do, an instance that is due all the same would be swept for ever. */
const REST_MS = 60_000;

const withRest = (commit: Commit, logger: Logger): Commit => {
  const { wakeAt, now, events, instance } = commit;
  if (events.length > 0 || wakeAt === undefined || wakeAt > now) return commit;
  logger.error({ instance: instance.id, wakeAt }, "a tick did nothing, and the case is still due");
  return { ...commit, wakeAt: now + REST_MS };
};

/** Decides one claimed instance; nothing when it cannot be decided, which must not stop the others: its lease runs out and it is tried again. */
const decideOne = (
  { catalogue, clock, logger }: Ports,
  leased: Leased,
  definition: Definition | undefined,
  load: ReadonlyMap<PersonId, Load>,
) => {
  const { instance, position } = leased;
  try {
    if (definition === undefined) throw new Error(`version ${instance.version} was never stored`);
    const directory = catalogue.directory();
    const command = tickOf(leased);
    const context = contextOf(clock, directory, load, { instance, previous: undefined });
    const decision = decide(definition, instance, command, context);
    const after = decision.instance ?? instance;
    const prepared = prepareCommit({ command, definition, directory, context, position, before: instance, after, decision, texts: [] });
    return { commit: withRest(prepared, logger), picks: decision.ok ? decision.picks : [] };
  } catch (error) {
    logger.error({ instance: instance.id, error: String(error) }, "a tick failed");
    return undefined;
  }
};

/** lease → tick each → commit the batch → again. No lock is held while deciding; picks of one batch see each other. */
export const createSweep = (ports: Ports, options: SweepOptions = SWEEP_DEFAULTS): Sweep => {
  const { store, catalogue, clock, logger, committed } = ports;
  const versionsOf = async (batch: readonly Leased[]): Promise<ReadonlyMap<string, Definition>> => {
    const hashes = [...new Set(batch.map(({ instance }) => instance.version))];
    const found = await Promise.all(hashes.map((hash) => catalogue.version(hash)));
    return new Map(found.filter((definition) => definition !== undefined).map((definition) => [definition.hash, definition]));
  };

  const decideBatch = async (batch: readonly Leased[], workspace: WorkspaceId): Promise<readonly Commit[]> => {
    const versions = await versionsOf(batch);
    const load = new Map(await loadFor(store, workspace, [...versions.values()], catalogue.directory()));
    const commits: Commit[] = [];
    for (const leased of batch) {
      const decided = decideOne(ports, leased, versions.get(leased.instance.version), load);
      if (decided === undefined) continue;
      commits.push(decided.commit);
      for (const person of decided.picks) load.set(person, { active: (load.get(person)?.active ?? 0) + 1, lastAssignedAt: clock.now() });
    }
    return commits;
  };

  /** The whole batch in one statement; one by one if it fails, so that a row the database refuses stops only its own case. */
  const commitAll = async (commits: readonly Commit[]): Promise<ReadonlySet<InstanceId>> => {
    try {
      return await store.commitBatch(commits);
    } catch (error) {
      if (commits.length < 2) throw error;
      logger.error({ error: String(error), commits: commits.length }, "a batch failed; its cases are committed one by one");
      return await commitEach(commits, error);
    }
  };

  const commitEach = async (commits: readonly Commit[], cause: unknown): Promise<ReadonlySet<InstanceId>> => {
    const held = new Set<InstanceId>();
    let failed = 0;
    for (const commit of commits) {
      try {
        for (const id of await store.commitBatch([commit])) held.add(id);
      } catch (error) {
        failed += 1;
        logger.error({ instance: commit.instance.id, error: String(error) }, "a tick could not be committed");
      }
      // It is not the rows, it is the database.
      if (failed > 3 && held.size === 0) throw cause;
    }
    return held;
  };

  const once = async (): Promise<{ readonly leased: number; readonly held: number }> => {
    const batch = await store.lease(clock.now(), options.batch, options.leaseMs);
    const workspace = batch[0]?.instance.workspace;
    if (workspace === undefined) return { leased: 0, held: 0 };
    const commits = await decideBatch(batch, workspace);
    const held = await commitAll(commits);
    for (const commit of commits) if (held.has(commit.instance.id)) committed(commit);
    return { leased: batch.length, held: held.size };
  };

  return async () => {
    let total = 0;
    // What did not hold stays leased and is not claimed again, so this ends.
    for (let pass = await once(); pass.leased > 0; pass = await once()) total += pass.held;
    return total;
  };
};
