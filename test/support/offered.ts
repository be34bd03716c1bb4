// A case whose every ladder offers every alternative there is.

import type { Alternative, MessageTemplate } from "../../src/engine/definition.ts";
import { predict } from "../../src/engine/predict.ts";
import { alternative, definition, directory, duration, field, personId, stepKey, task, team, who, whos } from "./builders.ts";
import { type Act, given, type Story } from "./given.ts";

export const org = directory({ teams: [team("sales", ["anna", "ben"], { lead: "lea" })] });
export const offers: Readonly<Record<string, Alternative>> = {
  ...alternative("reassign", { do: "reassign", to: undefined }),
  ...alternative("to-ben", { do: "reassign", to: whos("team:sales") }),
  ...alternative("extend", { do: "extend", by: undefined }),
  ...alternative("extend-2", { do: "extend", by: duration("2 working days") }),
  ...alternative("wait", { do: "wait", on: "other", for: undefined, message: undefined }),
  ...alternative("wait-3", { do: "wait", on: "customer", for: duration("3 working days"), message: "question" }),
  ...alternative("wait-plain", { do: "wait", on: "vendor", for: duration("48 hours"), message: undefined }),
  ...alternative("skip", { do: "skip", approval: [] }),
  ...alternative("skip-agreed", { do: "skip", approval: whos("process-owner") }),
  ...alternative("skip-nobody", { do: "skip", approval: whos("nobody") }),
  ...alternative("parallel", { do: "parallel", steps: [stepKey("c"), stepKey("b")] }),
  ...alternative("note", { do: "note", text: "Agreed for {{ case_id }}", resume: false }),
  ...alternative("resume", { do: "note", text: "Go on", resume: true }),
  ...alternative("start", { do: "start", start: "other" as never, with: {} }),
  ...alternative("cancel", { do: "cancel" }),
};
const question: MessageTemplate = { id: "question", to: [], approve: [who("step-team-lead"), who("ben")], text: "One decision, please" };
export const offer = Object.keys(offers);
const levels = [
  { after: "1 working hour", to: "step-team-lead", offer },
  { after: "1 working day", to: "process-owner", offer },
];
const escalation = {
  silent: levels,
  overdue: levels,
  blocked: [{ after: "0 minutes", to: "step-team-lead", offer }, ...levels],
  unready: levels,
  unanswered: levels,
};

export const case_ = (words: Parameters<typeof task>[1] = {}, overrides: Parameters<typeof definition>[1] = {}): Story =>
  given({
    definition: definition(
      [
        task("a", { owner: "team:sales", due: "2 working days", silence: "4 working hours", escalation, ...words }),
        task("b", { title: "Kickoff", owner: "ben", needs: ["a"], due: "1 working day" }),
        task("c", { owner: "ben", needs: ["b"], due: "1 working day" }),
      ],
      { alternatives: offers, messages: { question }, ...overrides },
    ),
    directory: org,
  });

export const pick = (id: string, args?: object, episode = 1): Act =>
  ({ type: "PickAlternative", step: "a", episode, alternative: id, ...(args === undefined ? {} : { args }) }) as Act;
/** Silent since 13:00, its lead asked at 14:00. */
export const silent = (words: Parameters<typeof task>[1] = {}, overrides: Parameters<typeof definition>[1] = {}) =>
  case_(words, overrides).start().until("2026-03-02 14:00");
export const blocked = () =>
  case_().start().when("anna", { type: "BlockStep", step: "a", reason: "No answer", on: "customer", onWhom: "Acme" }).tick();
export const unready = () =>
  case_({ ready: ["contact"] }, { inputs: [field("contact", { required: false, from: [who("ben")] })] })
    .start()
    .until("2026-03-02 10:00");
export const foresee = (story: Story, id: string, by = "lea", args = {}) =>
  predict(
    story.definition,
    story.instance,
    { now: story.now, directory: org, load: new Map() },
    { step: stepKey("a"), alternative: id, by: personId(by), args },
  );
