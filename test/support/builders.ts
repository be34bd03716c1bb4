import type {
  ActionStep,
  Alternative,
  ApprovalStep,
  DecisionOption,
  DecisionStep,
  Definition,
  Due,
  Field,
  Level,
  Reminders,
  StepDefinition,
  TaskStep,
  Trigger,
  WaitStep,
  Who,
} from "../../src/engine/definition.ts";
import type { Absence, Directory, Person, Team } from "../../src/engine/directory.ts";
import { type Duration, parseDuration } from "../../src/engine/duration.ts";
import { type Instant, PersonId, StepKey, VersionHash, WorkflowId } from "../../src/engine/ids.ts";
import { invariant } from "../../src/engine/invariant.ts";

// Definitions and directories from short literals: what a test does not name is the plainest thing that is legal.

/** `"2 working days"`. Throws on a mistake of the test's. */
export const duration = (words: string): Duration => {
  const parsed = parseDuration(words);
  invariant(parsed !== undefined, `${words} is no duration`);
  return parsed;
};

/** A UTC instant: `at("2026-03-02 09:00")`. 2 March 2026 is a Monday. */
export const at = (utc: string): Instant => {
  const instant = Date.parse(`${utc.replace(" ", "T")}${utc.length > 10 ? "" : "T00:00"}Z`);
  invariant(!Number.isNaN(instant), `${utc} is no instant`);
  return instant;
};

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const personId = (name: string): PersonId => PersonId.parse(name);
export const stepKey = (name: string): StepKey => StepKey.parse(name);

/** `"anna"` is an address, `"team:legal"` a team, `"input:csm"`, `"same-as:a"`, `"owner-of:a"`, `"manager-of:anna"`; roles by their name. */
export const who = (words: string): Who => {
  if (words === "process-owner" || words === "starter" || words === "step-team-lead") return { who: words };
  const [kind, rest] = [words.slice(0, words.indexOf(":")), words.slice(words.indexOf(":") + 1)];
  if (kind === "team") {
    const [team = "", skill] = rest.split("/");
    return skill === undefined ? { who: "team", team } : { who: "team", team, skill };
  }
  if (kind === "input") return { who: "input", input: rest };
  if (kind === "same-as" || kind === "owner-of") return { who: kind, step: stepKey(rest) };
  if (kind === "manager-of") return { who: "manager-of", of: who(rest) };
  return { who: "address", address: words };
};
export const whos = (words: string | readonly string[] = []): readonly Who[] => (typeof words === "string" ? [words] : words).map(who);

export const field = (name: string, overrides: Partial<Field> = {}): Field => ({
  name,
  type: "text",
  label: name,
  required: true,
  default: undefined,
  options: [],
  from: [],
  personal: false,
  ...overrides,
});

export interface LevelWords {
  readonly after?: string;
  readonly warnOwner?: boolean;
  readonly to?: string | readonly string[];
  readonly inform?: string | readonly string[];
  readonly offer?: readonly string[];
}

export const ladder = (rule: string, levels: readonly LevelWords[]): readonly Level[] =>
  levels.map((level, index) => ({
    after: duration(level.after ?? "0 minutes"),
    warnOwner: level.warnOwner ?? false,
    to: whos(level.to),
    inform: whos(level.inform),
    offer: level.offer ?? [],
    rule: `${rule}[${index}]`,
  }));

export interface StepWords {
  readonly title?: string;
  readonly owner?: string | readonly string[];
  /** Words for a fixed duration. */
  readonly due?: string | Due;
  readonly needs?: readonly string[] | { readonly any: readonly string[] } | { readonly done: readonly string[] };
  readonly when?: string;
  readonly ready?: readonly string[];
  readonly evidence?: readonly Field[];
  readonly audit?: string;
  readonly calendar?: string;
  readonly notify?: Definition["notify"];
  readonly silence?: string;
  readonly reminders?: Partial<Omit<Reminders, "before" | "upcoming" | "overdue">> & {
    readonly upcoming?: string;
    readonly before?: readonly string[];
    readonly overdue?: { readonly every: string; readonly atMost: number };
  };
  readonly escalation?: Partial<Record<Trigger, readonly LevelWords[]>>;
}

const needsOf = (needs: StepWords["needs"]): StepDefinition["needs"] => {
  if (needs === undefined) return { join: "all", steps: [] };
  if ("any" in needs) return { join: "any", steps: needs.any.map(stepKey) };
  if ("done" in needs) return { join: "done", steps: needs.done.map(stepKey) };
  return { join: "all", steps: needs.map(stepKey) };
};

const remindersOf = (rule: string, words: StepWords["reminders"] = {}): Reminders => ({
  upcoming: words.upcoming === undefined ? undefined : duration(words.upcoming),
  before: (words.before ?? []).map(duration),
  atDue: words.atDue ?? false,
  overdue: words.overdue && { every: duration(words.overdue.every), atMost: words.overdue.atMost },
  say: words.say,
  rule: `${rule}.reminders`,
});

const base = (key: string, words: StepWords) => {
  const rule = `steps.${key}`;
  const ladders = Object.entries(words.escalation ?? {}).map(([trigger, levels]) => [
    trigger,
    ladder(`${rule}.escalation.${trigger}`, levels ?? []),
  ]);
  return {
    key: stepKey(key),
    title: words.title ?? key,
    owner: whos(words.owner),
    due: typeof words.due === "string" ? { kind: "fixed" as const, duration: duration(words.due) } : words.due,
    needs: needsOf(words.needs),
    when: words.when,
    ready: words.ready ?? [],
    evidence: words.evidence ?? [],
    audit: words.audit,
    calendar: words.calendar,
    notify: words.notify ?? ("thread" as const),
    silence: words.silence === undefined ? undefined : duration(words.silence),
    reminders: remindersOf(rule, words.reminders),
    escalation: Object.fromEntries(ladders) as StepDefinition["escalation"],
    rule,
  };
};

/** Owned by anna unless it says otherwise. */
export const task = (
  key: string,
  words: StepWords & { readonly repeat?: { readonly every: string; readonly until: string } } = {},
): TaskStep => ({
  ...base(key, { owner: "anna", ...words }),
  kind: "task",
  repeat: words.repeat && { every: duration(words.repeat.every), until: stepKey(words.repeat.until) },
});

const following = (then: DecisionOption["then"]): Pick<DecisionOption, "then"> => ({ then });

export const option = (id: string, overrides: Partial<DecisionOption> = {}): DecisionOption => ({
  ...{ id, title: id, verdict: "ALLOW", reason: false, ...following(undefined) },
  ...overrides,
});

/** An option that sends the work back. */
export const sendingBack = (id: string, step: string, atMost = 3): DecisionOption =>
  option(id, following({ do: "back", step: stepKey(step), atMost }));

export const decision = (key: string, words: StepWords & { readonly options?: readonly DecisionOption[] } = {}): DecisionStep => ({
  ...base(key, { owner: "anna", ...words }),
  kind: "decision",
  options: words.options ?? [option("yes"), option("no")],
});

export const approval = (
  key: string,
  words: StepWords & {
    readonly approvers?: string | readonly string[];
    readonly not?: readonly string[];
  } & Partial<Pick<ApprovalStep, "quorum" | "shows" | "sets" | "onReject" | "onChanges">> = {},
): ApprovalStep => ({
  ...base(key, words),
  kind: "approval",
  approvers: whos(words.approvers ?? "anna"),
  quorum: words.quorum ?? "any",
  not: whos(words.not),
  shows: words.shows ?? [],
  sets: words.sets ?? {},
  onReject: words.onReject ?? { do: "ask" },
  onChanges: words.onChanges ?? { do: "ask" },
});

export const wait = (key: string, words: StepWords & { readonly waitFor: WaitStep["waitFor"] }): WaitStep => ({
  ...base(key, { owner: "anna", ...words }),
  kind: "wait",
  waitFor: words.waitFor,
});

export const action = (key: string, words: StepWords & { readonly action?: ActionStep["action"] } = {}): ActionStep => ({
  ...base(key, words),
  kind: "action",
  action: words.action ?? { do: "record" },
});

/** The case's key is the text input `case_id`; its process owner is `maria`; everybody in the channel may start and see. */
export const definition = (steps: readonly StepDefinition[], overrides: Partial<Definition> = {}): Definition => {
  const { inputs = [], ...rest } = overrides;
  return {
    workflow: WorkflowId.parse("a-workflow"),
    hash: VersionHash.parse("version-1"),
    title: "A workflow",
    about: "What it is for.",
    owner: whos("maria"),
    channel: "#cases",
    calendar: undefined,
    case: { key: "case_id", title: "Case {{ case_id }}" },
    target: undefined,
    running: "keep",
    access: { start: undefined, see: "channel", audit: whos("team:compliance") },
    watchers: [],
    notify: "thread",
    priority: { fixed: "medium" },
    inputs: [field("case_id"), ...inputs],
    startOn: [],
    alternatives: {},
    messages: {},
    steps,
    places: {},
    ...rest,
  };
};

export const alternative = (id: string, act: Alternative["act"]): Readonly<Record<string, Alternative>> => ({
  [id]: { id, title: id, act },
});

export const person = (name: string, overrides: Partial<Person> = {}): Person => ({
  id: personId(name),
  name: name.charAt(0).toUpperCase() + name.slice(1),
  email: `${name}@example.com`,
  slackId: undefined,
  zone: "UTC",
  hours: undefined,
  absences: [],
  delegate: undefined,
  manager: undefined,
  skills: [],
  present: true,
  ...overrides,
});

export const absence = (from: Instant, until: Instant, delegate?: string): Absence => ({
  from,
  until,
  source: "declared",
  delegate: delegate === undefined ? undefined : personId(delegate),
});

export const team = (
  id: string,
  members: readonly string[],
  overrides: Partial<Omit<Team, "lead">> & { readonly lead?: string } = {},
): Team => {
  const { lead, ...rest } = overrides;
  const leader = lead === undefined ? undefined : personId(lead);
  return { id, members: members.map(personId), lead: leader, assign: "first", calendar: undefined, rota: [], ...rest };
};

/** People by name or whole; members and leads of teams, maria (process owner), cora (compliance) and xavier (admin) are there without being named. */
export const directory = (
  parts: { readonly people?: readonly (string | Person)[]; readonly teams?: readonly Team[] } & Partial<
    Pick<Directory, "calendars" | "hash">
  > = {},
): Directory => {
  const teams = [team("compliance", ["cora"]), ...(parts.teams ?? [])];
  const named = teams.flatMap((each) => [...each.members, ...(each.lead === undefined ? [] : [each.lead])]);
  const everybody = ["anna", "ben", "maria", "cora", "xavier", ...named, ...(parts.people ?? [])];
  const whole = everybody.map((each) => (typeof each === "string" ? person(each) : each));
  const people = new Map(whole.map((each) => [each.id, each]));
  const addresses = whole.flatMap((each): [string, PersonId][] => [
    [each.id, each.id],
    [each.email ?? each.id, each.id],
  ]);
  return {
    hash: parts.hash ?? VersionHash.parse("directory-1"),
    people,
    addresses: new Map(addresses),
    teams: new Map(teams.map((each) => [each.id, each])),
    calendars: parts.calendars ?? new Map(),
    admins: [personId("xavier")],
  };
};
