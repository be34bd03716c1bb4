import type { Instant } from "../../engine/ids.ts";
import type { ButtonValue } from "../button.ts";
import { type Interpretation, interpretReply } from "../replies/interpret-reply.ts";
import { mentionsIn } from "../replies/plain-reply.ts";
import { blockedOn } from "../replies/read-blocked.ts";
import type { BareCommand } from "../to-command.ts";
import { type StepValue, stepCommand } from "./actions/acts.ts";

/** The words of a reply, read again: the button that confirms it carries them, not what they were taken for. */
export const readWords = (words: string | undefined, zone: string, now: Instant): Interpretation =>
  interpretReply({ text: words ?? "", mentions: mentionsIn(words ?? "") }, zone, now);

const blockOf = (words: string | undefined): { readonly reason: string; readonly on: ReturnType<typeof blockedOn> } | undefined => {
  // Neither zone nor moment tells what blocks something.
  const read = readWords(words, "UTC", 0);
  const reason = read.says === "blocked" ? read.reason : words;
  return reason === undefined || reason === "" ? undefined : { reason, on: blockedOn(reason) };
};

/** Read by a model, it says on whom and until when; a clear phrase says it in its reason. */
const blockCommand = (value: StepValue): BareCommand | undefined => {
  const block = blockOf(value.words);
  const { on = block?.on, until } = value;
  if (block === undefined || on === undefined) return undefined;
  return { type: "BlockStep", ...stepCommand(value), ...block, on, ...(until === undefined ? {} : { until }) };
};

/** What a confirmed reply asks for; undefined where its words leave something open that a form asks. */
export const replyCommand = (value: StepValue & Pick<ButtonValue, "reading">): BareCommand | undefined => {
  const step = stepCommand(value);
  const { reading, until, person, words } = value;
  switch (reading) {
    case undefined:
      return undefined;
    case "done":
      return { type: "CompleteStep", ...step };
    case "blocked":
      return blockCommand(value);
    case "unblocked":
      return { type: "UnblockStep", ...step };
    case "commit":
      return until === undefined ? undefined : { type: "CommitTo", ...step, until };
    case "hand-off":
      return person === undefined ? undefined : { type: "HandOffStep", ...step, to: person };
    case "not-mine":
      return { type: "HandOffStep", ...step, notMine: true };
    case "arrived":
      return { type: "MarkArrived", ...step };
    case "note":
      return words === undefined ? undefined : { type: "AddNote", instance: value.instance, step: value.step, text: words };
  }
};
