import { waitUntil } from "./due.ts";
import { isWork } from "./evolve/fold.ts";
import type { Happening } from "./happening.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import type { Instance } from "./instance.ts";
import { standpointOf } from "./people.ts";
import { targetFrom } from "./target.ts";
import type { StoredValue } from "./value.ts";

interface Setting {
  readonly by: PersonId | undefined;
  readonly inputs: Readonly<Record<string, StoredValue>>;
  readonly rule: string;
}

/** Inputs have these values from now on. What is held against a date among them moves with it: the target, and waits that have begun. */
export const setInputs = (h: Happening, { by, inputs, rule }: Setting): void => {
  const after: Instance = { ...h.instance(), inputs: { ...h.instance().inputs, ...inputs } };
  const targetAt = movedTarget(h, after, inputs);
  const untils = Object.fromEntries(movedWaits(h, after, inputs));
  h.emit(
    {
      type: "input.set",
      by,
      inputs,
      ...(targetAt === undefined ? {} : { targetAt }),
      ...(Object.keys(untils).length === 0 ? {} : { untils }),
    },
    { rule },
  );
};

const movedTarget = (h: Happening, after: Instance, inputs: Setting["inputs"]): Instant | undefined => {
  const { target } = h.definition;
  if (target === undefined || !("input" in target) || !Object.hasOwn(inputs, target.input)) return undefined;
  return targetFrom(h.context.directory, h.definition, after.inputs, h.now);
};

const movedWaits = (h: Happening, after: Instance, inputs: Setting["inputs"]): readonly (readonly [StepKey, Instant])[] =>
  h.definition.steps.flatMap((definition) => {
    const step = h.step(definition.key);
    if (definition.kind !== "wait" || !("until" in definition.waitFor) || !isWork(step)) return [];
    if (!Object.hasOwn(inputs, definition.waitFor.until)) return [];
    const until = waitUntil({ ...standpointOf(h), instance: after }, definition, step);
    return until === undefined ? [] : [[step.key, until] as const];
  });
