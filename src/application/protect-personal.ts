import { createHash } from "node:crypto";
import type { Definition, Field } from "../engine/definition.ts";
import type { InstanceCommand } from "../engine/messages/command.ts";
import { isGiven } from "../engine/scope.ts";
import { isTextRef, type StoredValue, type Value } from "../engine/value.ts";
import type { Ids } from "./ports/machine.ts";
import type { NewText } from "./ports/store.ts";

const protect = (
  values: Readonly<Record<string, StoredValue>>,
  personal: ReadonlySet<string>,
  ids: Ids,
): {
  readonly stored: Readonly<Record<string, StoredValue>>;
  readonly plain: Readonly<Record<string, Value>>;
  readonly texts: readonly NewText[];
} => {
  const texts: NewText[] = [];
  const plain: Record<string, Value> = {};
  const stored = Object.entries(values).map(([name, value]): [string, StoredValue] => {
    // A reference to nothing would pass for something that is there.
    if (!personal.has(name) || isTextRef(value) || !isGiven(value)) return [name, value];
    const salt = ids.uuid();
    const body = String(value);
    const hash = createHash("sha256").update(`${salt}:${body}`).digest("hex");
    const text: NewText = { text: ids.uuid(), hash, salt, body };
    texts.push(text);
    plain[name] = value;
    return [name, { text: text.text, hash }];
  });
  return { stored: Object.fromEntries(stored), plain, texts };
};

const personalNames = (definition: Definition): ReadonlySet<string> => {
  const fields: readonly Field[] = [...definition.inputs, ...definition.steps.flatMap((step) => step.evidence)];
  return new Set(fields.filter((field) => field.personal).map((field) => field.name));
};

/** The inputs of a start that is only proposed: they belong to no case yet. */
export const protectInputs = ({ inputs: fields }: Definition, inputs: Readonly<Record<string, StoredValue>>, ids: Ids) =>
  protect(inputs, new Set(fields.filter(({ personal }) => personal).map(({ name }) => name)), ids);

/**
 * Takes personal values out of a command before the engine sees it: what is left is a salted reference, and the text goes to the
 * erasable table in the same commit.
 */
export const protectPersonal = <C extends InstanceCommand>(
  definition: Definition,
  command: C,
  ids: Ids,
): { readonly command: C; readonly texts: readonly NewText[] } => {
  const personal = personalNames(definition);
  if (personal.size === 0) return { command, texts: [] };
  if ("inputs" in command && command.inputs !== undefined) {
    const { stored, plain, texts } = protect(command.inputs, personal, ids);
    return {
      command: command.type === "StartWorkflow" ? { ...command, inputs: stored, personal: plain } : { ...command, inputs: stored },
      texts,
    };
  }
  if ("evidence" in command && command.evidence !== undefined) {
    const { stored, texts } = protect(command.evidence, personal, ids);
    return { command: { ...command, evidence: stored }, texts };
  }
  return { command, texts: [] };
};
