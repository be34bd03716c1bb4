import { isWork } from "../../engine/evolve/fold.ts";
import { forecast } from "../../engine/forecast.ts";
import type { InstanceId, PersonId, StepKey } from "../../engine/ids.ts";
import type { Told } from "../facts/fact.ts";
import { actorsOf, type Open, openSteps } from "../facts/in-case.ts";

/** Where one step stands, in figures and in our own words alone: nothing that people wrote is in it. */
export interface WatchRow {
  /** `R1`. */
  readonly id: string;
  readonly instance: InstanceId;
  readonly step: StepKey;
  readonly pass: number;
  readonly status: Open["status"];
  /** Whose turn it is. */
  readonly actors: readonly PersonId[];
  /** Of domain time, since its owner was heard or its approvers were asked. */
  readonly unheardHours: number | undefined;
  /** Since its silence was one. */
  readonly quietHours: number | undefined;
  readonly overdueHours: number | undefined;
  readonly waitingOn: "customer" | "vendor" | "person" | "other" | undefined;
  /** Levels of its escalation that have fired. */
  readonly level: number;
  readonly targetAtRisk: boolean;
  /** Open steps of whoever of its actors has the most. */
  readonly load: number;
}

/** Of people, by steps that wait for them. */
export type Loads = ReadonlyMap<PersonId, { readonly active: number }>;

/** More would be read by nobody, and cost. */
export const MOST_ROWS = 60;
const HOUR = 3_600_000;

const hoursSince = (now: number, at: number | undefined): number | undefined =>
  at === undefined || at > now ? undefined : Math.floor((now - at) / HOUR);

const quietSince = ({ episode }: Open): number | undefined =>
  episode?.causes.find(({ trigger }) => trigger === "silent" || trigger === "unanswered")?.since;

const rowOf = (told: Told, step: Open, targetAtRisk: boolean, loads: Loads): Omit<WatchRow, "id"> => {
  const { now, instance } = told;
  const work = isWork(step) ? step : undefined;
  const actors = actorsOf(told, step);
  return {
    instance: instance.id,
    step: step.key,
    pass: step.pass,
    status: step.status,
    actors,
    unheardHours: hoursSince(now, work?.request === undefined ? work?.heardAt : work.activatedAt),
    quietHours: hoursSince(now, quietSince(step)),
    overdueHours: hoursSince(now, work?.dueAt),
    waitingOn: step.status === "blocked" ? step.block.on : undefined,
    level: step.episode?.level ?? 0,
    targetAtRisk,
    load: Math.max(0, ...actors.map((person) => loads.get(person)?.active ?? 0)),
  };
};

const A_DAY = 24;

/** Only to put them in an order: hours of delay, and what each other sign is worth beside them. */
const riskOf = ({ level, overdueHours = 0, quietHours = 0, status, targetAtRisk, load }: Omit<WatchRow, "id">): number =>
  level * 2 * A_DAY + overdueHours + quietHours + (status === "active" ? 0 : A_DAY) + (targetAtRisk ? A_DAY : 0) + load;

/** Every open step of the running cases, those most at risk first, numbered; at most sixty. */
export const watchRows = (cases: readonly Told[], loads: Loads): readonly WatchRow[] =>
  cases
    .filter(({ instance }) => instance.status === "running")
    .flatMap((told) => {
      const targetAtRisk = forecast(told).holds === false;
      return openSteps(told).map((step) => rowOf(told, step, targetAtRisk, loads));
    })
    .map((row) => ({ row, risk: riskOf(row) }))
    .toSorted((a, b) => b.risk - a.risk)
    .slice(0, MOST_ROWS)
    .map(({ row }, n) => ({ ...row, id: `R${n + 1}` }));

/** What the sweep knows of a row, without the hours that pass by themselves: while it is the same, nothing has changed. */
export const standingOf = ({ id: _, unheardHours, quietHours, overdueHours, ...row }: WatchRow): Readonly<Record<string, unknown>> => ({
  ...row,
  days: [unheardHours, quietHours, overdueHours].map((hours) => (hours === undefined ? null : Math.floor(hours / A_DAY))),
});
