import { nearest } from "../../engine/nearest.ts";
import type { Path } from "../path.ts";
import type { StepDocument } from "../schema/step.ts";
import { explainStep, gathererOf } from "./names-in-scope.ts";
import type { Finding, WorkflowContext, WorkflowRule } from "./rule.ts";
import { needPath } from "./step-graph.ts";

const MAX_STEPS = 500;

/** A workflow has steps, and no more than a person could ever read. */
export const stepsAreAFew: WorkflowRule = ({ graph }) => {
  if (graph.keys.length > MAX_STEPS)
    return [{ path: ["steps"], on: "key", message: `${graph.keys.length} steps`, expected: `at most ${MAX_STEPS}` }];
  return graph.keys.length === 0 ? [{ path: ["steps"], on: "key", message: "no steps", expected: "at least one step" }] : [];
};

/** `needs` names steps of this workflow. */
export const neededStepsAreKnown: WorkflowRule = ({ document, graph }) =>
  Object.entries(document.steps).flatMap(([key, { needs }]) => {
    const list = needs === undefined ? [] : Array.isArray(needs) ? needs : "any" in needs ? needs.any : needs.done;
    return list.flatMap((need): Finding[] => {
      if (graph.keys.includes(need)) return [];
      return [
        {
          path: needPath(document, key, need),
          message: `unknown step "${need}"`,
          expected: "a step of this workflow",
          nearest: nearest(need, graph.keys),
        },
      ];
    });
  });

/** No step waits for itself, over however many others. */
export const stepsDoNotGoRound: WorkflowRule = ({ document, graph }) =>
  graph.cycles.map((cycle) => {
    const [first = "", second = ""] = [cycle.at(-1), cycle.at(-2)];
    const message = cycle.length === 2 ? `step "${first}" needs itself` : `these steps wait for one another: ${cycle.join(" -> ")}`;
    return { path: needPath(document, first, second), message, expected: "needs that lead back to the start" };
  });

/** A join waits for something. */
export const joinsWaitForSomething: WorkflowRule = ({ document }) =>
  Object.entries(document.steps).flatMap(([key, { needs }]): Finding[] => {
    if (needs === undefined || Array.isArray(needs)) return [];
    const [join, steps] = "any" in needs ? ["any", needs.any] : ["done", needs.done];
    return steps.length > 0
      ? []
      : [
          {
            path: ["steps", key, "needs", String(join)],
            message: `a join of nothing: "${join}" is empty`,
            expected: "the steps to wait for, or needs: [] to start at once",
          },
        ];
  });

/** Work goes back to a step that came before. */
export const workGoesBackToAnEarlierStep: WorkflowRule = (context) =>
  Object.entries(context.document.steps).flatMap(([key, step]) =>
    backMentions(key, step).flatMap(({ to, path }): Finding[] => {
      const why = explainStep(context, to, context.graph.ancestors(key));
      return why === undefined ? [] : [{ path, ...why }];
    }),
  );

const backMentions = (key: string, step: StepDocument): { readonly to: string; readonly path: Path }[] => {
  if (step.kind === "decision") {
    return Object.entries(step.options).flatMap(([id, option]) =>
      typeof option === "object" && option.back_to !== undefined
        ? [{ to: option.back_to, path: ["steps", key, "options", id, "back_to"] }]
        : [],
    );
  }
  if (step.kind !== "approval") return [];
  return (["on_reject", "on_changes"] as const).flatMap((outcome) => {
    const then = step[outcome];
    return typeof then === "object" ? [{ to: then.back_to, path: ["steps", key, outcome, "back_to"] }] : [];
  });
};

/** A task repeats until a step that is not already done when it begins. */
export const repeatsEnd: WorkflowRule = ({ document, graph }) =>
  Object.entries(document.steps).flatMap(([key, step]): Finding[] => {
    if ((step.kind ?? "task") !== "task" || !("repeat" in step) || step.repeat === undefined) return [];
    const { until } = step.repeat;
    const path = ["steps", key, "repeat", "until"];
    if (!graph.keys.includes(until))
      return [{ path, message: `unknown step "${until}"`, expected: "a step of this workflow", nearest: nearest(until, graph.keys) }];
    const isOver = until === key || graph.ancestors(key).has(until);
    return isOver ? [{ path, message: `"${until}" is done before "${key}" could repeat`, expected: "a step beside it or after it" }] : [];
  });

/** Every step can begin: what it needs can be done, and what it must find ready can exist by then. */
export const stepsCanBeReached: WorkflowRule = (context) => {
  const { document, graph } = context;
  if (graph.cycles.length > 0) return [];
  const unreachable = new Map<string, Finding>();
  for (const key of inOrder(context)) {
    const finding = whyUnreachable(context, key, new Set(unreachable.keys()));
    if (finding !== undefined) unreachable.set(key, finding);
  }
  return Object.keys(document.steps).flatMap((key) => unreachable.get(key) ?? []);
};

const inOrder = ({ graph }: WorkflowContext): readonly string[] =>
  [...graph.keys].sort((left, right) => graph.ancestors(left).size - graph.ancestors(right).size);

const whyUnreachable = ({ document, graph }: WorkflowContext, key: string, unreachable: ReadonlySet<string>): Finding | undefined => {
  const { join, steps } = graph.needs.get(key) ?? { join: "all", steps: [] };
  const dead = steps.filter((need) => unreachable.has(need) || endsHere(document.steps[need]));
  const isCutOff = join === "any" ? steps.length > 0 && dead.length === steps.length : dead.length > 0;
  const finding = { path: ["steps", key], on: "key", message: `step "${key}" can never begin` } as const;
  if (isCutOff) return { ...finding, expected: `a way on from ${dead.join(" and ")}` };
  const late = (document.steps[key]?.ready ?? []).find((name) => isGatheredLater({ document, graph }, key, name));
  return late === undefined ? undefined : { ...finding, expected: `"${late}" to be known before, not gathered here or afterwards` };
};

/** A decision that always goes back or ends the case. */
const endsHere = (step: StepDocument | undefined): boolean => {
  if (step?.kind !== "decision") return false;
  const options = Object.values(step.options);
  return (
    options.length > 0 &&
    options.every((option) => typeof option === "object" && (option.back_to !== undefined || option.end !== undefined))
  );
};

const isGatheredLater = ({ document, graph }: Pick<WorkflowContext, "document" | "graph">, key: string, name: string): boolean => {
  const gatherer = gathererOf(document, name);
  return gatherer !== undefined && !Object.hasOwn(document.inputs, name) && (gatherer === key || graph.ancestors(gatherer).has(key));
};
