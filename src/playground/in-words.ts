import type { CaseFile } from "../application/case-file.ts";
import type { PersonId, StepKey } from "../engine/ids.ts";
import type { Audience, MessageContent } from "../engine/messages/effect.ts";
import { lookupFor } from "../engine/scope.ts";
import { renderTemplate } from "../engine/template.ts";
import { TROUBLE } from "../insights/facts/standing.ts";

/** Of one line, whatever was put into a field. */
const filled = (file: CaseFile, template: string, step?: StepKey): string =>
  renderTemplate(template, lookupFor(file, step)).replaceAll(/\s+/g, " ").trim();

export const caseTitleOf = (file: CaseFile): string => {
  const title = filled(file, file.definition.case.title) || file.instance.caseId;
  return file.instance.run > 1 ? `${title} (run ${file.instance.run})` : title;
};

export const stepTitleOf = (file: CaseFile, key: StepKey): string => {
  const title = file.definition.steps.find((step) => step.key === key)?.title;
  return (title === undefined ? "" : filled(file, title, key)) || key;
};

export const nameOf = ({ directory }: Pick<CaseFile, "directory">, person: string): string =>
  directory.people.get(person as PersonId)?.name ?? person;

/** `Iris, Ivo and Ines`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** The same message in the three ways it is spoken of. */
export interface Said {
  /** Those it goes to; in a channel, whom it speaks to. */
  readonly to: readonly PersonId[];
  /** `Reminder`: what it is. */
  readonly noun: string;
  /** `reminded`: what was done to those it went to. */
  readonly done: string;
  /** `Connect single sign-on is due`. */
  readonly about: string;
}

const REMINDED: readonly (readonly [start: string, words: string])[] = [
  ["before", "will soon be due"],
  ["at-due", "is due"],
  ["overdue", "is overdue"],
  ["chase", "is blocked, and it is asked whether it moves"],
];

const reminded = (id: string): string => REMINDED.find(([start]) => id.startsWith(start))?.[1] ?? "was to be brought up again";

const to = (audience: Audience): readonly PersonId[] => (audience.to === "person" ? [audience.person] : []);

const about = (file: CaseFile, step: StepKey | undefined, words: string): string =>
  step === undefined ? `${caseTitleOf(file)} ${words}` : `${stepTitleOf(file, step)} ${words}`;

const TOLD: Readonly<Record<Extract<MessageContent, { kind: "told" }>["what"], string>> = {
  started: "has started",
  blocked: "is blocked",
  unblocked: "is no longer blocked",
  progress: "goes on",
  escalated: "was escalated",
  "target-at-risk": "is not expected to meet its target any more",
  completed: "is completed",
  cancelled: "is cancelled",
  paused: "is paused",
  resumed: "goes on after a pause",
  reopened: "is open again",
  "waits-again": "waits again",
  "reassigned-away": "has another owner now",
  "quorum-lost": "cannot reach its quorum any more",
  "back-refused": "would go back once too often",
  "rejected-ask": "was rejected, and somebody must say how it goes on",
  "automation-stopped": "is not carried on by itself until its process owner has looked",
  "approver-changed": "has other approvers now",
  decided: "is decided",
  "handoff-returned": "was returned after its handoff",
  "ladder-ended": "was escalated to the last, without an answer",
  "delivery-failed": "has a message that could not be delivered",
  "action-failed": "has an action that failed",
  undone: "is as it was before the agent acted",
  note: "has a new note",
};

/** The words of one message of a case; undefined for the case's own card, which only shows what else happened. */
export const saidIn = (file: CaseFile, content: MessageContent, audience: Audience): Said | undefined => {
  const people = to(audience);
  switch (content.kind) {
    case "case":
      return undefined;
    case "step":
      return { to: people, noun: "Card", done: "given the card", about: about(file, content.step, "begins") };
    case "reminder":
      return { to: people, noun: "Reminder", done: "reminded", about: about(file, content.step, reminded(content.id)) };
    case "upcoming":
      return { to: people, noun: "Notice", done: "told", about: about(file, content.step, "is their turn soon") };
    case "warning": {
      const words = `${TROUBLE[content.trigger]}, and nobody else is told yet`;
      return { to: people, noun: "Private warning", done: "warned in private", about: about(file, content.step, words) };
    }
    case "escalation": {
      const words = about(file, content.step, TROUBLE[content.trigger]);
      return content.detail
        ? { to: people.length > 0 ? people : content.to, noun: "Escalation", done: "asked how it goes on", about: words }
        : { to: people.length > 0 ? people : content.inform, noun: "Summary", done: "informed", about: words };
    }
    case "proposal":
      return { to: people, noun: "Question", done: "asked to agree", about: about(file, content.step, "is to go on in another way") };
    case "unready":
      return {
        to: people,
        noun: "Question",
        done: "asked",
        about: about(file, content.step, `cannot start without ${listed(content.missing)}`),
      };
    case "unclaimed":
      return { to: people, noun: "Notice", done: "told", about: about(file, content.step, "has been taken by nobody") };
    case "draft":
      return { to: people, noun: "Draft", done: "given a message to look at", about: `${caseTitleOf(file)}, to somebody outside` };
    case "suggestion":
      return { to: people, noun: "Suggestion", done: "asked or told by an agent", about: `${caseTitleOf(file)} goes on` };
    case "handoff":
      return { to: people, noun: "Handoff", done: "given", about: about(file, content.step, `comes to ${nameOf(file, content.to)}`) };
    case "told":
      return { to: people, noun: "Notice", done: "told", about: about(file, content.step, TOLD[content.what]) };
  }
};

/** `Reminder to Iris: Connect single sign-on is due`. */
export const willBeSaid = (file: CaseFile, { noun, about: what, to: people }: Said): string =>
  `${noun} ${people.length === 0 ? "in the thread" : `to ${listed(people.map((person) => nameOf(file, person)))}`}: ${what}`;

/** `Iris was reminded: Connect single sign-on is due`. */
export const wasSaid = (file: CaseFile, { done, noun, about: what, to: people }: Said): string => {
  if (people.length === 0) return `${noun} in the thread: ${what}`;
  return `${listed(people.map((person) => nameOf(file, person)))} ${people.length === 1 ? "was" : "were"} ${done}: ${what}`;
};

/** A rule with its place in the definition: `steps.sso.due (customer-onboarding.yaml:71:5)`. */
export const placedRule = ({ definition }: Pick<CaseFile, "definition">, rule: string): string => {
  for (let around = rule; ; ) {
    const place = definition.places[around];
    if (place !== undefined) return `${rule} (${place})`;
    const wider = around.replace(/(\.[^.[\]]+|\[\d+\])$/, "");
    if (wider === around) return rule;
    around = wider;
  }
};
