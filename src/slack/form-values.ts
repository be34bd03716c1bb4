import { coerceValues } from "../application/coerce-values.ts";
import { missingOf } from "../engine/check-values.ts";
import type { Field } from "../engine/definition.ts";
import type { Directory } from "../engine/directory.ts";
import type { Instant } from "../engine/ids.ts";
import type { Value } from "../engine/value.ts";
import { choiceAt, fieldBlock, fieldOfBlock, INPUT_ACTION } from "./form.ts";

/** `view.state.values`: block id, action id, what is in the element. */
export type ViewState = Readonly<Record<string, Readonly<Record<string, StateValue>>>>;

/** One element's state, as Slack sends it: only the parts that are read. */
interface StateValue {
  readonly value?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_options?: readonly { readonly value?: string }[] | null;
  readonly selected_user?: string | null;
  readonly selected_users?: readonly string[] | null;
  readonly selected_date?: string | null;
  readonly selected_time?: string | null;
  /** Epoch seconds. */
  readonly selected_date_time?: number | null;
  readonly files?: readonly { readonly permalink?: string; readonly url_private?: string; readonly id?: string }[] | null;
}

/** What was filled in, by the block it stands in. Empty is undefined. */
export interface FormValues {
  text(block: string): string | undefined;
  /** The value of the option chosen. */
  option(block: string): string | undefined;
  /** A Slack id, or the address that a choice among members carries. */
  person(block: string): string | undefined;
  /** Slack ids. */
  persons(block: string): readonly string[];
  instant(block: string): Instant | undefined;
  /** Of every field of the definition that is in the form. */
  fields(fields: readonly Field[]): Readonly<Record<string, unknown>>;
  /** Slack ids in all its people fields. */
  readonly people: readonly string[];
}

const some = <T>(value: T | null | undefined): T | undefined => (value === null || value === "" ? undefined : value);

const instantOf = (state: StateValue | undefined): Instant | undefined => {
  const seconds = some(state?.selected_date_time);
  return seconds === undefined ? undefined : seconds * 1000;
};

const rawOf = (state: StateValue): unknown => {
  const file = state.files?.[0];
  return (
    some(state.value) ??
    some(state.selected_option?.value) ??
    some(state.selected_user) ??
    some(state.selected_date) ??
    instantOf(state) ??
    some(file?.permalink ?? file?.url_private ?? file?.id)
  );
};

const fieldRaw = (field: Field, state: StateValue): unknown => {
  const raw = rawOf(state);
  return field.type === "choice" && typeof raw === "string" ? (choiceAt(field, raw) ?? raw) : raw;
};

export const formValues = (state: ViewState): FormValues => {
  const at = (block: string): StateValue | undefined => state[block]?.[INPUT_ACTION];
  return {
    text: (block) => some(at(block)?.value?.trim()),
    option: (block) => some(at(block)?.selected_option?.value),
    person: (block) => some(at(block)?.selected_user) ?? some(at(block)?.selected_option?.value),
    persons: (block) => at(block)?.selected_users ?? [],
    instant: (block) => instantOf(at(block)),
    fields: (fields) =>
      Object.fromEntries(
        fields.flatMap((field) => {
          const held = at(fieldBlock(field.name));
          const raw = held === undefined ? undefined : fieldRaw(field, held);
          return raw === undefined ? [] : [[field.name, raw]];
        }),
      ),
    people: Object.values(state)
      .flatMap((elements) => Object.values(elements))
      .flatMap(({ selected_user, selected_users }) => [...(selected_users ?? []), some(selected_user)].filter((id) => id !== undefined)),
  };
};

export interface ReadFields {
  readonly values: Readonly<Record<string, Value>>;
  /** Field name to what is missing or wrong. */
  readonly problems: Readonly<Record<string, string>>;
}

/** A workflow's own fields out of a form: what fits, and what is missing or impossible, all at once. */
export const readFields = (
  form: FormValues,
  fields: readonly Field[],
  directory: Directory,
  demand: readonly Field[] = fields,
): ReadFields => {
  const { values, problems } = coerceValues(fields, form.fields(fields), directory);
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const missing = missingOf(demand, given).filter((name) => problems[name] === undefined);
  return { values: given, problems: { ...problems, ...Object.fromEntries(missing.map((name) => [name, "This is needed."])) } };
};

/** Blocks in which a form's inputs stand: the only places where Slack shows an error. */
export const inputBlocks = (
  blocks: readonly { readonly type?: string | undefined; readonly block_id?: string | undefined }[],
): readonly string[] => blocks.flatMap(({ type, block_id }) => (type === "input" && block_id !== undefined ? [block_id] : []));

/** Names of our own fields among the inputs. */
export const fieldsIn = (blocks: readonly string[]): readonly string[] => blocks.flatMap((block) => fieldOfBlock(block) ?? []);
