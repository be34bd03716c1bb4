import type { CaseFile } from "../../application/case-file.ts";
import type { Audience, MessageContent } from "../../engine/messages/effect.ts";
import { caseCard } from "./messages/case-card.ts";
import { draft } from "./messages/draft.ts";
import { escalation } from "./messages/escalation.ts";
import { handoff } from "./messages/handoff.ts";
import { proposal } from "./messages/proposal.ts";
import { reminder } from "./messages/reminder.ts";
import { stepCard } from "./messages/step.ts";
import { suggestion } from "./messages/suggestion.ts";
import { told } from "./messages/told.ts";
import { unclaimed } from "./messages/unclaimed.ts";
import { unready } from "./messages/unready.ts";
import { upcoming } from "./messages/upcoming.ts";
import { warning } from "./messages/warning.ts";
import type { Rendered } from "./rendered.ts";
import { tell } from "./telling.ts";

/** What the workspace takes: `plan` is Slack's plan block with its task cards. */
export interface Capability {
  readonly plan: boolean;
}

/** A message as it is true now, for whoever reads it. Pure: the same case, audience and moment give the same blocks. */
export const renderMessage = (content: MessageContent, audience: Audience, file: CaseFile, capability: Capability): Rendered => {
  const t = tell(file, audience);
  switch (content.kind) {
    case "case":
      return caseCard(t, capability);
    case "step":
      return stepCard(t, content.step, content.pass);
    case "reminder":
      return reminder(t, content);
    case "upcoming":
      return upcoming(t, content);
    case "warning":
      return warning(t, content);
    case "escalation":
      return escalation(t, content);
    case "proposal":
      return proposal(t, content);
    case "unready":
      return unready(t, content);
    case "unclaimed":
      return unclaimed(t, content);
    case "draft":
      return draft(t, content.draft);
    case "suggestion":
      return suggestion(t, content.suggestion);
    case "handoff":
      return handoff(t, content);
    case "told":
      return told(t, content);
  }
};
