import { z } from "zod";
import { InstanceId, PersonId, StepKey } from "../../engine/ids.ts";

/** Where a reply stands that a model is to read: its words stay in Slack. */
export const ReplyToUnderstand = z.object({
  /** Of the event: delivered again, it is asked once. */
  id: z.string(),
  person: PersonId,
  slackId: z.string(),
  channel: z.string(),
  thread: z.string().optional(),
  ts: z.string(),
  /** The step it was said of; without, any step of theirs. */
  /** A message that may be a request; a reply that may give what one still needs; what was said to us, and waits for some answer. */
  as: z.enum(["request", "missing", "mention"]).optional(),
  about: z.object({ instance: InstanceId, step: StepKey, pass: z.number() }).optional(),
});
export type ReplyToUnderstand = z.infer<typeof ReplyToUnderstand>;
