import { type CheckedExpression, checkExpression } from "../../engine/condition.ts";
import type { Path } from "../path.ts";
import type { StepDocument } from "../schema/step.ts";
import { explainName, explainStep, type Scope, scopeOf, wholeScope } from "./names-in-scope.ts";
import type { Finding, WorkflowContext, WorkflowRule } from "./rule.ts";

interface Mention {
  readonly source: string;
  readonly path: Path;
  readonly scope: Scope;
  /** Must answer yes or no. */
  readonly isCondition: boolean;
}

/** Expressions can be read, name what is known by then, and answer yes or no where a condition is wanted. */
export const expressionsCanBeRead: WorkflowRule = (context) => expressionMentions(context).flatMap((mention) => check(context, mention));

const check = (context: WorkflowContext, { source, path, scope, isCondition }: Mention): Finding[] => {
  const checked = checkExpression(source, scope.values);
  if (!checked.ok) return [describe(context, checked, { source, path, scope })];
  const steps = checked.outcomes.flatMap((step) => {
    const why = explainStep(context, step, scope.outcomes);
    return why === undefined ? [] : [{ path, within: { text: source, offset: Math.max(0, source.indexOf(step)) }, ...why }];
  });
  const answer =
    isCondition && !checked.isCondition
      ? [{ path, message: `"${source}" is not a condition`, expected: "an expression that is true or false" }]
      : [];
  return [...steps, ...answer];
};

const describe = (context: WorkflowContext, mistake: CheckedExpression & { ok: false }, mention: Omit<Mention, "isCondition">): Finding => {
  const place = { path: mention.path, within: { text: mention.source, offset: mistake.offset } };
  if (mistake.unknown !== undefined) return { ...place, ...explainName(context.document, mistake.unknown, mention.scope) };
  return { ...place, message: mistake.message, expected: 'an expression such as tier == "enterprise" && reserve > 1000' };
};

const expressionMentions = (context: WorkflowContext): Mention[] => {
  const { priority, steps, automation } = context.document;
  const asked = Object.entries(automation?.always_ask ?? {}).flatMap(([key, source]) =>
    condition(source === true ? undefined : source, ["automation", "always_ask", key], wholeScope(context)),
  );
  const byPriority =
    typeof priority === "object"
      ? [
          condition(priority.critical, ["priority", "critical"], wholeScope(context)),
          condition(priority.high, ["priority", "high"], wholeScope(context)),
        ]
      : [];
  return [
    ...byPriority.flat(),
    ...asked,
    ...Object.entries(steps).flatMap(([key, step]) => (hasExpression(step) ? stepMentions(context, key, step) : [])),
  ];
};

const hasExpression = (step: StepDocument): boolean => step.when !== undefined || step.kind === "approval" || step.kind === "wait";

const stepMentions = (context: WorkflowContext, key: string, step: StepDocument): Mention[] => {
  const scope = scopeOf(context, key);
  const path: Path = ["steps", key];
  const withData = { ...scope, values: new Map([...scope.values, ["data", "data"] as const]) };
  const where = step.kind === "wait" ? condition(step.for?.where, [...path, "for", "where"], withData) : [];
  const shows =
    step.kind === "approval" ? (step.shows ?? []).flatMap((show, index) => showMentions(show, [...path, "shows", index], scope)) : [];
  return [...condition(step.when, [...path, "when"], scope), ...where, ...shows];
};

const condition = (source: string | undefined, path: Path, scope: Scope): Mention[] =>
  source === undefined ? [] : [{ source, path, scope, isCondition: true }];

const showMentions = (show: Readonly<Record<string, string>>, path: Path, scope: Scope): Mention[] =>
  Object.entries(show).flatMap(([key, source]) => (key === "label" ? [] : [{ source, path: [...path, key], scope, isCondition: false }]));
