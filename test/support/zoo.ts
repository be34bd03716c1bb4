import {
  absence,
  action,
  alternative,
  approval,
  DAY,
  decision,
  definition,
  directory,
  field,
  option,
  person,
  personId,
  sendingBack,
  stepKey,
  task,
  team,
  wait,
  whos,
} from "./builders.ts";
import { MONDAY } from "./given.ts";

const ladder = [
  { warnOwner: true },
  { after: "2 hours", to: "step-team-lead", offer: ["reassign", "extend", "wait-vendor"] },
  { after: "4 working hours", to: "process-owner", inform: "starter", offer: ["skip-it", "alongside", "cancel", "agree"] },
] as const;
const all = { silent: ladder, overdue: ladder.slice(1), blocked: ladder.slice(1), unready: ladder.slice(1), unanswered: ladder.slice(1) };
const usual = {
  due: "1 working day",
  silence: "3 working hours",
  reminders: { upcoming: "2 hours", before: ["2 hours"], atDue: true, overdue: { every: "1 day", atMost: 2 } },
  escalation: all,
} as const;

/** Every kind of step, join and way back in one case. */
export const zoo = definition(
  [
    task("plan", { ...usual, owner: "team:crew", evidence: [field("goal")] }),
    decision("weigh", {
      ...usual,
      owner: "team:crew",
      needs: ["plan"],
      options: [option("good"), option("bad", { reason: true }), sendingBack("redo", "plan", 2)],
    }),
    approval("sign", {
      ...usual,
      approvers: ["ben", "dora", "anna"],
      not: ["starter", "owner-of:plan"],
      quorum: 2,
      needs: ["weigh"],
      sets: { size: "goal" },
      onReject: { do: "back", step: stepKey("plan"), atMost: 2 },
      onChanges: { do: "continue" },
    }),
    task("pooled", { ...usual, owner: "team:pool", needs: ["weigh"], when: 'outcome("weigh") == "good"' }),
    wait("parcel", { ...usual, needs: ["plan"], waitFor: { event: "parcel.came", where: undefined } }),
    task("early", { ...usual, owner: "ben", needs: { any: ["pooled", "parcel"] }, ready: ["size"] }),
    task("news", { ...usual, owner: "anna", needs: ["plan"], repeat: { every: "3 hours", until: "early" } }),
    action("note-it", { needs: { done: ["early"] } }),
    task("last", { ...usual, owner: "same-as:plan", needs: ["sign", "early", "note-it", "news"] }),
  ],
  {
    inputs: [field("size", { required: false, from: whos("ben") })],
    target: { duration: { kind: "plain", ms: 6 * DAY } },
    watchers: whos("xavier"),
    alternatives: {
      ...alternative("reassign", { do: "reassign", to: undefined }),
      ...alternative("extend", { do: "extend", by: undefined }),
      ...alternative("cancel", { do: "cancel" }),
      ...alternative("wait-vendor", { do: "wait", on: "vendor", for: { kind: "plain", ms: DAY }, message: "question" }),
      ...alternative("skip-it", { do: "skip", approval: whos("xavier") }),
      ...alternative("alongside", { do: "parallel", steps: [stepKey("pooled")] }),
      ...alternative("agree", { do: "note", text: "Agreed.", resume: true }),
    },
    messages: { question: { id: "question", to: whos("adam"), approve: whos(["anna", "ben"]), text: "Well?" } },
  },
);
export const zooPeople = directory({
  people: ["dora", person("olga", { absences: [absence(MONDAY + DAY, MONDAY + 3 * DAY)], delegate: personId("mike") })],
  teams: [
    team("crew", ["olga", "mike"], { lead: "lena", assign: "least-loaded" }),
    team("pool", ["mike", "ben"], { lead: "lena", assign: "anyone" }),
  ],
});
