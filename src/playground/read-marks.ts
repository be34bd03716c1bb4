import { z } from "zod";
import type { Kept } from "./kept-file.ts";

/** Up to where each person has read, kept across a restart. */
export interface ReadMarks {
  /** `ts` up to which a person has read a channel with its threads, or one thread; undefined when they never looked. */
  readUpTo(person: string, channel: string, thread?: string): string | undefined;
  markRead(person: string, channel: string, thread: string | undefined, ts: string): void;
}

const Marks = z.record(z.string(), z.string());

const keyOf = (person: string, channel: string, thread: string | undefined): string => [person, channel, thread ?? ""].join(" ");

const read = (kept: Kept): Map<string, string> => {
  try {
    return new Map(Object.entries(Marks.parse(JSON.parse(kept.read() ?? "{}"))));
  } catch {
    // Nobody's work: what cannot be read is shown as unread again.
    return new Map();
  }
};

export const createReadMarks = (kept: Kept): ReadMarks => {
  const marks = read(kept);
  return {
    readUpTo: (person, channel, thread) => {
      const whole = marks.get(keyOf(person, channel, undefined));
      const part = thread === undefined ? undefined : marks.get(keyOf(person, channel, thread));
      return Number(part ?? 0) > Number(whole ?? 0) ? part : whole;
    },
    markRead: (person, channel, thread, ts) => {
      const key = keyOf(person, channel, thread);
      if (Number(marks.get(key) ?? 0) >= Number(ts)) return;
      marks.set(key, ts);
      kept.write(JSON.stringify(Object.fromEntries(marks)));
    },
  };
};
