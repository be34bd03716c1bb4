import type { Decider } from "./decider.ts";
import { resumeAutomation } from "./decisions/automation.ts";
import { approveMessage, draft, markSent, rejectMessage } from "./decisions/message.ts";
import { setPriority } from "./decisions/priority.ts";
import { provideInput } from "./decisions/provide-input.ts";
import { readTrace } from "./decisions/trace.ts";
import { reportUndelivered } from "./decisions/undelivered.ts";
import { changeWatchers } from "./decisions/watchers.ts";
import type { InstanceCommand } from "./messages/command.ts";

export type Deciders = { readonly [T in InstanceCommand["type"]]: Decider<Extract<InstanceCommand, { type: T }>> };

// Each family adds its own lines; the type becomes total (`Deciders`) once all are there.
export const DECIDERS: Partial<Deciders> = {
  DraftMessage: draft,
  ApproveMessage: approveMessage,
  RejectMessage: rejectMessage,
  MarkMessageSent: markSent,
  SetPriority: setPriority,
  ChangeWatchers: changeWatchers,
  ProvideInput: provideInput,
  ReadTrace: readTrace,
  ReportUndelivered: reportUndelivered,
  ResumeAutomation: resumeAutomation,
};
