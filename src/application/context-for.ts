import type { Definition, Who } from "../engine/definition.ts";
import type { Directory } from "../engine/directory.ts";
import type { Instant, PersonId, WorkspaceId } from "../engine/ids.ts";
import type { Context, Load } from "../engine/messages/decision.ts";
import type { Clock } from "./ports/machine.ts";
import type { Found, Store } from "./ports/store.ts";

/** Load decides a pick only where a team shares work out; elsewhere it is not asked for. */
const SHARED_OUT: ReadonlySet<string> = new Set(["round-robin", "least-loaded", "by-skill"]);

const teamsOf = (who: Who): readonly string[] => {
  if (who.who === "team") return [who.team];
  return who.who === "manager-of" ? teamsOf(who.of) : [];
};

/** People among whom a definition may have to choose by load. */
export const peopleToWeigh = (definition: Definition, directory: Directory): readonly PersonId[] => {
  const named = definition.steps.flatMap((step) => step.owner.flatMap(teamsOf));
  const teams = [...new Set(named)]
    .map((id) => directory.teams.get(id))
    .filter((team) => team !== undefined && SHARED_OUT.has(team.assign));
  return [...new Set(teams.flatMap((team) => team?.members ?? []))];
};

export const NO_LOAD: ReadonlyMap<PersonId, Load> = new Map();

export const loadFor = async (
  store: Pick<Store, "loadOf">,
  workspace: WorkspaceId,
  definitions: readonly Definition[],
  directory: Directory,
): Promise<ReadonlyMap<PersonId, Load>> => {
  const people = [...new Set(definitions.flatMap((definition) => peopleToWeigh(definition, directory)))];
  return people.length === 0 ? NO_LOAD : await store.loadOf(workspace, people);
};

/** The engine's inputs besides definition, instance and command, read before deciding. */
export const contextOf = (
  clock: Clock,
  directory: Directory,
  load: ReadonlyMap<PersonId, Load>,
  found: Pick<Found, "instance" | "previous">,
): Context => {
  const now: Instant = Math.max(clock.now(), found.instance?.lastAt ?? 0);
  return { now, directory, load, ...(found.previous === undefined ? {} : { previous: found.previous }) };
};
