import { evolve } from "../../../src/engine/evolve.ts";
import type { Instance } from "../../../src/engine/instance.ts";
import type { Event } from "../../../src/engine/messages/event.ts";
import { INSTANCE_COLUMNS, type InstanceRow, toInstance } from "../../../src/store/instance-row.ts";
import type { ProcessStage } from "../../support/child/process-stage.ts";

/** What the trail must tell of the six weeks, in order: when, WARN where a rule flagged it, what, on which step, who. */
export const TRAIL = [
  "02 Mar 09:30 instance.started contract.signed",
  "02 Mar 09:30 step.activated handover contract.signed",
  "03 Mar 09:00 step.completed handover USARA",
  "03 Mar 09:00 step.activated contract-review USARA",
  "03 Mar 09:00 step.activated dpa USARA",
  "04 Mar 10:00 commitment.made dpa ULUCA",
  "05 Mar 09:00 WARN warning.queued contract-review sweep",
  "05 Mar 11:00 step.completed contract-review ULEA",
  "06 Mar 15:00 step.completed dpa ULUCA",
  "06 Mar 15:00 step.activated billing-setup ULUCA",
  "06 Mar 15:00 step.activated tenant ULUCA",
  "09 Mar 10:00 commitment.made tenant UIVO",
  "10 Mar 15:00 WARN warning.queued billing-setup sweep",
  "10 Mar 16:00 step.completed billing-setup UBO",
  "12 Mar 15:00 WARN warning.queued tenant sweep",
  "13 Mar 10:00 WARN escalation.queued tenant sweep",
  "13 Mar 15:30 alternative.picked tenant UINES",
  "13 Mar 15:30 step.extended tenant UINES",
  "17 Mar 12:00 step.completed tenant UIVO",
  "17 Mar 12:00 step.activated sso UIVO",
  "17 Mar 12:00 step.activated training UIVO",
  "18 Mar 10:00 commitment.made sso UIRIS",
  "18 Mar 10:00 commitment.made training UCARLA",
  "23 Mar 11:00 step.blocked sso UIRIS",
  "23 Mar 11:00 WARN escalation.queued sso sweep",
  "23 Mar 11:30 alternative.picked sso UINES",
  "23 Mar 11:30 step.extended sso UINES",
  "23 Mar 11:30 step.blocked sso UINES",
  "23 Mar 11:30 message.drafted UINES",
  "23 Mar 12:00 message.approved UCHEN",
  "23 Mar 12:15 message.sent UCHEN",
  "24 Mar 11:00 step.completed training UCARLA",
  "26 Mar 10:00 step.unblocked sso UIRIS",
  "30 Mar 12:00 WARN escalation.queued sso sweep",
  "31 Mar 09:30 alternative.picked sso UINES",
  "31 Mar 09:30 step.extended sso UINES",
  "02 Apr 09:30 WARN warning.queued sso sweep",
  "02 Apr 11:00 step.completed sso UIRIS",
  "02 Apr 11:00 step.activated kickoff UIRIS",
  "08 Apr 09:30 step.completed kickoff UCHEN",
  "08 Apr 09:30 instance.completed UCHEN",
];

interface TraceRow {
  readonly seq: number;
  readonly at: string;
  readonly day: string;
  readonly action: string;
  readonly verdict: Event["verdict"];
  readonly reason: string;
  readonly step: Event["step"] | null;
  readonly pass: number | null;
  readonly who: string;
  readonly data: Event["body"];
}

/** The one query that tells the case. */
const QUERY = `SELECT seq, (extract(epoch from at) * 1000)::bigint::text AS at, to_char(at AT TIME ZONE 'Europe/Rome', 'DD Mon HH24:MI') AS day,
  action, verdict, reason, step, pass, actor_id AS who, data FROM audit_log WHERE customer_id = 'ACME-7' ORDER BY seq`;

export const trailOf = async (stage: ProcessStage): Promise<readonly TraceRow[]> => await stage.query<TraceRow>(QUERY);

const MOMENT = /^(instance|step\.(activated|completed|blocked|unblocked|extended)|warning|escalation|alternative|message|commitment\.made)/;

export const momentsOf = (trail: readonly TraceRow[]): readonly string[] =>
  trail
    .filter(({ action }) => MOMENT.test(action))
    .map(({ day, verdict, action, step, who }) =>
      [day, verdict, action, step, who].filter((part) => part !== null && part !== "ALLOW").join(" "),
    );

const plain = (instance: Instance | undefined): unknown => JSON.parse(JSON.stringify({ ...instance, rev: 0 }));

/** The case as its rows tell it. */
export const foldedFrom = (trail: readonly TraceRow[]): unknown =>
  plain(
    trail.reduce<Instance | undefined>((instance, { seq, at, action, verdict, reason, step, pass, data }) => {
      const event = { seq, at: Number(at), action, verdict, reason, step: step ?? undefined, pass: pass ?? undefined, body: data };
      return evolve(instance, event);
    }, undefined),
  );

/** The case as it is stored. */
export const storedIn = async (stage: ProcessStage): Promise<unknown> => {
  const [row] = await stage.query<InstanceRow>(`SELECT ${INSTANCE_COLUMNS} FROM instance i`);
  return row && plain(toInstance(row));
};

/** Steps that somebody else was asked about, without a block that the owner had reported; each with what its owner had heard before. */
export const askedAbout = (trail: readonly TraceRow[]): readonly (readonly [string, readonly string[]])[] =>
  trail.flatMap(({ action, data, step }, index) => {
    if (action !== "escalation.queued" || !("trigger" in data) || data.trigger === "blocked") return [];
    const before = trail.slice(0, index).filter((row) => row.step === step);
    return [[step ?? "", before.map((row) => row.action).filter((each) => /^(warning|reminder)\.queued$/.test(each))] as const];
  });

/** How many messages the busiest person got on their busiest day. */
export const mostInADay = async (stage: ProcessStage): Promise<number | undefined> => {
  const [row] = await stage.query<{ readonly most: number }>(
    `SELECT max(n)::int AS most FROM (SELECT count(DISTINCT ts) AS n FROM message WHERE person_id IS NOT NULL AND ts IS NOT NULL
       GROUP BY person_id, (at AT TIME ZONE 'Europe/Rome')::date) daily`,
  );
  return row?.most;
};
