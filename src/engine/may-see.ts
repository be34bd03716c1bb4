import type { Definition } from "./definition.ts";
import type { Directory } from "./directory.ts";
import type { PersonId } from "./ids.ts";
import type { Instance } from "./instance.ts";
import { peopleFor, processOwnersOf } from "./people.ts";
import { complianceOf, participantsOf, type Scene } from "./roles.ts";

// Reading is answered before it is a command: these are the questions of status, boards, cards' menus and the trace.

const sceneOf = (definition: Definition, instance: Instance, directory: Directory): Scene => ({
  definition,
  instance,
  directory,
  now: instance.lastAt,
});

/** Those who may see a case by name; under `access.see: channel` whoever is in the channel may, too. */
export const whoCanSee = (definition: Definition, instance: Instance, directory: Directory): readonly PersonId[] => {
  const scene = sceneOf(definition, instance, directory);
  const { see } = definition.access;
  const named = see === "channel" || see === undefined ? [] : peopleFor(scene, see);
  return [...new Set([...participantsOf(scene), ...instance.watchers, ...named, ...complianceOf(scene)])];
};

/** Whether a person may see a case: its status, its steps, its history in words. */
export const canSee = (definition: Definition, instance: Instance, directory: Directory, person: PersonId, inChannel: boolean): boolean =>
  (definition.access.see === "channel" && inChannel) || whoCanSee(definition, instance, directory).includes(person);

/** Those who may start a workflow by name; where `access.start` is left out, whoever is in the channel may, too. */
export const whoCanStart = (definition: Definition, directory: Directory): readonly PersonId[] => {
  const scene = { definition, directory, instance: undefined };
  return [...new Set([...peopleFor(scene, definition.access.start ?? []), ...processOwnersOf(scene)])];
};

export const canStart = (definition: Definition, directory: Directory, person: PersonId, inChannel: boolean): boolean =>
  (definition.access.start === undefined && inChannel) || whoCanStart(definition, directory).includes(person);

/** Compliance, and process owners for their workflows. Without an instance: of every case of the workflow. */
export const whoCanReadTrace = (definition: Definition, instance: Instance | undefined, directory: Directory): readonly PersonId[] => {
  const scene = { definition, directory, instance };
  return [...new Set([...complianceOf(scene), ...processOwnersOf(scene)])];
};

export const canReadTrace = (definition: Definition, instance: Instance | undefined, directory: Directory, person: PersonId): boolean =>
  whoCanReadTrace(definition, instance, directory).includes(person);
