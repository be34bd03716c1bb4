import { z } from "zod";
import { CommandId, InstanceId, PersonId, StepKey } from "../../../engine/ids.ts";
import { LANGUAGES } from "../../../insights/wording/language.ts";

/** An update that somebody asked for: who, where, of which case and for whom. */
export const UpdateAsked = z.object({
  id: CommandId,
  person: PersonId,
  slackId: z.string(),
  place: z.object({ channel: z.string().exactOptional(), thread: z.string().exactOptional() }),
  wrote: z.string().exactOptional(),
  instance: InstanceId,
  audience: z.enum(["customer", "team", "executive"]),
  language: z.enum(LANGUAGES).optional(),
});
export type UpdateAsked = z.infer<typeof UpdateAsked>;

/** Words that a case may be shown with: see `WordsFor`. */
export const WordsAsked = z.object({
  instance: InstanceId,
  about: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("packet"), step: StepKey, pass: z.number(), to: PersonId, at: z.number() }),
    z.object({ kind: z.literal("draft"), draft: z.string() }),
  ]),
});
export type WordsAsked = z.infer<typeof WordsAsked>;

/** A job of the queue `word`. */
export const ToWord = z.discriminatedUnion("kind", [
  UpdateAsked.extend({ kind: z.literal("update") }),
  WordsAsked.extend({ kind: z.literal("words") }),
]);
