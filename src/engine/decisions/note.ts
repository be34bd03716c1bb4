import type { Decider } from "../decider.ts";
import { isSaid } from "../end-step.ts";
import { countAsHeard, saysSomething } from "../heard.ts";
import type { AddNote } from "../messages/command.ts";
import { actorOf, tellThread } from "../tell.ts";

/** Kept with the case, for whoever comes later. A step's owner who says something in one is heard. */
export const addNote: Decider<AddNote> = (h, { step, text }) => {
  if (!isSaid(text)) return { code: "invalid", message: "There is nothing in this note.", fields: { text: "Say something." } };
  h.emit({ type: "note.added", step, by: actorOf(h), text });
  if (step !== undefined && saysSomething(text)) countAsHeard(h, step);
  tellThread(h, "note", { step, detail: text });
  return undefined;
};
