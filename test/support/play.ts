import { buildDirectory } from "../../src/definitions/build-directory.ts";
import { loadDefinitions } from "../../src/definitions/load.ts";
import { mistakes } from "../../src/definitions/problem.ts";
import type { Definition } from "../../src/engine/definition.ts";
import type { Directory } from "../../src/engine/directory.ts";
import { evolve } from "../../src/engine/evolve.ts";
import type { Instance } from "../../src/engine/instance.ts";
import { invariant } from "../../src/engine/invariant.ts";
import type { Event } from "../../src/engine/messages/event.ts";
import { at } from "./builders.ts";
import { given, type Story } from "./given.ts";
import { illegalities } from "./legal.ts";

// Whole cases of the shipped workflows, by the engine alone: people act, the clock ticks whenever something is due.

const loaded = loadDefinitions("workflows", { years: [2025, 2026, 2027] });

/** A shipped workflow. Throws when the files have a mistake. */
export const shipped = (workflow: string): Definition => {
  const found = loaded.definitions.find((definition) => definition.workflow === workflow);
  invariant(found !== undefined, `${workflow} does not load: ${mistakes(loaded.problems).map((problem) => problem.message)}`);
  return found;
};

export const shippedWorkflows = (): readonly Definition[] => loaded.definitions;

/** The people of `teams.yaml`, with nobody known from Slack. */
export const shippedDirectory = (): Directory => {
  invariant(loaded.directory !== undefined, "teams.yaml has mistakes");
  return buildDirectory(loaded.directory, []);
};

/** Monday, 2 March 2026, 9:00 in Rome. */
export const ROME_MONDAY = at("2026-03-02 08:00");

export const play = (workflow: string, now: number = ROME_MONDAY, signed?: NonNullable<Parameters<typeof given>[0]>["signed"]): Story =>
  given({ definition: shipped(workflow), directory: shippedDirectory(), now, ...(signed === undefined ? {} : { signed }) });

/** `maria` for `maria@example.com`. */
export const mail = (name: string): string => `${name}@example.com`;

/** Everything that must be true of a story at its end: a legal state, equal to the fold of its events, which are numbered without a gap. */
export const problemsOf = (story: Story): readonly string[] => {
  const folded = story.events.reduce<Instance | undefined>((instance, event: Event) => evolve(instance, event), undefined);
  const same = JSON.stringify({ ...folded, rev: 0 }) === JSON.stringify({ ...story.instance, rev: 0 });
  return [
    ...illegalities(story.definition, story.instance),
    ...(same ? [] : ["folding the events does not give the state"]),
    ...story.events.filter((event, index) => event.seq !== index + 1).map((event) => `seq ${event.seq} is out of order`),
  ];
};
