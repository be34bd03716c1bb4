import type { Decider } from "../decider.ts";
import { easeCause, replanLevels } from "../episodes.ts";
import { type Happening, stepDefinition } from "../happening.ts";
import { ladderOf } from "../ladder.ts";
import type { MigrateInstance } from "../messages/command.ts";
import { obstaclesToMigration } from "../migration.ts";
import { actorOf } from "../tell.ts";

/**
 * Moves an instance to the version it is decided with, from the one it was on, as long as what is active or done means the same there. Owners,
 * dues, passes and episodes stay; what is new waits, and what was waiting and is gone goes.
 */
export const migrateInstance: Decider<MigrateInstance> = (h, { from, to }) => {
  const { version, steps } = h.instance();
  if (version === to) return undefined;
  if (h.definition.hash !== to || from.hash !== version) {
    return { code: "stale", message: "The versions to move between are not those of this case any more." };
  }
  const obstacles = obstaclesToMigration(from, h.definition, h.instance());
  if (obstacles.length > 0) return { code: "wrong-state", message: `This case stays on its version: ${obstacles.join("; ")}.` };
  const kept = new Set(h.definition.steps.map((step) => step.key));
  const added = h.definition.steps.filter(({ key, kind }) => steps[key]?.kind !== kind).map(({ key, kind }) => ({ key, kind }));
  const replaced = new Set(added.map(({ key }) => key));
  const removed = Object.values(steps)
    .filter(({ key }) => !kept.has(key) || replaced.has(key))
    .map(({ key }) => key);
  h.emit({ type: "instance.migrated", by: actorOf(h), from: from.hash, to, added, removed }, { rule: "versioning.running" });
  keepLadders(h);
  return undefined;
};

/** An open episode goes on with the ladder of the new version, where there still is one. */
const keepLadders = (h: Happening): void => {
  for (const { key, episode } of Object.values(h.instance().steps)) {
    for (const { trigger } of episode?.causes ?? []) {
      if (ladderOf(stepDefinition(h.definition, key), trigger).length === 0) easeCause(h, key, trigger);
    }
  }
  replanLevels(h);
};
