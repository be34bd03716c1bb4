import { weekdayOf } from "../replies/read-date.ts";

const TODAY = /^(?:today|this morning|heute|oggi|aujourd'hui|hoy)$/iu;
const YESTERDAY = /^(?:yesterday|gestern|ieri|hier|ayer)$/iu;

const minusDays = (date: string, days: number): string => new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10);

/** The day that lies behind: `yesterday`, `Monday`, `2026-03-02`. Undefined for what is none. */
export const lastDay = (words: string, today: string): string | undefined => {
  if (TODAY.test(words)) return today;
  if (YESTERDAY.test(words)) return minusDays(today, 1);
  if (/^\d{4}-\d{2}-\d{2}$/.test(words)) return Number.isNaN(Date.parse(words)) ? undefined : words;
  const wanted = weekdayOf(words);
  if (wanted === undefined) return undefined;
  const back = (new Date(Date.parse(today)).getUTCDay() - wanted + 7) % 7;
  return minusDays(today, back === 0 ? 7 : back);
};
