import { nearest } from "../../engine/nearest.ts";
import type { Path } from "../path.ts";
import type { StepDocument } from "../schema/step.ts";
import { explainName, scopeOf } from "./names-in-scope.ts";
import type { Finding, WorkflowContext, WorkflowRule } from "./rule.ts";

type StepRule = (key: string, step: StepDocument, context: WorkflowContext) => readonly Finding[];

const eachStep =
  (rule: StepRule): WorkflowRule =>
  (context) =>
    Object.entries(context.document.steps).flatMap(([key, step]) => rule(key, step, context));

/** An action has what it carries out, and nothing else. */
export const actionsHaveWhatTheyNeed = eachStep((key, step) => {
  if (step.kind !== "action") return [];
  const path: Path = ["steps", key];
  const missing = (name: string): Finding[] => [
    {
      path: [...path, "do"],
      message: `"do: ${step.do}" has no "${name}"`,
      expected: `${name}: the ${name === "start" ? "workflow" : name} by its name`,
    },
  ];
  const stray = (["message", "start", "with"] as const).filter((name) => step[name] !== undefined && !belongs(step.do, name));
  return [
    ...(step.do === "post" && step.message === undefined ? missing("message") : []),
    ...(step.do === "start" && step.start === undefined ? missing("start") : []),
    ...stray.map(
      (name): Finding => ({
        path: [...path, name],
        on: "key",
        message: `"${name}" does not go with "do: ${step.do}"`,
        expected: name === "message" ? "do: post" : "do: start",
      }),
    ),
  ];
});

const belongs = (act: "record" | "post" | "start", key: "message" | "start" | "with"): boolean =>
  key === "message" ? act === "post" : act === "start";

/** A wait step waits for an event or for a date. */
export const waitsAreForOneThing = eachStep((key, step, { document }) => {
  if (step.kind !== "wait") return [];
  const path: Path = ["steps", key];
  if ((step.for === undefined) === (step.until === undefined)) {
    return [{ path, on: "key", message: "a wait step waits for one thing", expected: "for: { event }, or until: a date input" }];
  }
  return step.until === undefined ? [] : dateInput(document, step.until, [...path, "until"]);
});

/** The target's date is an input. */
export const targetIsADate: WorkflowRule = ({ document }) =>
  typeof document.target === "object" ? dateInput(document, document.target.input, ["target", "input"]) : [];

const dateInput = ({ inputs }: WorkflowContext["document"], name: string, path: Path): Finding[] => {
  const dates = Object.entries(inputs).filter(([, { type }]) => type === "date" || type === "datetime");
  const expected = "an input of type date or datetime";
  const input = inputs[name];
  if (input === undefined)
    return [
      {
        path,
        message: `unknown input "${name}"`,
        expected,
        nearest: nearest(
          name,
          dates.map(([each]) => each),
        ),
      },
    ];
  return input.type === "date" || input.type === "datetime" ? [] : [{ path, message: `input "${name}" is a ${input.type}`, expected }];
};

/** A decision can be made, and each option does one thing. */
export const optionsDoOneThing = eachStep((key, step) => {
  if (step.kind !== "decision") return [];
  const options = Object.entries(step.options);
  if (options.length === 0)
    return [{ path: ["steps", key, "options"], on: "key", message: "a decision without options", expected: "at least one option" }];
  return options.flatMap(([id, option]): Finding[] => {
    if (typeof option === "string") return [];
    const path: Path = ["steps", key, "options", id];
    if (option.back_to !== undefined && option.end !== undefined)
      return [{ path, on: "key", message: "an option that goes back and ends", expected: "back_to or end" }];
    const stray = option.at_most !== undefined && option.back_to === undefined;
    return stray
      ? [{ path: [...path, "at_most"], on: "key", message: '"at_most" without "back_to"', expected: "back_to: an earlier step" }]
      : [];
  });
});

/** What must be ready is an input, or evidence that some step gathers. */
export const readyNamesAreKnown = eachStep((key, step, { document }) => {
  const evidence = Object.values(document.steps).flatMap((each) => Object.keys(each.evidence ?? {}));
  const known = [...Object.keys(document.inputs), ...evidence];
  return (step.ready ?? []).flatMap((name, index): Finding[] =>
    known.includes(name)
      ? []
      : [
          {
            path: ["steps", key, "ready", index],
            message: `unknown name "${name}"`,
            expected: "an input or evidence",
            nearest: nearest(name, known),
          },
        ],
  );
});

/** A due date that depends on a choice covers every choice. */
export const dueCoversEveryChoice = eachStep((key, step, { document }) => {
  if (step.due === undefined || typeof step.due === "string") return [];
  const { by, else: otherwise, ...values } = step.due;
  const path: Path = ["steps", key, "due"];
  const input = document.inputs[by];
  if (input === undefined)
    return [
      { path: [...path, "by"], message: `unknown input "${by}"`, expected: "an input", nearest: nearest(by, Object.keys(document.inputs)) },
    ];
  const choices = input.type === "choice" ? (input.options ?? []) : input.type === "boolean" ? ["true", "false"] : undefined;
  if (choices === undefined)
    return otherwise === undefined
      ? [{ path, on: "key", message: `"${by}" is a ${input.type}, and there is no "else"`, expected: "else: a duration" }]
      : [];
  const strange = Object.keys(values).filter((value) => !choices.includes(value));
  const left = otherwise === undefined ? choices.filter((choice) => !Object.hasOwn(values, choice)) : [];
  return [
    ...strange.map(
      (value): Finding => ({
        path: [...path, value],
        on: "key",
        message: `"${value}" is not a choice of "${by}"`,
        expected: `one of ${choices.join(", ")}`,
        nearest: nearest(value, choices),
      }),
    ),
    ...(left.length > 0
      ? [{ path, on: "key" as const, message: `no duration for ${left.join(", ")}`, expected: "a duration for each choice, or else" }]
      : []),
  ];
});

/** What an approval sets is an input, from evidence of the same type that is there by then. */
export const approvalsSetInputsFromEvidence = eachStep((key, step, context) => {
  if (step.kind !== "approval") return [];
  const scope = scopeOf(context, key);
  const { inputs } = context.document;
  return Object.entries(step.sets ?? {}).flatMap(([input, evidence]): Finding[] => {
    const path: Path = ["steps", key, "sets", input];
    const target = inputs[input];
    if (target === undefined)
      return [{ path, on: "key", message: `unknown input "${input}"`, expected: "an input", nearest: nearest(input, Object.keys(inputs)) }];
    const type = scope.values.get(evidence);
    if (type === undefined) return [{ path, ...explainName(context.document, evidence, scope) }];
    return type === target.type
      ? []
      : [{ path, message: `"${evidence}" is a ${type}, "${input}" a ${target.type}`, expected: "evidence of the same type" }];
  });
});
