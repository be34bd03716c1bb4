import { BUILT_IN_ALTERNATIVES } from "../../engine/definition.ts";
import { nearest } from "../../engine/nearest.ts";
import type { Path } from "../path.ts";
import type { WorkflowDocument } from "../schema/workflow.ts";
import { allLadders } from "./mentions.ts";
import type { Finding, WorkflowRule } from "./rule.ts";

const unknown = (what: string, name: string, path: Path, known: readonly string[], on: "key" | "value" = "value"): Finding[] => {
  if (known.includes(name)) return [];
  const expected =
    known.length === 0 ? `${article(what)} (there is none)` : known.length > 12 ? article(what) : `one of ${known.join(", ")}`;
  return [{ path, on, message: `unknown ${what} "${name}"`, expected, nearest: nearest(name, known) }];
};

const article = (what: string): string => (/^[aeiou]/.test(what) ? `an ${what}` : `a ${what}`);

/** The tier of a customer is one of the inputs. */
export const intakeNamesAnInput: WorkflowRule = ({ document }) => {
  const tier = document.intake?.tier;
  return tier === undefined ? [] : unknown("input", tier, ["intake", "tier"], Object.keys(document.inputs));
};

/** Calendars are in `teams.yaml`. */
export const calendarsAreKnown: WorkflowRule = ({ document, directory }) => {
  if (directory === undefined) return [];
  const known = [...directory.calendars];
  const check = (calendar: string | undefined, path: Path) => (calendar === undefined ? [] : unknown("calendar", calendar, path, known));
  return [
    ...check(document.calendar, ["calendar"]),
    ...Object.entries(document.steps).flatMap(([key, step]) => check(step.calendar, ["steps", key, "calendar"])),
  ];
};

/** What a level offers is defined, or can be done without being defined. */
export const alternativesAreBackedByAnAct: WorkflowRule = ({ document }) => {
  const known = [...Object.keys(document.alternatives ?? {}), ...BUILT_IN_ALTERNATIVES];
  return allLadders(document).flatMap(({ levels, path }) =>
    levels.flatMap((level, index) =>
      (level.offer ?? []).flatMap((id, at) => unknown("alternative", id, [...path, index, "offer", at], known)),
    ),
  );
};

/** Messages that alternatives and actions send are drafted. */
export const messagesAreKnown: WorkflowRule = ({ document }) => {
  const known = Object.keys(document.messages ?? {});
  return [
    ...Object.entries(document.alternatives ?? {}).flatMap(([id, alternative]) =>
      alternative.do === "wait" && alternative.message !== undefined
        ? unknown("message", alternative.message, ["alternatives", id, "message"], known)
        : [],
    ),
    ...Object.entries(document.steps).flatMap(([key, step]) =>
      step.kind === "action" && step.message !== undefined ? unknown("message", step.message, ["steps", key, "message"], known) : [],
    ),
  ];
};

interface StartMention {
  readonly start: string;
  readonly with: Readonly<Record<string, string>>;
  readonly path: Path;
}

const startMentions = (document: WorkflowDocument): StartMention[] => [
  ...Object.entries(document.alternatives ?? {}).flatMap(([id, alternative]) =>
    alternative.do === "start" ? [{ start: alternative.start, with: alternative.with ?? {}, path: ["alternatives", id] }] : [],
  ),
  ...Object.entries(document.steps).flatMap(([key, step]) =>
    step.kind === "action" && step.start !== undefined ? [{ start: step.start, with: step.with ?? {}, path: ["steps", key] }] : [],
  ),
];

/** A workflow that is started exists, and has the inputs it is given. */
export const startedWorkflowsAreKnown: WorkflowRule = ({ document, workflows }) =>
  startMentions(document).flatMap(({ start, with: handed, path }) => {
    const target = workflows.get(start);
    if (target === undefined) return unknown("workflow", start, [...path, "start"], [...workflows.keys()]);
    const inputs = Object.keys(target.inputs);
    return Object.keys(handed).flatMap((input) => unknown("input", input, [...path, "with", input], inputs, "key"));
  });

/** An alternative that runs steps beside one another names steps there are. */
export const parallelStepsAreKnown: WorkflowRule = ({ document, graph }) =>
  Object.entries(document.alternatives ?? {}).flatMap(([id, alternative]) =>
    alternative.do === "parallel"
      ? alternative.steps.flatMap((step, index) => unknown("step", step, ["alternatives", id, "steps", index], graph.keys))
      : [],
  );

/** Events bring inputs that the workflow has. */
export const eventsBringKnownInputs: WorkflowRule = ({ document }) => {
  const known = Object.keys(document.inputs);
  return (document.start_on ?? []).flatMap((start, index) =>
    Object.keys(start.with ?? {}).flatMap((input) => unknown("input", input, ["start_on", index, "with", input], known, "key")),
  );
};
