import { nearest } from "../../engine/nearest.ts";
import { TRACE_COLUMNS } from "../../engine/trace-columns.ts";
import type { Path } from "../path.ts";
import type { FieldDocument } from "../schema/field.ts";
import type { WorkflowDocument } from "../schema/workflow.ts";
import { isReserved } from "./names-in-scope.ts";
import type { Finding, WorkflowRule } from "./rule.ts";

interface NamedField {
  readonly name: string;
  readonly field: FieldDocument;
  readonly path: Path;
}

const inputsOf = ({ inputs }: WorkflowDocument): NamedField[] =>
  Object.entries(inputs).map(([name, field]) => ({ name, field, path: ["inputs", name] }));

const evidenceOf = ({ steps }: WorkflowDocument): NamedField[] =>
  Object.entries(steps).flatMap(([key, step]) =>
    Object.entries(step.evidence ?? {}).map(([name, field]) => ({ name, field, path: ["steps", key, "evidence", name] })),
  );

/** The case is identified by an input that is always there. */
export const caseKeyIsARequiredInput: WorkflowRule = ({ document }) => {
  const { key } = document.case;
  const input = document.inputs[key];
  const path = ["case", "key"];
  const expected = "an input with required: true";
  if (input === undefined)
    return [{ path, message: `unknown input "${key}"`, expected, nearest: nearest(key, Object.keys(document.inputs)) }];
  return input.required === true ? [] : [{ path, message: `the case key "${key}" is not a required input`, expected }];
};

/** It stands in every row of the trace, which nobody can erase, under a column of its own in `audit_log`. */
export const caseKeyFitsTheTrace: WorkflowRule = ({ document }) => {
  const { key } = document.case;
  const path = ["case", "key"];
  const personal = document.inputs[key]?.personal === true;
  return [
    ...(personal
      ? [
          {
            path,
            message: `the case key "${key}" is personal, and would stay in the trace for ever`,
            expected: "a number or name of the case itself",
          },
        ]
      : []),
    // `case_id` is the one column that means the same.
    ...(key !== "case_id" && TRACE_COLUMNS.includes(key)
      ? [{ path, message: `"${key}" is a column of every trace`, expected: "another name, such as claim_id" }]
      : []),
  ];
};

/** Inputs and evidence share one set of names, so that an expression means one thing. */
export const namesAreUsedOnce: WorkflowRule = ({ document }) => {
  const owners = new Map(inputsOf(document).map(({ name }) => [name, "an input"]));
  return evidenceOf(document).flatMap(({ name, path }): Finding[] => {
    const taken = owners.get(name);
    owners.set(name, taken ?? `evidence of ${path[1]}`);
    return taken === undefined ? [] : [{ path, on: "key", message: `"${name}" is already ${taken}`, expected: "a name of its own" }];
  });
};

/** A name is not a word of the expression language. */
export const namesAreNotReserved: WorkflowRule = ({ document }) =>
  [...inputsOf(document), ...evidenceOf(document)].flatMap(({ name, path }): Finding[] =>
    isReserved(name)
      ? [{ path, on: "key", message: `"${name}" has a meaning of its own in expressions`, expected: `another name, such as ${name}_value` }]
      : [],
  );

/** A choice has options, and nothing else has. */
export const choicesHaveOptions: WorkflowRule = ({ document }) =>
  [...inputsOf(document), ...evidenceOf(document)].flatMap(({ field, path }): Finding[] => {
    if (field.type === "choice") {
      if (field.options === undefined)
        return [{ path, on: "key", message: "a choice without options", expected: "options: [one, another]" }];
      const twice = field.options.findIndex((option, index, all) => all.indexOf(option) !== index);
      return twice < 0
        ? []
        : [
            {
              path: [...path, "options", twice],
              message: `the option "${field.options[twice]}" is there twice`,
              expected: "each option once",
            },
          ];
    }
    return field.options === undefined
      ? []
      : [{ path: [...path, "options"], on: "key", message: `options for a ${field.type}`, expected: "type: choice" }];
  });

/** A default is a value that the field could hold. */
export const defaultsFitTheirField: WorkflowRule = ({ document }) =>
  [...inputsOf(document), ...evidenceOf(document)].flatMap(({ field, path }): Finding[] => {
    if (field.default === undefined || fits(field, field.default)) return [];
    const options = field.options ?? [];
    const expected = field.type === "choice" ? `one of ${options.join(", ")}` : `a ${field.type}`;
    return [
      {
        path: [...path, "default"],
        message: `the default "${field.default}" does not fit`,
        expected,
        nearest: nearest(String(field.default), options),
      },
    ];
  });

const fits = (field: FieldDocument, value: string | number | boolean): boolean => {
  if (field.type === "number" || field.type === "money") return typeof value === "number";
  if (field.type === "boolean") return typeof value === "boolean";
  if (field.type === "choice") return typeof value === "string" && (field.options ?? [value]).includes(value);
  if (field.type === "date") return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
  return typeof value === "string";
};
