import { ON } from "../facts/standing.ts";
import type { WatchRow } from "./rows.ts";

const span = (hours: number): string => {
  const [count, unit] = hours < 48 ? [hours, "hour"] : [Math.floor(hours / 24), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
};

/** Worth a word. */
const MANY_STEPS = 5;

const state = ({ status, waitingOn }: WatchRow): readonly string[] => {
  if (waitingOn !== undefined) return [`blocked on ${ON[waitingOn]}`];
  if (status === "waiting") return ["something that it needs is missing"];
  return status === "done" ? ["ended with a no that nobody has decided on"] : [];
};

/** What a row says, for people: `nothing heard for 30 hours, overdue for 5 hours, level 2 of its escalation`. */
export const rowWords = (row: WatchRow): string => {
  const { unheardHours, overdueHours, level, targetAtRisk, load } = row;
  const said = [
    ...state(row),
    ...(unheardHours === undefined || unheardHours === 0 ? [] : [`nothing heard for ${span(unheardHours)}`]),
    ...(overdueHours === undefined ? [] : [overdueHours === 0 ? "just overdue" : `overdue for ${span(overdueHours)}`]),
    ...(level === 0 ? [] : [`level ${level} of its escalation`]),
    ...(targetAtRisk ? ["its target does not hold"] : []),
    ...(load < MANY_STEPS ? [] : [`${load} steps wait for whoever has it`]),
  ];
  return said.length === 0 ? "under way" : said.join(", ");
};
