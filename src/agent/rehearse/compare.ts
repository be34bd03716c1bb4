import { canonicalJson } from "../../engine/canonical.ts";
import { checkShape } from "../models/check-shape.ts";
import { parsed, type Recorded, type Said } from "./recorded.ts";

/** Fractions (a confidence) agree when they are no farther apart. */
const NEAR = 0.2;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

const isWording = (value: string): boolean => /\s/.test(value.trim());

/** Of words it only matters whether there are any; of a fraction about how much; of a list not the order. */
const essenceOf = (value: unknown): unknown => {
  if (typeof value === "string") return isWording(value) ? "(words)" : value;
  if (typeof value === "number") return Number.isInteger(value) ? value : Math.round(value / NEAR) * NEAR;
  if (Array.isArray(value)) return value.map((each) => canonicalJson(essenceOf(each))).sort();
  return isFields(value) ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, essenceOf(each)])) : value;
};

const isFraction = (one: unknown, other: unknown): boolean =>
  typeof one === "number" && typeof other === "number" && !(Number.isInteger(one) && Number.isInteger(other));

const areWordings = (one: unknown, other: unknown): boolean =>
  typeof one === "string" && typeof other === "string" && one.trim() !== "" && other.trim() !== "" && (isWording(one) || isWording(other));

const agree = (one: unknown, other: unknown): boolean => {
  if (areWordings(one, other)) return true;
  if (isFraction(one, other)) return Math.abs(Number(one) - Number(other)) <= NEAR;
  return canonicalJson(essenceOf(one ?? null)) === canonicalJson(essenceOf(other ?? null));
};

/** The names of the fields in which two typed answers differ. */
const fieldsThatDiffer = (one: unknown, other: unknown): readonly string[] => {
  if (!(isFields(one) && isFields(other))) return agree(one, other) ? [] : ["value"];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.filter((name) => !agree(one[name], other[name]));
};

const FACT = /\d[\d.,:/-]*\d|\d|\[[^\]\s]{1,40}\]/g;

/** Numbers, times and marks of facts, wherever they stand in a text. */
const factsIn = (text: string): string => canonicalJson([...new Set(text.match(FACT) ?? [])].sort());

const callsDiffer = (one: Said["calls"], other: Said["calls"]): readonly string[] => {
  const named = (calls: Said["calls"]): string => canonicalJson(calls.map(({ name }) => name).sort());
  if (named(one) !== named(other)) return ["tools"];
  return agree(
    one.map(({ name, input }) => ({ name, input })),
    other.map(({ name, input }) => ({ name, input })),
  )
    ? []
    : ["inputs of tools"];
};

/**
 * In which respects another model said something else: fields of a typed answer, the tools it calls and with what, and where there are
 * only words, which facts they name. None: they agree.
 */
export const differencesOf = ({ request: { shape }, said }: Recorded, other: Said & { readonly value: unknown }): readonly string[] => {
  if (shape !== undefined) {
    const before = checkShape(shape, said.text);
    return fieldsThatDiffer(before.fits ? before.value : parsed(said.text), other.value);
  }
  if (said.calls.length > 0 || other.calls.length > 0) return callsDiffer(said.calls, other.calls);
  return factsIn(said.text) === factsIn(other.text) ? [] : ["facts"];
};
