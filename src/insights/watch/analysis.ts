import type { InstanceId, PersonId } from "../../engine/ids.ts";
import type { WatchRow } from "./rows.ts";
import { rowWords } from "./words.ts";

/** A step that holds its case up. */
export interface Bottleneck extends Pick<WatchRow, "instance" | "step" | "pass" | "level"> {
  /** Whose turn it is. */
  readonly owner: PersonId | undefined;
  readonly why: string;
  /** Ids of the rows that it was concluded from. */
  readonly rows: readonly string[];
  /** From 0 to 1; undefined where nobody judged. */
  readonly confidence: number | undefined;
}

export interface AtRisk {
  /** Undefined for the workflow itself. */
  readonly instance: InstanceId | undefined;
  readonly why: string;
  readonly rows: readonly string[];
}

/** What to look at first, whoever says so. */
export interface Analysis {
  readonly bottlenecks: readonly Bottleneck[];
  readonly atRisk: readonly AtRisk[];
  readonly summary: string;
}

/** Of each; nobody looks at more at once. */
export const MOST_NAMED = 5;
const LATE_HOURS = 24;
const QUIET_HOURS = 48;

const isCritical = ({ level, overdueHours = 0, quietHours = 0 }: WatchRow): boolean =>
  level >= 2 || overdueHours >= LATE_HOURS || quietHours >= QUIET_HOURS;

const isAtRisk = ({ targetAtRisk, overdueHours }: WatchRow): boolean => targetAtRisk || overdueHours !== undefined;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const summaryOf = (bottlenecks: number, atRisk: number): string =>
  `${counted(bottlenecks, "critical bottleneck", "critical bottlenecks")}, ${counted(atRisk, "case", "cases")} at risk besides.`;

/** The same from thresholds alone, where there is no model: late by a day, quiet for two, or escalated twice. */
export const analysisByRules = (rows: readonly WatchRow[]): Analysis => {
  const critical = rows.filter(isCritical).slice(0, MOST_NAMED);
  const named = new Set(critical.map(({ instance }) => instance));
  const others = rows.filter((row) => isAtRisk(row) && !named.has(row.instance));
  const once = [...new Map(others.toReversed().map((row) => [row.instance, row])).values()].toReversed().slice(0, MOST_NAMED);
  return {
    bottlenecks: critical.map((row) => ({ ...row, owner: row.actors[0], why: rowWords(row), rows: [row.id], confidence: undefined })),
    atRisk: once.map((row) => ({ instance: row.instance, why: rowWords(row), rows: [row.id] })),
    summary: summaryOf(critical.length, once.length),
  };
};
