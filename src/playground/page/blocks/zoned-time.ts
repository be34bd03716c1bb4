import { wallAt } from "../mrkdwn/format-date.ts";

const two = (part: number): string => String(part).padStart(2, "0");

/** Epoch seconds as a field for a day and a time has it, in a zone: `2026-11-20T15:00`; empty when there are none. */
export const toField = (seconds: unknown, zone: string): string => {
  if (typeof seconds !== "number" || !Number.isFinite(seconds)) return "";
  const wall = wallAt(seconds * 1_000, zone);
  return `${String(wall.year).padStart(4, "0")}-${two(wall.month)}-${two(wall.day)}T${two(wall.hour)}:${two(wall.minute)}`;
};

const asUtc = (at: number, zone: string): number => {
  const wall = wallAt(at, zone);
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
};

/**
 * Epoch seconds of what a field for a day and a time says in a zone; null for an empty or unfinished one. A time that the clocks skip
 * is the same distance after the change; one that they repeat is the first of the two.
 */
export const fromField = (text: string, zone: string): number | null => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null;
  const wanted = Date.parse(`${text.slice(0, 16)}Z`);
  if (Number.isNaN(wanted)) return null;
  const day = 86_400_000;
  const offsets = [wanted - day, wanted + day].map((at) => asUtc(at, zone) - at);
  const found = offsets.map((offset) => wanted - offset).filter((at) => asUtc(at, zone) === wanted);
  return (found.length > 0 ? Math.min(...found) : wanted - (offsets[0] ?? 0)) / 1_000;
};
