import { describe, expect, it } from "vitest";
import { decide } from "../../src/engine/decide.ts";
import { evolve } from "../../src/engine/evolve.ts";
import { CommandId, type StepKey } from "../../src/engine/ids.ts";
import type { Instance, Step } from "../../src/engine/instance.ts";
import type { InstanceCommand } from "../../src/engine/messages/command.ts";
import type { Decision } from "../../src/engine/messages/decision.ts";
import type { Actor } from "../../src/engine/messages/envelope.ts";
import type { EventBody } from "../../src/engine/messages/event.ts";
import { PERMISSIONS } from "../../src/engine/permissions.ts";
import {
  absence,
  alternative,
  approval,
  DAY,
  decision,
  definition,
  directory,
  field,
  person,
  personId,
  stepKey,
  task,
  team,
  wait,
  whos,
} from "../support/builders.ts";
import { agentFor, given, INSTANCE, MONDAY, WORKSPACE } from "../support/given.ts";
import { aSuggestion } from "../support/suggestions.ts";

// R11: each act × each kind of person × each state of the step. Only the table's cells act.

const away = [absence(MONDAY - DAY, MONDAY + DAY)];
const people = directory({
  people: [
    person("olga", { absences: away, delegate: personId("dora") }),
    person("abe", { absences: away, delegate: personId("della") }),
    ..."adam della dora nora sam rita dave willy stranger".split(" "),
  ],
  teams: [team("crew", ["otto", "olga", "mike"], { lead: "lena" })],
});

const ladder = [{ to: "step-team-lead", offer: ["extend", "free-skip"] }];
const workflow = definition(
  [
    task("work", { owner: "team:crew", due: "3 days", needs: [], escalation: { silent: ladder } }),
    decision("choice", { owner: "team:crew", needs: [] }),
    wait("parcel", { owner: "team:crew", needs: [], waitFor: { event: "parcel.came", where: undefined } }),
    approval("sign", { approvers: ["adam", "abe", "nora"], not: ["nora"], needs: [], quorum: 2 }),
  ],
  {
    access: { start: whos("sam"), see: whos("willy"), audit: whos("team:compliance") },
    inputs: [field("goals", { required: false, from: whos("rita") })],
    alternatives: alternative("free-skip", { do: "skip", approval: [] }),
    messages: { question: { id: "question", to: whos("adam"), approve: whos("dave"), text: "Well?" } },
  },
);

const WORK = stepKey("work");
const clock = { silentAt: null };

/** Events that bring the steps into the states that the table tells apart, whoever did it. */
const bodies = (...list: readonly EventBody[]) => list;
const handOff = { from: personId("otto"), to: personId("rita"), at: MONDAY, accepted: false, returns: 0, note: undefined };
const proposal = { alternative: "free-skip", args: {}, by: personId("maria"), approvers: [personId("dave")], at: MONDAY, episode: 1 };
const PREPARED: readonly EventBody[] = bodies(
  {
    type: "suggestion.made",
    step: WORK,
    suggestion: aSuggestion("s-1", { type: "CompleteStep", instance: INSTANCE, step: WORK }, "proposes"),
  },
  {
    type: "act.automated",
    step: WORK,
    suggestion: aSuggestion("u-1", { type: "AddEvidence", instance: INSTANCE, step: WORK, evidence: {} }, "acted"),
  },
  { type: "episode.opened", step: WORK, n: 1, trigger: "silent", since: MONDAY, nextAt: undefined },
  {
    type: "escalation.queued",
    step: WORK,
    episode: 1,
    level: 1,
    trigger: "silent",
    to: [personId("lena")],
    inform: [],
    offer: ["extend", "free-skip"],
    nextAt: undefined,
  },
  { type: "watchers.changed", by: undefined, watchers: [personId("willy")] },
  {
    type: "message.drafted",
    draft: {
      id: "d-1",
      message: "question",
      step: WORK,
      status: "pending",
      author: personId("otto"),
      approvers: [personId("dave"), personId("otto")],
      at: MONDAY,
      approvedBy: undefined,
      settledAt: undefined,
    },
  },
);
const block = { reason: "stuck", on: "vendor", onWhom: undefined, until: undefined, urgency: "normal", by: undefined, at: MONDAY } as const;
const STATES: Readonly<Record<Step["status"] | "handed-off" | "held" | "unready", readonly EventBody[]>> = {
  active: [],
  blocked: bodies({ type: "step.blocked", step: WORK, block, clock }),
  waiting: bodies({ type: "step.reset", step: WORK, because: WORK }),
  done: bodies({ type: "step.completed", step: WORK, by: personId("otto"), outcome: undefined, note: undefined, repeatAt: undefined }),
  skipped: bodies({ type: "step.skipped", step: WORK, by: personId("maria"), cause: "person", why: undefined }),
  "handed-off": bodies({ type: "step.handed-off", step: WORK, by: personId("otto"), from: personId("otto"), handOff, clock }),
  held: bodies({ type: "alternative.proposed", step: WORK, proposal }),
  unready: bodies(
    { type: "step.reset", step: WORK, because: WORK },
    { type: "step.unready", step: WORK, unready: { since: MONDAY, missing: ["goals"], asked: [personId("rita")], remindAt: undefined } },
  ),
};
type State = keyof typeof STATES;

const begun = given({ definition: workflow, directory: people }).start("sam").instance;
const inState = (state: State): Instance =>
  [...PREPARED, ...STATES[state]].reduce<Instance>((instance, body, index) => {
    const seq = begun.seq + 1 + index;
    return evolve(instance, { seq, at: MONDAY, action: body.type, verdict: "ALLOW", reason: "", step: undefined, pass: undefined, body });
  }, begun);

const named = (name: string): Actor => ({ kind: "person", id: personId(name) });
/** The kinds of people that the table tells apart. otto owns; olga, who is away, is stood in for by dora. */
const KINDS = {
  owner: named("otto"),
  member: named("mike"),
  lead: named("lena"),
  approver: named("adam"),
  "approver's delegate": named("della"),
  "excluded approver": named("nora"),
  starter: named("sam"),
  "process owner": named("maria"),
  compliance: named("cora"),
  admin: named("xavier"),
  receiver: named("rita"),
  "message approver": named("dave"),
  watcher: named("willy"),
  stranger: named("stranger"),
  "unknown person": named("nobody-we-know"),
  "agent for the owner": agentFor("otto"),
  "agent for the process owner": agentFor("maria"),
  "agent for a stranger": agentFor("stranger"),
  "signed event": { kind: "event", id: "evt-1" },
  system: { kind: "system", id: "sweep" },
} as const satisfies Record<string, Actor>;
type Kind = keyof typeof KINDS;

const on = (step: StepKey) => ({ instance: INSTANCE, step });
const inCase = { instance: INSTANCE };
const NOTE = { note: "they asked me to" };

interface Row {
  readonly act: { readonly type: InstanceCommand["type"]; readonly [part: string]: unknown };
  readonly may: readonly Kind[];
  /** The state in which the table's people are who they are; `active` unless it says otherwise. */
  readonly natural?: State;
}

const ownersAct: readonly Kind[] = ["owner", "lead", "process owner", "agent for the owner", "agent for the process owner"];
const seeing: readonly Kind[] = [
  "owner",
  "lead",
  "approver",
  "approver's delegate",
  "starter",
  "process owner",
  "message approver",
  "watcher",
  "agent for the owner",
  "agent for the process owner",
];
const takingPart = seeing.filter((kind) => kind !== "watcher");
const proposing: readonly Kind[] = ["agent for the owner", "agent for the process owner"];
const answering: readonly Kind[] = ["owner", "lead", "process owner"];
const agents: readonly Kind[] = ["agent for the owner", "agent for the process owner", "agent for a stranger"];
const ROWS: readonly Row[] = [
  ...(["AcceptSuggestion", "EditSuggestion"] as const).map((type) => ({
    act: { type, ...inCase, suggestion: "s-1", ...NOTE },
    may: answering,
  })),
  { act: { type: "DismissSuggestion", ...inCase, suggestion: "s-1", why: "too early" }, may: answering },
  { act: { type: "UndoAct", ...inCase, suggestion: "u-1" }, may: answering },
  { act: { type: "AddNote", ...inCase, text: "called" }, may: seeing },
  { act: { type: "CompleteStep", ...on(WORK), ...NOTE }, may: ownersAct },
  { act: { type: "AddEvidence", ...on(WORK), evidence: {}, ...NOTE }, may: ownersAct },
  { act: { type: "BlockStep", ...on(WORK), reason: "stuck", on: "vendor", ...NOTE }, may: ownersAct },
  { act: { type: "UnblockStep", ...on(WORK), ...NOTE }, may: ownersAct, natural: "blocked" },
  { act: { type: "DecideStep", ...on(stepKey("choice")), option: "yes", ...NOTE }, may: ["owner", "lead", "process owner"] },
  { act: { type: "MarkArrived", ...on(stepKey("parcel")), ...NOTE }, may: ownersAct },
  { act: { type: "AcknowledgeStep", ...on(WORK) }, may: ["owner"] },
  { act: { type: "SnoozeReminder", ...on(WORK), until: "1-hour" }, may: ["owner"] },
  { act: { type: "CommitTo", ...on(WORK), until: MONDAY + DAY }, may: ["owner"] },
  { act: { type: "TakeStep", ...on(WORK) }, may: ["owner", "member"] },
  { act: { type: "HandOffStep", ...on(WORK), to: personId("rita") }, may: ["owner", "lead", "process owner"] },
  { act: { type: "AcceptHandOff", ...on(WORK) }, may: ["receiver"], natural: "handed-off" },
  { act: { type: "ReturnHandOff", ...on(WORK), missing: "the file" }, may: ["receiver"], natural: "handed-off" },
  { act: { type: "ReassignStep", ...on(WORK), to: personId("mike") }, may: ["lead", "process owner", ...proposing] },
  { act: { type: "ReassignStep", ...on(WORK), to: personId("adam") }, may: ["process owner", ...proposing] },
  { act: { type: "ExtendStep", ...on(WORK), until: MONDAY + 9 * DAY }, may: ["lead", "process owner"] },
  { act: { type: "EscalateStep", ...on(WORK), level: 2, raisedBy: "x", why: "y" }, may: ["process owner", "agent for the process owner"] },
  { act: { type: "SkipStep", ...on(WORK), reason: "no need" }, may: ["lead", "process owner"] },
  { act: { type: "ReopenStep", ...on(WORK), reason: "wrong" }, may: ["process owner"], natural: "done" },
  {
    act: { type: "PickAlternative", ...on(WORK), episode: 1, alternative: "extend", args: { until: MONDAY + 9 * DAY } },
    may: ["lead", "process owner"],
  },
  { act: { type: "SettleProposal", ...on(WORK), episode: 1, approve: true }, may: ["message approver"], natural: "held" },
  { act: { type: "CastVote", ...on(stepKey("sign")), vote: "approve", revision: 1 }, may: ["approver", "approver's delegate"] },
  { act: { type: "ChangeApprovers", ...on(stepKey("sign")), approvers: [personId("adam"), personId("rita")] }, may: ["process owner"] },
  { act: { type: "ChangeApprovers", ...on(stepKey("sign")), approvers: [personId("adam"), personId("maria")] }, may: [] },
  { act: { type: "ApproveMessage", ...inCase, draft: "d-1" }, may: ["message approver"] },
  { act: { type: "RejectMessage", ...inCase, draft: "d-1" }, may: ["message approver"] },
  { act: { type: "MarkMessageSent", ...inCase, draft: "d-1" }, may: ["message approver"] },
  { act: { type: "SetPriority", ...inCase, priority: "high" }, may: ["process owner"] },
  { act: { type: "ChangeWatchers", ...inCase, add: [personId("adam")] }, may: ["process owner", "starter", "approver"] },
  { act: { type: "ChangeWatchers", ...inCase, add: [personId("stranger")] }, may: ["process owner", "starter"] },
  {
    act: { type: "ProvideInput", ...inCase, inputs: { goals: "grow" } },
    may: ["receiver", "starter", "process owner", "agent for the process owner"],
  },
  ...(["PauseInstance", "ResumeInstance"] as const).map((type): Row => ({ act: { type, ...inCase }, may: ["process owner"] })),
  { act: { type: "CancelInstance", ...inCase, reason: "no need" }, may: ["process owner", "starter"] },
  { act: { type: "CancelInstance", ...inCase, reason: "too late for its starter" }, may: ["process owner"], natural: "done" },
  { act: { type: "ResumeAutomation", ...inCase }, may: ["process owner"] },
  { act: { type: "MigrateInstance", ...inCase, from: workflow, to: workflow.hash }, may: ["process owner", "system"] },
  { act: { type: "ReadTrace", ...inCase, how: "export" }, may: ["compliance", "process owner"] },
  { act: { type: "RecordIntent", ...inCase, tool: "add_note", act: "c-2" }, may: agents },
  { act: { type: "RecordResult", ...inCase, tool: "add_note", act: "c-2", outcome: "done" }, may: agents },
  { act: { type: "RecordRun", ...inCase, says: { type: "agent.woke", run: "r-1", event: "task.blocked" } }, may: agents },
  { act: { type: "RecordWords", ...inCase, about: { kind: "draft", draft: "d-1" }, words: {}, sources: [] }, may: agents },
  { act: { type: "DeliverEvent", ...inCase, event: { type: "parcel.came", id: "1", data: {} } }, may: ["signed event", "system"] },
  { act: { type: "ReportActionResult", ...on(WORK), ok: true }, may: ["system"] },
  { act: { type: "ReportUndelivered", ...inCase, message: "m", reason: "archived" }, may: ["system"] },
  { act: { type: "Tick", ...inCase }, may: ["system"] },
  { act: { type: "DraftMessage", ...inCase, message: "question", step: WORK }, may: [...takingPart, "system"] },
];

const ask = (row: Row, kind: Kind, instance: Instance): Decision => {
  const command = { ...row.act, id: CommandId.parse("c"), workspace: WORKSPACE, actor: KINDS[kind], via: "slack" } as InstanceCommand;
  return decide(workflow, instance, command, { now: MONDAY, directory: people, load: new Map() });
};

const kinds = Object.keys(KINDS) as Kind[];
const titled = (row: Row): string =>
  `${row.act.type}${row.natural === undefined ? "" : ` (${row.natural})`} is for ${row.may.join(", ") || "nobody"}`;

/** All that anybody could care about; a refusal leaves a row and nothing else. */
const substance = ({ seq: _, lastAt: __, refusals: ___, ...rest }: Instance): unknown => rest;

/** Who holds a role changes with the state; these hold what the act asks for in none. */
const outsiders = (row: Row): readonly Kind[] =>
  kinds.filter((kind) => !row.may.includes(kind) && kind !== "receiver" && kind !== "starter");

const isDeniedOnly = (decision: Decision, before: Instance): boolean =>
  !decision.ok &&
  JSON.stringify(substance(decision.instance!)) === JSON.stringify(substance(before)) &&
  decision.events.map((event) => event.verdict).join() === "DENY" &&
  decision.effects.length === 0;

describe("who may do what", () => {
  it("has a row for every act but those that have no step and no case yet", () => {
    const covered = new Set(ROWS.map((row) => row.act.type));
    expect(Object.keys(PERMISSIONS).filter((type) => !covered.has(type as InstanceCommand["type"]))).toEqual(["StartWorkflow", "Hear"]);
  });

  for (const row of ROWS) {
    it(titled(row), () => {
      const entitled = kinds.filter((kind) => {
        const decision = ask(row, kind, inState(row.natural ?? "active"));
        return decision.ok || decision.rejection.code !== "not-entitled";
      });
      expect(entitled.sort()).toEqual([...row.may].sort());
    });
  }

  for (const state of Object.keys(STATES) as State[]) {
    it(`changes nothing for anybody else while the step is ${state}, and leaves a DENY row`, () => {
      const instance = inState(state);
      const acted = ROWS.flatMap((row) =>
        outsiders(row)
          .filter((kind) => !isDeniedOnly(ask(row, kind, instance), instance))
          .map((kind) => `${row.act.type} by ${kind}`),
      );
      expect(acted).toEqual([]);
    });
  }

  it("hears a thread from anybody, for what it counts is decided by what it says", () => {
    const heard = (by: Kind) => ask({ act: { type: "Hear", ...on(WORK), text: "ok" }, may: [] }, by, inState("active"));
    expect(heard("stranger").ok).toBe(true);
    expect(heard("agent for the owner")).toMatchObject({ rejection: { code: "not-entitled" } });
  });
});
