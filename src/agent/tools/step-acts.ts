import { coerceValues } from "../../application/coerce-values.ts";
import type { Definition, Field } from "../../engine/definition.ts";
import type { InstanceId, StepKey } from "../../engine/ids.ts";
import type { Value } from "../../engine/value.ts";
import { cleanText } from "../controls/clean-text.ts";
import { bringsOutsiders, isWrong, plainWords, stepIn, type Wrong } from "../scope.ts";
import type { Desk } from "./tool.ts";

interface OnStep {
  readonly instance: InstanceId;
  readonly step: StepKey;
  readonly pass: number;
}

/** The step as the model saw it: on a later pass the act is stale. */
export const onStep = ({ file }: Desk, asked: string): OnStep | Wrong => {
  const step = stepIn(file, asked);
  return isWrong(step) ? step : { instance: file.instance.id, step: step.key, pass: step.pass };
};

/** A note that may be left out. */
export const noteOf = (text: string | undefined): { readonly note?: string } | Wrong => {
  if (text === undefined) return {};
  const note = plainWords(text);
  return typeof note === "string" ? { note } : note;
};

/** Values as a person's form would read them, with nobody in them who has no part in the case. */
export const valuesOf = (
  { file }: Desk,
  definition: Definition,
  fields: readonly Field[],
  given: readonly { readonly name: string; readonly value: string }[],
): { readonly values: Readonly<Record<string, Value>> } | Wrong => {
  const raw = Object.fromEntries(given.map(({ name, value }) => [name, cleanText(value)]));
  const { values, problems } = coerceValues(fields, raw, file.directory);
  const bad = Object.entries(problems).map(([name, problem]) => `${name}: ${problem}`);
  return bad.length > 0 ? { wrong: bad.join(" ").slice(0, 500) } : (bringsOutsiders(file, definition, values) ?? { values });
};
