import { nearest } from "../../engine/nearest.ts";
import { outcomeStep, parseTemplate } from "../../engine/template.ts";
import type { Path } from "../path.ts";
import type { StepDocument } from "../schema/step.ts";
import type { WorkflowDocument } from "../schema/workflow.ts";
import { whoMentions } from "./mentions.ts";
import { explainName, explainStep, inputScope, type Scope, scopeOf, wholeScope } from "./names-in-scope.ts";
import type { Finding, WorkflowContext, WorkflowRule } from "./rule.ts";

/** Known wherever a message about a step is written. */
const MESSAGE_NAMES = ["case.title", "step.title", "owner.name", "block.reason", "due"];

interface Mention {
  readonly template: string;
  readonly path: Path;
  readonly scope: () => Scope;
  readonly also: readonly string[];
}

/** Templates close what they open, and name only what is known there. */
export const templatesNameWhatIsKnown: WorkflowRule = (context) =>
  templateMentions(context).flatMap((mention) => (mention.template.includes("{{") ? check(context, mention) : []));

const check = (context: WorkflowContext, { template, path, scope, also }: Mention): Finding[] => {
  const parsed = parseTemplate(template);
  if (!parsed.ok) return [{ path, within: { text: template, offset: parsed.offset }, message: parsed.message, expected: "{{ name }}" }];
  return parsed.parts.flatMap((part) => {
    const why = part.kind === "text" ? undefined : explain(context, part.name, scope(), also);
    return why === undefined || part.kind === "text" ? [] : [{ path, within: { text: template, offset: part.offset }, ...why }];
  });
};

const explain = (context: WorkflowContext, name: string, scope: Scope, also: readonly string[]) => {
  const step = outcomeStep(name);
  if (step !== undefined) return explainStep(context, step, scope.outcomes);
  if (also.includes(name) || scope.values.has(name)) return undefined;
  const why = explainName(context.document, name, scope);
  return { ...why, nearest: nearest(name, [...scope.values.keys(), ...also]) };
};

const templateMentions = (context: WorkflowContext): Mention[] => {
  const { document } = context;
  const whole = lazily(() => wholeScope(context));
  const inputs = lazily(() => inputScope(context));
  return [
    { template: document.case.title, path: ["case", "title"], scope: inputs, also: [] },
    ...said(document.reminders?.say, ["reminders", "say"], whole),
    ...alternativeTemplates(document, whole),
    ...Object.entries(document.messages ?? {}).flatMap(([id, { text }]) => said(text, ["messages", id, "text"], whole)),
    ...Object.entries(document.steps).flatMap(([key, step]) => stepTemplates(context, key, step)),
    ...skillTemplates(context, inputs),
  ];
};

const said = (template: string | undefined, path: Path, scope: () => Scope): Mention[] =>
  template === undefined ? [] : [{ template, path, scope, also: MESSAGE_NAMES }];

const handedOver = (values: Readonly<Record<string, string>> | undefined, path: Path, scope: () => Scope): Mention[] =>
  Object.entries(values ?? {}).flatMap(([input, template]) => said(template, [...path, "with", input], scope));

const alternativeTemplates = (document: WorkflowDocument, scope: () => Scope): Mention[] =>
  Object.entries(document.alternatives ?? {}).flatMap(([id, alternative]) => {
    const path: Path = ["alternatives", id];
    if (alternative.do === "note") return said(alternative.text, [...path, "text"], scope);
    return alternative.do === "start" ? handedOver(alternative.with, path, scope) : [];
  });

const stepTemplates = (context: WorkflowContext, key: string, step: StepDocument): Mention[] => {
  const path: Path = ["steps", key];
  const scope = lazily(() => scopeOf(context, key));
  const title = step.title === undefined ? [] : [{ template: step.title, path: [...path, "title"], scope, also: ["case.title"] }];
  const handed = step.kind === "action" ? handedOver(step.with, path, scope) : [];
  return [...title, ...said(step.reminders?.say, [...path, "reminders", "say"], scope), ...handed];
};

const skillTemplates = (context: WorkflowContext, inputs: () => Scope): Mention[] =>
  whoMentions(context.document).flatMap(({ who, path, step }) => {
    if (typeof who !== "object" || !("team" in who) || who.skill === undefined) return [];
    return [{ template: who.skill, path: [...path, "skill"], scope: step === undefined ? inputs : () => scopeOf(context, step), also: [] }];
  });

const lazily = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};
