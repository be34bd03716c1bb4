import { isWork } from "./evolve/fold.ts";
import { stepDefinition } from "./happening.ts";
import type { Instance, Step } from "./instance.ts";
import type { InstanceCommand } from "./messages/command.ts";
import type { Rejection } from "./messages/decision.ts";
import { entitled, namesOf } from "./permissions.ts";
import { type Scene, stepOf } from "./roles.ts";
import { lookupFor } from "./scope.ts";
import { suggestionOf } from "./suggested-act.ts";
import { renderTemplate } from "./template.ts";

type Type = InstanceCommand["type"];

/** What a paused case still takes. Nothing activates and nothing is sent by it. */
const WHILE_PAUSED: ReadonlySet<Type> = new Set<Type>([
  "CompleteStep",
  "DecideStep",
  "AddEvidence",
  "CastVote",
  "DeliverEvent",
  "MarkArrived",
  "ReportActionResult",
  "ReportUndelivered",
  "DraftMessage",
  "MarkMessageSent",
  "AddNote",
  "Hear",
  "ProvideInput",
  "ChangeWatchers",
  "SetPriority",
  "PauseInstance",
  "ResumeInstance",
  "CancelInstance",
  "MigrateInstance",
  "ReadTrace",
  "RecordIntent",
  "RecordResult",
  "RecordRun",
  "RecordWords",
  "Tick",
]);

/** What can still be said of a case that has ended. */
const ONCE_ENDED: ReadonlySet<Type> = new Set<Type>([
  "AddNote",
  "Hear",
  "ReopenStep",
  "ReportUndelivered",
  "MarkMessageSent",
  "ReadTrace",
  "RecordIntent",
  "RecordResult",
  "RecordRun",
  "Tick",
]);

/** What ended a step, asked again: once is enough, and the second click is no mistake. */
const ENDS_A_STEP: ReadonlySet<Type> = new Set<Type>(["CompleteStep", "DecideStep", "CastVote", "MarkArrived"]);

/** How a step stands, for somebody whose card is older: `"Connect single sign-on" is done: Anna, approved.` */
export const standsNow = (scene: Scene, step: Step): string => {
  const title = `"${renderTemplate(stepDefinition(scene.definition, step.key).title, lookupFor(scene, step.key))}"`;
  if (step.status === "done") return `${title} is done${inParts(": ", [step.by && namesOf(scene, [step.by]), step.outcome])}.`;
  if (step.status === "skipped") return `${title} was skipped.`;
  if (!isWork(step)) return `${title} waits for its turn again.`;
  return `${title} is ${step.status} now${inParts(" and ", [step.owner && `${namesOf(scene, [step.owner])}'s`])}.`;
};

const inParts = (lead: string, parts: readonly (string | undefined)[]): string => {
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 ? "" : `${lead}${said.join(", ")}`;
};

const stalePass = (scene: Scene, command: InstanceCommand): Rejection | undefined => {
  const step = stepOf(scene, command);
  const shown = "pass" in command ? command.pass : undefined;
  if (step === undefined || shown === undefined || shown === step.pass) return undefined;
  return { code: "stale", message: `What you saw is no longer true. ${standsNow(scene, step)}` };
};

/** An episode's prompt outlives it: a late click is told who chose what, whoever clicks. */
const staleEpisode = (scene: Scene, command: InstanceCommand): Rejection | undefined => {
  const step = stepOf(scene, command);
  if (step === undefined || (command.type !== "PickAlternative" && command.type !== "SettleProposal")) return undefined;
  // A proposal outlives its episode, and one that was asked for outside any has none.
  const proposal = command.type === "SettleProposal" && "proposal" in step ? step.proposal : undefined;
  if ((proposal === undefined ? step.episode?.n : proposal.episode) === command.episode) return undefined;
  return { code: "stale", message: `This was settled. ${chosenIn(scene, step, command.episode) ?? standsNow(scene, step)}` };
};

const chosenIn = (scene: Scene, step: Step, episode: number): string | undefined => {
  const picked = scene.instance?.picks?.[`${step.key}:${episode}`];
  // Another version of the workflow may not know the alternative any more.
  const title = picked && (scene.definition.alternatives[picked.alternative]?.title ?? picked.alternative);
  return picked && `${namesOf(scene, [picked.by])} chose "${title}".`;
};

const ended = (instance: Instance, step: Step | undefined, command: InstanceCommand): Rejection | undefined => {
  if (ONCE_ENDED.has(command.type) || (ENDS_A_STEP.has(command.type) && step?.status === "done")) return undefined;
  return { code: "wrong-state", message: `This case is ${instance.status}. Nothing more is to be done in it.` };
};

const outOfState = (instance: Instance, step: Step | undefined, command: InstanceCommand): Rejection | undefined => {
  if (instance.status === "running") return undefined;
  if (instance.status !== "paused") return ended(instance, step, command);
  if (WHILE_PAUSED.has(command.type)) return undefined;
  return { code: "wrong-state", message: "This case is paused. Done, evidence and votes are taken; the rest waits until it is resumed." };
};

/** Somebody answered it, or what it was about is gone: whoever clicks later is told how it ended. */
const staleSuggestion = (scene: Scene, command: InstanceCommand): Rejection | undefined => {
  if (!("suggestion" in command)) return undefined;
  const found = suggestionOf(scene, command);
  if (found === undefined) return { code: "unknown", message: "This case does not have that suggestion any more." };
  const isUndo = command.type === "UndoAct";
  if (isUndo !== (found.how === "acted")) return { code: "unknown", message: isUndo ? "Nothing was done yet." : "This was done already." };
  // Its time is over by the clock, although no tick has come by yet.
  if (found.status === "open") return found.until > scene.now ? undefined : tooLate(isUndo);
  if (found.answer === undefined) return tooLate(isUndo);
  return { code: "stale", message: `This was settled. ${namesOf(scene, [found.answer.by])} has ${found.status} it.` };
};

const tooLate = (isUndo: boolean): Rejection => ({
  code: "too-late",
  message: isUndo ? "This can no longer be undone." : "This suggestion is no longer meant: the case has moved on.",
});

const unknownStep = (scene: Scene, command: InstanceCommand): Rejection | undefined => {
  if (!("step" in command) || command.step === undefined || stepOf(scene, command) !== undefined) return undefined;
  return { code: "unknown", message: "This case does not have that step." };
};

/**
 * What is checked before any command is carried out: it names something that exists, shows today's truth, comes from somebody who may
 * (judged now), and the case is in a state for it.
 */
export const admit = (scene: Scene, command: InstanceCommand): Rejection | undefined => {
  const { instance } = scene;
  if (command.type === "StartWorkflow") {
    if (instance === undefined) return entitled(scene, command);
    return { code: "already-running", message: "This case was started already.", instance: instance.id };
  }
  if (instance === undefined) return { code: "unknown", message: "That case is not known here." };
  return (
    unknownStep(scene, command) ??
    stalePass(scene, command) ??
    staleEpisode(scene, command) ??
    staleSuggestion(scene, command) ??
    entitled(scene, command) ??
    outOfState(instance, stepOf(scene, command), command)
  );
};
