import { isJson, type Json } from "../json.ts";

/** What somebody outside of the process asks for, before it is looked at. */
export interface Asked {
  /** The parts of the path that a route names: `{ id: "UANNA", act: "clicks" }`. */
  readonly path: Readonly<Record<string, string>>;
  /** The JSON of the body, or what stands in the query. */
  readonly given: Json;
}

/** A request that cannot be done as it stands; its words are for whoever sent it. */
export class Mistake extends Error {
  readonly status: 400 | 404;

  constructor(message: string, status: 400 | 404 = 400) {
    super(message);
    this.status = status;
  }
}

const wrong = (name: string, expected: string, value: unknown): never => {
  throw new Mistake(`"${name}" is ${value === undefined ? "missing" : JSON.stringify(value)}; expected ${expected}`);
};

export const optionalText = ({ given }: Asked, name: string): string | undefined => {
  const value = given[name];
  return value === undefined || typeof value === "string" ? value : wrong(name, "text", value);
};

export const text = (asked: Asked, name: string): string => optionalText(asked, name) ?? wrong(name, "text", undefined);

export const count = ({ given }: Asked, name: string, otherwise: number): number => {
  const value = given[name] ?? otherwise;
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 ? number : wrong(name, "a whole number from 0", value);
};

export const optionalFlag = ({ given }: Asked, name: string): boolean => {
  const value = given[name] ?? false;
  return typeof value === "boolean" ? value : wrong(name, "true or false", value);
};

export const optionalObject = ({ given }: Asked, name: string): Json => {
  const value = given[name] ?? {};
  return isJson(value) ? value : wrong(name, "an object", value);
};

export const optionalTexts = ({ given }: Asked, name: string): readonly string[] | undefined => {
  const value = given[name];
  const isList = Array.isArray(value) && value.every((each) => typeof each === "string");
  return value === undefined || isList ? (value as readonly string[] | undefined) : wrong(name, "a list of texts", value);
};

/** A message by its channel and `ts`. */
export const messageIn = (asked: Asked): { readonly channel: string; readonly ts: string } => ({
  channel: text(asked, "channel"),
  ts: text(asked, "ts"),
});

/** Leaves out what was not given, so that it does not overrule what the stand-in would choose. */
export const onlyGiven = <T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
