import type { Decider } from "./decider.ts";
import { acknowledgeStep } from "./decisions/acknowledge.ts";
import { reportActionResult } from "./decisions/action-result.ts";
import { recordIntent, recordResult, recordRun } from "./decisions/agent-record.ts";
import { changeApprovers } from "./decisions/approvers.ts";
import { markArrived } from "./decisions/arrived.ts";
import { resumeAutomation } from "./decisions/automation.ts";
import { blockStep } from "./decisions/block.ts";
import { cancelInstance } from "./decisions/cancel.ts";
import { commitTo } from "./decisions/commit-to.ts";
import { completeStep } from "./decisions/complete.ts";
import { decideStep } from "./decisions/decide-option.ts";
import { deliverEvent } from "./decisions/deliver-event.ts";
import { escalateStep } from "./decisions/escalate.ts";
import { addEvidence } from "./decisions/evidence.ts";
import { extendStep } from "./decisions/extend.ts";
import { acceptHandOff, handOff, returnHandOff } from "./decisions/hand-off.ts";
import { hear } from "./decisions/hear.ts";
import { approveMessage, draft, markSent, rejectMessage } from "./decisions/message.ts";
import { migrateInstance } from "./decisions/migrate.ts";
import { addNote } from "./decisions/note.ts";
import { pauseInstance } from "./decisions/pause.ts";
import { pickAlternative } from "./decisions/pick-alternative.ts";
import { setPriority } from "./decisions/priority.ts";
import { provideInput } from "./decisions/provide-input.ts";
import { reassignStep } from "./decisions/reassign.ts";
import { recordWords } from "./decisions/record-words.ts";
import { reopenStep } from "./decisions/reopen.ts";
import { resumeInstance } from "./decisions/resume.ts";
import { settleProposal } from "./decisions/settle-proposal.ts";
import { skipStep } from "./decisions/skip.ts";
import { snoozeReminder } from "./decisions/snooze.ts";
import { startWorkflow } from "./decisions/start.ts";
import { acceptSuggestion, dismissSuggestion, editSuggestion, undoAct } from "./decisions/suggestion.ts";
import { takeStep } from "./decisions/take.ts";
import { tick } from "./decisions/tick.ts";
import { readTrace } from "./decisions/trace.ts";
import { unblockStep } from "./decisions/unblock.ts";
import { reportUndelivered } from "./decisions/undelivered.ts";
import { castVote } from "./decisions/vote.ts";
import { changeWatchers } from "./decisions/watchers.ts";
import type { InstanceCommand } from "./messages/command.ts";

type Deciders = { readonly [T in InstanceCommand["type"]]: Decider<Extract<InstanceCommand, { type: T }>> };

/** Every command has its decision: the compiler asks for the one that is missing. */
export const DECIDERS: Deciders = {
  StartWorkflow: startWorkflow,
  CompleteStep: completeStep,
  DecideStep: decideStep,
  AddEvidence: addEvidence,
  CastVote: castVote,
  ChangeApprovers: changeApprovers,
  SkipStep: skipStep,
  ReopenStep: reopenStep,
  DeliverEvent: deliverEvent,
  MarkArrived: markArrived,
  ReportActionResult: reportActionResult,
  PauseInstance: pauseInstance,
  ResumeInstance: resumeInstance,
  CancelInstance: cancelInstance,
  MigrateInstance: migrateInstance,
  DraftMessage: draft,
  ApproveMessage: approveMessage,
  RejectMessage: rejectMessage,
  MarkMessageSent: markSent,
  SetPriority: setPriority,
  ChangeWatchers: changeWatchers,
  ProvideInput: provideInput,
  ReadTrace: readTrace,
  RecordIntent: recordIntent,
  RecordResult: recordResult,
  RecordRun: recordRun,
  RecordWords: recordWords,
  ReportUndelivered: reportUndelivered,
  ResumeAutomation: resumeAutomation,
  AddNote: addNote,
  Hear: hear,
  AcknowledgeStep: acknowledgeStep,
  SnoozeReminder: snoozeReminder,
  CommitTo: commitTo,
  BlockStep: blockStep,
  UnblockStep: unblockStep,
  TakeStep: takeStep,
  HandOffStep: handOff,
  AcceptHandOff: acceptHandOff,
  ReturnHandOff: returnHandOff,
  EscalateStep: escalateStep,
  ExtendStep: extendStep,
  ReassignStep: reassignStep,
  PickAlternative: pickAlternative,
  SettleProposal: settleProposal,
  AcceptSuggestion: acceptSuggestion,
  EditSuggestion: editSuggestion,
  DismissSuggestion: dismissSuggestion,
  UndoAct: undoAct,
  Tick: tick,
};
