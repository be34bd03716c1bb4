import { evolve } from "../../src/engine/evolve.ts";
import type { PersonId, StepKey } from "../../src/engine/ids.ts";
import type { Instance } from "../../src/engine/instance.ts";
import type { Event } from "../../src/engine/messages/event.ts";
import type { SlackStandIn } from "../../src/slack-stand-in/slack-stand-in.ts";
import type { Message } from "../../src/slack-stand-in/workspace/state.ts";
import { INSTANCE_COLUMNS, type InstanceRow, toInstance } from "../../src/store/instance-row.ts";
import type { ChainReport } from "../../src/store/verify-chain.ts";

/** All that the checker looks at: the database, its audit trail, and what the stand-in saw. */
export interface Witnesses {
  readonly query: <Row>(text: string, ...values: readonly unknown[]) => Promise<readonly Row[]>;
  readonly verify: () => Promise<ChainReport>;
  readonly slack: SlackStandIn;
  /** Every message of the app that anybody can see. */
  readonly posted: readonly Message[];
  /** Ids of the webhook events that were answered with success. */
  readonly events?: readonly string[];
}

/** A row of a case's trace, as a checker reads it. */
export interface TraceRow {
  readonly stream: string;
  readonly seq: number;
  readonly at: string;
  readonly action: string;
  readonly verdict: Event["verdict"];
  readonly reason: string;
  readonly step: StepKey | null;
  readonly pass: number | null;
  readonly kind: string;
  readonly who: string;
  /** On whose behalf. */
  readonly for: PersonId | null;
  readonly command: string;
  readonly data: Event["body"];
}

/** Every row of every case, in order. */
export const TRACE_ROWS = `SELECT stream_id::text AS stream, seq, (extract(epoch from at) * 1000)::bigint::text AS at, action, verdict, reason, step, pass,
  actor_kind AS kind, actor_id AS who, on_behalf_of AS for, command_id AS command, data
  FROM audit_event WHERE instance IS NOT NULL ORDER BY stream_id, seq`;

const byStream = (rows: readonly TraceRow[]): ReadonlyMap<string, readonly TraceRow[]> => Map.groupBy(rows, ({ stream }) => stream);

const repeated = (names: readonly string[]): readonly string[] => [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];

const partOf = (part: unknown, key: string): unknown =>
  typeof part === "object" && part !== null ? (part as Readonly<Record<string, unknown>>)[key] : undefined;

/** Of an acknowledged click: the part of its command's id that names it among all others. */
const clickOf = (payload: unknown): string | undefined => {
  const [action] = (partOf(payload, "actions") as readonly unknown[] | undefined) ?? [];
  const stamp = partOf(action, "action_ts");
  return partOf(payload, "type") === "block_actions" && stamp !== undefined
    ? `:${partOf(partOf(payload, "user"), "id")}:${partOf(action, "action_id")}:${stamp}:`
    : undefined;
};

/** I1 and I8: what was acknowledged was committed, and committed once. Clicks that open a form are no commands. */
const acknowledged = async ({ query, slack, events = [] }: Witnesses, rows: readonly TraceRow[]): Promise<readonly string[]> => {
  const known = (await query<{ readonly id: string }>("SELECT id FROM command")).map(({ id }) => id);
  const opened = new Set(slack.log.filter(({ method }) => method === "views.open").map(({ args }) => String(args.trigger_id)));
  const clicks = slack.deliveries
    .filter(({ acknowledgement, payload }) => acknowledgement.ok && !opened.has(String(payload.trigger_id)))
    .flatMap(({ payload }) => clickOf(payload) ?? []);
  const unknownClicks = clicks.filter((click) => !known.some((id) => id.includes(click)));
  const unknownEvents = events.filter((event) => !known.some((id) => id.startsWith(`event:${event}:`)));
  const streams = Map.groupBy(rows, ({ command }) => command);
  const twice = [...streams].filter(([, of]) => new Set(of.map(({ stream }) => stream)).size > 1).map(([command]) => command);
  return [
    ...unknownClicks.map((click) => `I1: the acknowledged click ${click} was never committed`),
    ...unknownEvents.map((event) => `I1: the acknowledged event ${event} was never committed`),
    ...twice.map((command) => `I1: ${command} acted on more than one case`),
  ];
};

const plain = (instance: Instance | undefined): string => JSON.stringify(sorted({ ...instance, rev: 0 }));

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
};

/** What only its owner does to a step that is under way; a decision is taken by whoever may take it. */
const BY_OWNER = "step.completed";

/** I5: a step ends while it is under way, and by its owner. */
const outOfOrder = (before: Instance | undefined, { action, step, kind, who }: TraceRow): readonly string[] => {
  const found = step === null || step === undefined ? undefined : before?.steps[step];
  if (action !== BY_OWNER || kind !== "person" || found === undefined) return [];
  if (found.status !== "active" && found.status !== "blocked") return [`I5: ${step} was completed while ${found.status}`];
  return found.owner === undefined || found.owner === who ? [] : [`I5: ${step} of ${found.owner} was completed by ${who}`];
};

/** I2, and I5 on the way: a gapless sequence that folds to what is stored. */
const folds = (rows: readonly TraceRow[], stored: ReadonlyMap<string, Instance>): readonly string[] =>
  [...byStream(rows)].flatMap(([stream, of]) => {
    const gaps = of.filter(({ seq }, index) => seq !== index + 1).map(({ seq }) => `I2: ${stream} jumps to ${seq}`);
    const wrong: string[] = [];
    const folded = of.reduce<Instance | undefined>((instance, row) => {
      wrong.push(...outOfOrder(instance, row));
      const { seq, at, action, verdict, reason, step, pass, data } = row;
      return evolve(instance, {
        seq,
        at: Number(at),
        action,
        verdict,
        reason,
        step: step ?? undefined,
        pass: pass ?? undefined,
        body: data,
      });
    }, undefined);
    const differs = plain(folded) === plain(stored.get(stream)) ? [] : [`I2: ${stream} does not fold to what is stored`];
    return [...gaps, ...wrong, ...differs];
  });

const QUEUED = /^(reminder|warning|escalation)\.queued$/;

/** I6: each level of a step once, and none after its step has ended. */
const reminders = (rows: readonly TraceRow[]): readonly string[] =>
  [...byStream(rows)].flatMap(([stream, of]) => {
    const queued = of.filter(({ action }) => QUEUED.test(action));
    const name = ({ action, step, pass, data }: TraceRow): string =>
      `${action} ${step} ${pass} ${partOf(data, "id") ?? ""} ${partOf(data, "episode") ?? ""} ${partOf(data, "level") ?? ""}`;
    const ended = (row: TraceRow): boolean =>
      of.some(({ action, step, pass, seq }) => action === BY_OWNER && step === row.step && pass === row.pass && seq < row.seq);
    return [
      ...repeated(queued.map(name)).map((each) => `I6: ${stream} has twice ${each}`),
      ...queued.filter(ended).map((row) => `I6: ${stream} has ${name(row)} after the step was done`),
    ];
  });

const markOf = ({ metadata }: Message): string => String(partOf(partOf(metadata, "event_payload"), "k"));

/** I3 and I4: nothing is left undone, and each message is seen once. */
const messages = async ({ query, posted }: Witnesses): Promise<readonly string[]> => {
  const jobs = await query<{ readonly name: string; readonly state: string }>(
    "SELECT name, state::text AS state FROM pgboss.job WHERE state NOT IN ('completed', 'cancelled')",
  );
  const rows = await query<{ readonly key: string; readonly state: string; readonly channel: string | null; readonly ts: string | null }>(
    "SELECT key, state, channel, ts FROM message",
  );
  const seen = new Set(posted.map(({ channel, ts }) => `${channel} ${ts}`));
  return [
    ...jobs.map(({ name, state }) => `I3: a job of ${name} ended ${state}`),
    ...rows.filter(({ state }) => state === "pending").map(({ key }) => `I3: the message ${key} was never sent`),
    ...rows
      .filter(({ channel, ts }) => ts !== null && !seen.has(`${channel} ${ts}`))
      .map(({ key }) => `I4: nobody sees the message ${key}`),
    ...repeated(posted.filter(({ metadata }) => metadata !== undefined).map(markOf)).map((mark) => `I4: the message ${mark} is seen twice`),
  ];
};

/** Every broken invariant of RELIABILITY.md, in words; empty when all hold. Ask when everything is settled. */
export const brokenInvariants = async (witnesses: Witnesses): Promise<readonly string[]> => {
  const { query, verify } = witnesses;
  const rows = await query<TraceRow>(TRACE_ROWS);
  const instances = (await query<InstanceRow>(`SELECT ${INSTANCE_COLUMNS} FROM instance i`)).map(toInstance);
  const stored = new Map(instances.map((instance) => [instance.id as string, instance]));
  const { fault } = await verify();
  return [
    ...(fault === undefined ? [] : [`I2: the chain ${fault.stream} breaks at ${fault.seq}: ${fault.problem}`]),
    ...(await acknowledged(witnesses, rows)),
    ...folds(rows, stored),
    ...reminders(rows),
    ...(await messages(witnesses)),
  ];
};
