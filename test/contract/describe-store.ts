import type { Commit } from "../../src/application/ports/store.ts";
import type { Instance } from "../../src/engine/instance.ts";
import { invariant } from "../../src/engine/invariant.ts";
import { describeOnEachDatabase } from "../support/databases.ts";
import { WORKSPACE } from "../support/given.ts";
import { envelopeOf, type GivenStore, givenStore } from "../support/given-store.ts";

export type OpenStore = (setup?: Parameters<typeof givenStore>[1]) => Promise<GivenStore>;

/** The same tests of the store on both databases, each over one of its own with the queue's tables. */
export const describeStore = (name: string, tests: (openStore: OpenStore) => void): void => {
  describeOnEachDatabase(name, (open) => {
    tests(async (setup = {}) => {
      const database = await open();
      return givenStore(database, setup);
    });
  });
};

export const counts = async ({ database }: GivenStore): Promise<Record<string, number>> => {
  const tables = ["instance", "step", "audit_event", "command", "message", "assignment", "personal_text"];
  const { rows } = await database.pool.query(
    `SELECT ${tables.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`).join(", ")}`,
  );
  return rows[0];
};

export const loaded = async ({ store }: GivenStore, instance: Instance["id"]): Promise<Instance> => {
  const found = await store.load({ ...envelopeOf("anna"), workspace: WORKSPACE, type: "Tick", instance }, undefined);
  invariant(found.instance !== undefined, `there is no instance ${instance}`);
  return found.instance;
};

export const lastCommit = ({ committed }: GivenStore): Commit => {
  const commit = committed.at(-1);
  invariant(commit !== undefined, "nothing was committed");
  return commit;
};
