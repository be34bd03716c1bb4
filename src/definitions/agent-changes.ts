import type { Specialist } from "../application/ports/specialists.ts";
import { canonicalJson } from "../engine/canonical.ts";

/** What is different between two `agents.yaml`, a line an agent. */
export const agentChanges = (before: readonly Specialist[] | undefined, after: readonly Specialist[] | undefined): string[] => {
  if (before === undefined || after === undefined) return [];
  const [old, now] = [before, after].map((agents) => new Map(agents.map((agent) => [agent.name, canonicalJson(agent)])));
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort().flatMap((name) => {
    const [was, is] = [old?.get(name), now?.get(name)];
    if (was === is) return [];
    return [`agent ${name} ${was === undefined ? "added" : is === undefined ? "removed" : "changed"}`];
  });
};
