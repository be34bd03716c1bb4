import { isTrue, type Scope } from "./condition.ts";
import type { Priority, PriorityRule } from "./definition.ts";

/** The priority that a workflow's rule gives a case, as long as no person has set one. */
export const priorityNow = (rule: PriorityRule, scope: Scope): Priority => {
  if ("fixed" in rule) return rule.fixed;
  if (rule.critical !== undefined && isTrue(rule.critical, scope)) return "critical";
  return rule.high !== undefined && isTrue(rule.high, scope) ? "high" : rule.else;
};
