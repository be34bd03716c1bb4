import type { Message } from "../api.ts";

/** The new list, with the very objects of the old one where nothing about them changed, so that they need not be drawn again. */
export const keepSame = (before: readonly Message[], after: readonly Message[]): readonly Message[] => {
  const known = new Map(before.map((message) => [message.ts, message]));
  const kept = after.map((message) => {
    const old = known.get(message.ts);
    return old && JSON.stringify(old) === JSON.stringify(message) ? old : message;
  });
  return kept.length === before.length && kept.every((message, index) => message === before[index]) ? before : kept;
};
