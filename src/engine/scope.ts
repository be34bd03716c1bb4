import type { Scope } from "./condition.ts";
import type { Definition, Field } from "./definition.ts";
import type { Directory } from "./directory.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import type { Instance, Step } from "./instance.ts";
import { outcomeStep, renderTemplate } from "./template.ts";
import { isTextRef, type StoredValue, type Value } from "./value.ts";

/** Inputs and evidence in their one namespace, as they are stored: a personal one is a reference. */
export const storedValues = (instance: Instance | undefined): Readonly<Record<string, StoredValue>> => ({
  ...instance?.inputs,
  ...Object.fromEntries(Object.entries(instance?.evidence ?? {}).map(([name, { value }]) => [name, value])),
});

/** An input or evidence that is there: neither left out, nor null, nor an empty text. */
export const isGiven = (value: StoredValue | undefined): value is StoredValue =>
  value !== undefined && value !== null && !(typeof value === "string" && value.trim() === "");

/**
 * What an expression sees. A personal value stands as its salted hash: `has()` finds it, and no comparison can tell what it says.
 * `data` is a delivered event's, for a wait step's `where`.
 */
export const scopeOf = (instance: Instance | undefined, data?: Readonly<Record<string, unknown>>): Scope => ({
  values: Object.fromEntries(Object.entries(storedValues(instance)).map(([name, value]) => [name, plain(value)])),
  outcome: (step) => outcomeOf(instance, step),
  ...(data === undefined ? {} : { data }),
});

/** The outcome of a step that is done on its present pass. */
export const outcomeOf = (instance: Instance | undefined, step: string): string | undefined => {
  const found: Step | undefined = instance?.steps[step as StepKey];
  return found?.status === "done" ? found.outcome : undefined;
};

/** The fields of inputs and evidence by name. */
export const fieldOf = (definition: Definition, name: string): Field | undefined =>
  definition.inputs.find((field) => field.name === name) ??
  definition.steps.flatMap((step) => step.evidence).find((field) => field.name === name);

/** What a template is filled in with. */
export interface Telling {
  readonly definition: Definition;
  readonly directory: Directory;
  readonly instance: Instance | undefined;
  /** Personal texts by `TextRef.text`; without them, a personal value reads as not given. */
  readonly texts?: ReadonlyMap<string, string>;
  /** How an instant is written; as UTC where it is left out. */
  readonly time?: (at: Instant) => string;
}

/** The lookup that `renderTemplate` asks: inputs, evidence, `outcome("step")`, and `case`, `step`, `owner`, `block` and `due` of the step. */
export const lookupFor =
  (telling: Telling, key?: StepKey): ((name: string) => string | undefined) =>
  (name) => {
    const asked = outcomeStep(name);
    if (asked !== undefined) return outcomeOf(telling.instance, asked);
    const special = SPECIAL[name];
    if (special !== undefined) return special(telling, key);
    return inWords(telling, name, storedValues(telling.instance)[name]);
  };

/** A stored value in words: a person's name, yes or no, a date. Undefined when it is not there, or cannot be read. */
export const inWords = (telling: Telling, name: string, value: StoredValue | undefined): string | undefined => {
  if (!isGiven(value)) return undefined;
  if (isTextRef(value)) return telling.texts?.get(value.text);
  const type = fieldOf(telling.definition, name)?.type;
  if (type === "person") return personName(telling.directory, String(value)) ?? String(value);
  if (type === "datetime" && typeof value === "number") return timeOf(telling, value);
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
};

const SPECIAL: Readonly<Record<string, (telling: Telling, key: StepKey | undefined) => string | undefined>> = {
  "case.title": (telling) => renderTemplate(telling.definition.case.title, lookupFor(telling)),
  "step.title": (telling, key) => {
    const title = telling.definition.steps.find((step) => step.key === key)?.title;
    return title === undefined ? undefined : renderTemplate(title, lookupFor(telling));
  },
  "owner.name": (telling, key) => {
    const step = stepIn(telling, key);
    const owner = step !== undefined && "owner" in step ? step.owner : step?.planned;
    return owner === undefined ? undefined : personName(telling.directory, owner);
  },
  "block.reason": (telling, key) => {
    const step = stepIn(telling, key);
    return step?.status === "blocked" ? step.block.reason : undefined;
  },
  due: (telling, key) => {
    const step = stepIn(telling, key);
    return step !== undefined && "dueAt" in step && step.dueAt !== undefined ? timeOf(telling, step.dueAt) : undefined;
  },
};

const stepIn = ({ instance }: Telling, key: StepKey | undefined): Step | undefined =>
  key === undefined ? undefined : instance?.steps[key];

const personName = (directory: Directory, person: string): string | undefined => directory.people.get(person as PersonId)?.name;

const timeOf = ({ time }: Telling, at: Instant): string =>
  time === undefined ? `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC` : time(at);

const plain = (value: StoredValue): Value => (isTextRef(value) ? value.hash : value);
