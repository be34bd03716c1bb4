import type { Answer, ChainPosition, Commit, Store, WorkspaceAppend } from "../../src/application/ports/store.ts";
import type { InstanceId, Instant, PersonId } from "../../src/engine/ids.ts";
import type { Instance } from "../../src/engine/instance.ts";
import type { Load } from "../../src/engine/messages/decision.ts";

interface Row {
  readonly instance: Instance;
  readonly position: ChainPosition;
  readonly wakeAt: Instant | undefined;
  readonly leased: boolean;
}

export interface MemoryStore extends Store {
  readonly rows: ReadonlyMap<InstanceId, Row>;
  readonly commits: readonly Commit[];
  readonly appends: readonly WorkspaceAppend[];
  readonly load_: Map<PersonId, Load>;
  /** Called before each commit: what somebody else does meanwhile. */
  before: (commit: Commit) => void;
  /** A lease ran out. */
  release(instance: InstanceId): void;
  /** Somebody else committed to it. */
  touch(instance: InstanceId): void;
}

const NEW: ChainPosition = { rev: 0, seq: 0, head: "0".repeat(64) };
const isOpen = ({ instance }: Row): boolean => instance.status === "running" || instance.status === "paused";

/** The port over maps: what test/contract/store.contract.test.ts asks of the tables, as far as rules of the application need it. */
export const createMemoryStore = (): MemoryStore => {
  const rows = new Map<InstanceId, Row>();
  const answers = new Map<string, Answer>();
  const commits: Commit[] = [];
  const appends: WorkspaceAppend[] = [];
  const load = new Map<PersonId, Load>();
  let position = NEW;

  const runs = (workflow: string, caseKey: string): readonly Row[] =>
    [...rows.values()].filter(({ instance }) => instance.workflow === workflow && instance.caseKey === caseKey);
  const put = (commit: Commit): boolean => {
    const { instance, command, answer } = commit;
    const found = rows.get(instance.id);
    if ((found?.position.rev ?? 0) !== commit.position.rev || answers.has(command.id)) return false;
    if (found === undefined && runs(instance.workflow, instance.caseKey).some(isOpen)) return false;
    const rev = commit.position.rev + 1;
    rows.set(instance.id, {
      instance: { ...instance, rev },
      position: { ...NEW, rev, seq: instance.seq },
      wakeAt: commit.wakeAt,
      leased: false,
    });
    if (command.via !== "sweep") answers.set(command.id, answer);
    commits.push(commit);
    return true;
  };

  const store: MemoryStore = {
    rows,
    commits,
    appends,
    load_: load,
    before: () => undefined,
    release: (id) => {
      const row = rows.get(id);
      if (row !== undefined) rows.set(id, { ...row, leased: false });
    },
    touch: (id) => {
      const row = rows.get(id);
      if (row !== undefined) rows.set(id, { ...row, position: { ...row.position, rev: row.position.rev + 1 } });
    },
    load: async (command, caseKey) => {
      const answer = answers.get(command.id);
      if (command.type === "StartWorkflow") {
        return {
          instance: undefined,
          position: NEW,
          answer,
          previous: await store.runsOf(command.workspace, command.workflow, caseKey ?? ""),
        };
      }
      const row = rows.get(command.instance);
      return { instance: row?.instance, position: row?.position ?? NEW, answer, previous: undefined };
    },
    runsOf: async (_, workflow, caseKey) => {
      const all = runs(workflow, caseKey);
      return { open: all.find(isOpen)?.instance.id, runs: Math.max(0, ...all.map(({ instance }) => instance.run)) };
    },
    commit: async (commit) => {
      store.before(commit);
      return put(commit);
    },
    lease: async (now, limit) => {
      const due = [...rows].filter(([, row]) => row.wakeAt !== undefined && row.wakeAt <= now && !row.leased).slice(0, limit);
      for (const [id, row] of due) rows.set(id, { ...row, leased: true });
      return due.map(([, { instance, position: at }]) => ({ instance, position: at }));
    },
    commitBatch: async (batch) => {
      for (const commit of batch) store.before(commit);
      return new Set(batch.filter(put).map(({ instance }) => instance.id));
    },
    nextWake: async () => Math.min(...[...rows.values()].flatMap((row) => row.wakeAt ?? [])),
    loadOf: async () => load,
    answerOf: async (_, id) => answers.get(id),
    workspacePosition: async () => position,
    appendToWorkspace: async (append) => {
      if (append.position.rev !== position.rev || answers.has(append.command.id)) return false;
      position = { ...NEW, rev: position.rev + 1, seq: position.seq + append.events.length };
      answers.set(append.command.id, append.answer);
      appends.push(append);
      return true;
    },
    waitingFor: async (_, eventType) =>
      [...rows.values()].flatMap(({ instance }) =>
        Object.values(instance.steps)
          .filter((step) => step.kind === "wait" && step.status === "active" && instance.status === "running" && eventType !== "")
          .map((step) => ({ instance: instance.id, step: step.key })),
      ),
    replan: async () => 0,
    openInstances: async () => [...rows.values()].filter(isOpen).map(({ instance }) => instance),
  };
  return store;
};
