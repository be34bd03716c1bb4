import type { MessageRecord, Messages } from "../../src/application/ports/messages.ts";
import type { WorkspaceId } from "../../src/engine/ids.ts";
import { invariant } from "../../src/engine/invariant.ts";
import { INSTANCE, MONDAY, WORKSPACE } from "./given.ts";

/** A pending record; what a test does not name is the plainest thing. */
export const record = (key: string, overrides: Partial<MessageRecord> = {}): MessageRecord => ({
  workspace: WORKSPACE,
  key,
  instance: INSTANCE,
  audience: { to: "thread" },
  content: { kind: "case" },
  state: "pending",
  at: MONDAY,
  channel: undefined,
  threadTs: undefined,
  ts: undefined,
  hash: undefined,
  attemptStartedAt: undefined,
  looks: 0,
  ...overrides,
});

export interface MemoryMessages extends Messages {
  readonly rows: ReadonlyMap<string, MessageRecord>;
  readonly outcomes: ReadonlyMap<string, string>;
  of(key: string): MessageRecord;
}

const byKey = (a: MessageRecord, b: MessageRecord): number => (a.key < b.key ? -1 : 1);
const isTo = (row: MessageRecord, person: string): boolean => row.audience.to === "person" && row.audience.person === person;

/** The port over a map: the same rules as the table's, which test/contract/messages.contract.test.ts holds. */
export const createMemoryMessages = (...given: readonly MessageRecord[]): MemoryMessages => {
  const rows = new Map(given.map((row) => [row.key, row]));
  const outcomes = new Map<string, string>();
  const all = (): MessageRecord[] => [...rows.values()];
  const change = (keys: readonly string[], of: (row: MessageRecord) => Partial<MessageRecord> | undefined): number => {
    let changed = 0;
    for (const key of keys) {
      const row = rows.get(key);
      const next = row && of(row);
      if (row === undefined || next === undefined) continue;
      rows.set(key, { ...row, ...next });
      changed += 1;
    }
    return changed;
  };
  const pendingOnly = (row: MessageRecord, next: Partial<MessageRecord>) => (row.state === "pending" ? next : undefined);
  return {
    rows,
    outcomes,
    of: (key) => {
      const row = rows.get(key);
      invariant(row !== undefined, `there is no message ${key}`);
      return row;
    },
    find: async (_: WorkspaceId, key) => rows.get(key),
    living: async (_, instance) => all().filter((row) => row.instance === instance && row.state === "live"),
    thread: async (_, instance) => {
      const root = rows.get(`${instance}:case`);
      return root?.channel === undefined || root.ts === undefined ? undefined : { channel: root.channel, ts: root.ts };
    },
    at: async (_, channel, ts) => all().find((row) => row.channel === channel && row.ts === ts),
    sharing: async (_, channel, ts) =>
      all()
        .filter((row) => row.channel === channel && row.ts === ts)
        .sort(byKey),
    pendingReminders: async (_, person) =>
      all().filter((row) => isTo(row, person) && row.state === "pending" && row.content.kind === "reminder"),
    remindersSince: async (_, person, since) => {
      const sent = all().filter((row) => isTo(row, person) && row.content.kind === "reminder" && row.ts !== undefined && row.at >= since);
      return new Set(sent.map((row) => row.ts)).size;
    },
    attempt: async (_, keys, startedAt) => {
      const free = keys.every((key) => rows.get(key)?.state === "pending" && rows.get(key)?.attemptStartedAt === undefined);
      return free && change(keys, () => ({ attemptStartedAt: startedAt })) === keys.length;
    },
    looked: async (_, key, looks) => void change([key], () => ({ looks })),
    posted: async (_, keys, { final, ...place }) =>
      void change(keys, (row) =>
        row.state === "pending" || row.state === "held"
          ? { ...place, state: final ? "closed" : "live", attemptStartedAt: undefined }
          : undefined,
      ),
    edited: async (_, key, { hash, final }) =>
      void change([key], (row) => (row.state === "live" ? { hash, state: final ? "closed" : "live" } : undefined)),
    cleared: async (_, keys) => void change(keys, (row) => pendingOnly(row, { attemptStartedAt: undefined, looks: 0 })),
    held: async (_, keys) => void change(keys, (row) => pendingOnly(row, { state: "held" })),
    heldFor: async (_, person) => all().filter((row) => isTo(row, person) && row.state === "held"),
    heldPeople: async () => [
      ...new Set(all().flatMap((row) => (row.state === "held" && row.audience.to === "person" ? [row.audience.person] : []))),
    ],
    settled: async (_, keys, state, outcome) => {
      change(keys, () => ({ state, attemptStartedAt: undefined }));
      for (const key of keys) outcomes.set(key, outcome);
    },
  };
};
