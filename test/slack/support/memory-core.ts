import { assignmentsOf } from "../../../src/application/assignments.ts";
import { createCaseFiles } from "../../../src/application/case-files.ts";
import { ASKS_FIRST, type AsksFirst, type HandleCommand } from "../../../src/application/handle-command.ts";
import type { AgentRecords, Entry, RecordedRun } from "../../../src/application/ports/agent-records.ts";
import type { Catalogue } from "../../../src/application/ports/catalogue.ts";
import type { MessageRecord } from "../../../src/application/ports/messages.ts";
import type { KnownPerson } from "../../../src/application/ports/people.ts";
import type { Reads, TraceRow } from "../../../src/application/ports/reads.ts";
import type { Answer, NewText } from "../../../src/application/ports/store.ts";
import { createReadAnalysis } from "../../../src/application/read-analysis.ts";
import { caseIdOf, caseKeyOf } from "../../../src/engine/case-key.ts";
import { decide } from "../../../src/engine/decide.ts";
import { decideWorkspace } from "../../../src/engine/decide-workspace.ts";
import type { Definition } from "../../../src/engine/definition.ts";
import type { Directory } from "../../../src/engine/directory.ts";
import type { InstanceId } from "../../../src/engine/ids.ts";
import type { Instance } from "../../../src/engine/instance.ts";
import type { Command, InstanceCommand } from "../../../src/engine/messages/command.ts";
import type { Event } from "../../../src/engine/messages/event.ts";
import type { WorkspaceCommand } from "../../../src/engine/messages/workspace-command.ts";
import { proposedStartOf, proposedStartsIn } from "../../../src/engine/proposed-start.ts";
import { proposedKinds, signedKinds } from "../../../src/insights/trust.ts";

type KeptRow = Event & { readonly of: InstanceId | undefined; readonly by: string };

/** The engine behind the ports that Slack's listeners ask: decided as in production, kept in maps. */
export interface MemoryCore {
  readonly commands: Command[];
  readonly instances: Map<InstanceId, Instance>;
  readonly messages: MessageRecord[];
  readonly saved: KnownPerson[];
  readonly rows: KeptRow[];
  /** Bodies of personal texts. */
  readonly texts: Map<string, string>;
  readonly answers: Map<string, Answer>;
  /** What the agent asked of models for every case. */
  asked: Awaited<ReturnType<AgentRecords["ofCase"]>>;
  runs: { readonly run: RecordedRun; readonly entries: readonly Entry[] }[];
  failing: boolean;
  now: number;
  readonly directory: () => Directory;
  setDirectory(next: Directory): void;
  readonly ports: ReturnType<typeof portsOf>;
}

type State = Omit<MemoryCore, "ports">;

const isOpen = ({ status }: Instance): boolean => status === "running" || status === "paused";

const readsOf = (core: State): Reads => {
  const all = (): Instance[] => [...core.instances.values()];
  return {
    instance: async (_workspace, id) => core.instances.get(id),
    byCase: async (_workspace, key) =>
      all()
        .filter(({ caseKey, id }) => caseKey === key || id === key)
        .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || b.run - a.run),
    caseIds: async () => all().map(({ caseId }) => caseId),
    assignedTo: async (_workspace, person) =>
      all().flatMap((instance) =>
        [...assignmentsOf(instance, core.directory()).values()]
          .filter((each) => each.person === person)
          .map(({ step, role }) => ({ instance, step, role })),
      ),
    board: async (_workspace, workflow) => all().filter((each) => isOpen(each) && (workflow === undefined || each.workflow === workflow)),
    recent: async (_workspace, limit) =>
      all()
        .sort((a, b) => b.startedAt - a.startedAt)
        .slice(0, limit),
    trace: async (_workspace, instance, after, limit) =>
      core.rows
        .filter((row) => row.of === instance && row.seq > after)
        .slice(0, limit)
        .map(rowOf),
    autonomy: async () => core.rows.map(({ at, body }) => ({ at, body })),
    proposals: async () => proposedStartsIn(core.rows),
    proposal: async (_workspace, id) => proposalIn(core.rows, id),
    analyses: async () =>
      core.rows
        .flatMap(({ at, body }) => (body.type === "analysis.made" ? [{ at, workflow: body.workflow, made: body.made }] : []))
        .slice(-1),
    texts: async (_workspace, ids) => new Map([...core.texts].filter(([id]) => ids.includes(id))),
    standing: async () => core.rows.map(({ at, body }) => ({ at, body })),
  } as Reads;
};

const proposalIn = (rows: readonly KeptRow[], id: InstanceId) =>
  proposedStartOf(rows.filter(({ body }) => "proposal" in body && body.proposal === id));

const rowOf = ({ seq, at, action, verdict, reason, step, pass, body, by }: KeptRow): TraceRow => ({
  seq,
  at,
  action,
  verdict,
  reason,
  step,
  pass,
  actorKind: "person",
  actorId: by,
  onBehalfOf: undefined,
  via: "slack",
  data: { ...body },
  previousHash: "0".repeat(64),
  hash: "a".repeat(64),
});

const handleOf = (core: State, definition: Definition) => {
  const { answers } = core;
  const previousOf = (command: InstanceCommand) => {
    if (command.type !== "StartWorkflow") return undefined;
    const key = caseKeyOf(caseIdOf(definition, command) ?? "");
    const runs = [...core.instances.values()].filter(({ caseKey }) => caseKey === key);
    return { open: runs.find(isOpen)?.id, runs: runs.length };
  };
  const carryOut = (command: InstanceCommand, before: Instance | undefined): Answer => {
    core.commands.push(command);
    const previous = previousOf(command);
    const signed = signedKinds(core.rows);
    const context = {
      now: core.now,
      directory: core.directory(),
      load: new Map(),
      signed,
      ...(previous === undefined ? {} : { previous }),
    };
    const decision = decide(definition, before, command, context);
    if (decision.instance !== undefined) {
      core.instances.set(decision.instance.id, decision.instance);
      core.rows.push(...decision.events.map((event) => ({ ...event, of: decision.instance?.id, by: command.actor.id })));
    }
    const answer: Answer = decision.ok
      ? { ok: true, instance: decision.instance.id, seq: decision.instance.seq }
      : { ok: false, rejection: decision.rejection };
    answers.set(command.id, answer);
    return answer;
  };
  const handle = async (command: InstanceCommand, asksFirst?: AsksFirst): Promise<Answer | typeof ASKS_FIRST> => {
    if (core.failing) throw new Error("the database is down");
    const known = answers.get(command.id);
    if (known !== undefined) return known;
    const before = "instance" in command ? core.instances.get(command.instance) : undefined;
    const standing = before && { definition, instance: before, directory: core.directory(), now: core.now };
    return standing !== undefined && asksFirst?.(standing) === true ? ASKS_FIRST : carryOut(command, before);
  };
  return handle as HandleCommand;
};

const handleWorkspaceOf =
  (core: State, definition: Definition) =>
  async (command: WorkspaceCommand, texts: readonly NewText[] = []): Promise<Answer> => {
    if (core.failing) throw new Error("the database is down");
    const known = core.answers.get(command.id);
    if (known !== undefined) return known;
    core.commands.push(command);
    const decision = decideWorkspace({
      command,
      directory: core.directory(),
      now: core.now,
      seq: core.rows.length,
      definition,
      proposed: proposedKinds(core.rows),
      ...("newInstance" in command ? { proposal: proposalIn(core.rows, command.newInstance) } : {}),
      signed: signedKinds(core.rows),
    });
    core.rows.push(...decision.events.map((event) => ({ ...event, of: undefined, by: command.actor.id })));
    for (const { text, body } of texts) core.texts.set(text, body);
    const answer: Answer = decision.ok ? { ok: true, instance: undefined, seq: 1 } : { ok: false, rejection: decision.rejection };
    core.answers.set(command.id, answer);
    return answer;
  };

const portsOf = (core: State, definition: Definition) => {
  const catalogue: Catalogue = {
    current: (workflow) => (workflow === definition.workflow ? definition : undefined),
    all: () => [definition],
    version: async (hash) => (hash === definition.hash ? definition : undefined),
    directory: core.directory,
  };
  const clock = { now: () => core.now };
  const reads = readsOf(core);
  return {
    catalogue,
    clock,
    reads,
    agentRecords: {
      ofCase: async () => core.asked,
      runs: async (_workspace: string, _instance: string, skip: number, limit: number) =>
        core.runs.slice(skip, skip + limit).map(({ run }) => run),
      entries: async ({ id }: { readonly id: string }) => core.runs.find(({ run }) => run.id === id)?.entries ?? [],
    },
    files: createCaseFiles({ reads, catalogue, clock }),
    readAnalysis: createReadAnalysis({ reads, clock, store: { loadOf: async () => new Map() } }),
    handle: handleOf(core, definition),
    handleWorkspace: handleWorkspaceOf(core, definition),
    messages: {
      at: async (_workspace: string, channel: string, ts: string) =>
        core.messages.find((each) => each.channel === channel && each.ts === ts),
      find: async (_workspace: string, key: string) => core.messages.find((each) => each.key === key),
      thread: async (_workspace: string, instance: InstanceId) => {
        const card = core.messages.find((each) => each.instance === instance && each.content.kind === "case");
        return card?.channel === undefined || card.ts === undefined ? undefined : { channel: card.channel, ts: card.ts };
      },
    },
    people: {
      all: async () => core.saved,
      save: async (_workspace: string, person: KnownPerson) => {
        core.saved.splice(0, core.saved.length, ...core.saved.filter(({ id }) => id !== person.id), person);
      },
    },
  };
};

export const createMemoryCore = (definition: Definition, given: Directory, now: number): MemoryCore => {
  let directory = given;
  const state: State = {
    commands: [],
    instances: new Map(),
    messages: [],
    saved: [],
    rows: [],
    texts: new Map(),
    answers: new Map(),
    asked: { runs: 0, tokens: 0, cents: 0, unpriced: 0 },
    runs: [],
    failing: false,
    now,
    directory: () => directory,
    setDirectory: (next) => {
      directory = next;
    },
  };
  return Object.assign(state, { ports: portsOf(state, definition) });
};
