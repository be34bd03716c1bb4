import type { Happening } from "./happening.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import type { Draft } from "./instance.ts";
import { invariant } from "./invariant.ts";
import { admins, presentOf, processOwner, resolveWho } from "./people.ts";

/** Those the message names, never its author; where that leaves nobody, the process owner, then the admins. */
const approversOf = (h: Happening, message: string, step: StepKey | undefined, author: PersonId | undefined): readonly PersonId[] => {
  const template = h.definition.messages[message];
  invariant(template !== undefined, `message ${message} is not in ${h.definition.workflow}`);
  const named = presentOf(h.context.directory, resolveWho(h, template.approve, step), h.now);
  const rounds = [named, processOwner(h), admins(h.context.directory)];
  return rounds.map((people) => people.filter((person) => person !== author)).find((people) => people.length > 0) ?? [];
};

/**
 * Prepares a message to somebody outside and asks each of its approvers, by DM. Nothing reaches anybody outside before one of them says so.
 * `step` is what it is about, whose lead *step-team-lead* means. Throws for a message that the definition does not have.
 */
export const draftMessage = (
  h: Happening,
  message: string,
  step: StepKey | undefined,
  author: PersonId | undefined,
  own: Pick<Draft, "words"> = {},
): Draft => {
  const approvers = approversOf(h, message, step, author);
  const id = `${message}-${h.instance().seq + 1}`;
  const draft: Draft = {
    id,
    message,
    step,
    ...own,
    status: "pending",
    author,
    approvers,
    at: h.now,
    approvedBy: undefined,
    settledAt: undefined,
  };
  h.emit({ type: "message.drafted", draft }, { rule: `messages.${message}` });
  askApprovers(h, draft);
  return draft;
};

/** What was drafted while the case was paused was sent to nobody. */
export const askAboutDraftsSince = (h: Happening, since: Instant): void => {
  for (const draft of Object.values(h.instance().drafts)) if (draft.status === "pending" && draft.at >= since) askApprovers(h, draft);
};

const askApprovers = (h: Happening, { id, approvers }: Draft): void => {
  for (const person of approvers) {
    h.effect({ type: "post", key: `draft:${id}:${person}`, audience: { to: "person", person }, content: { kind: "draft", draft: id } });
  }
};
