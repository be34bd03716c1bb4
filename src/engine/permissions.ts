import type { PersonId } from "./ids.ts";
import type { InstanceCommand } from "./messages/command.ts";
import type { Rejection } from "./messages/decision.ts";
import type { Actor } from "./messages/envelope.ts";
import { ROLES, type Role, type Scene } from "./roles.ts";
import { suggestedAct } from "./suggested-act.ts";
import { actingPerson } from "./tell.ts";

/** Who may do an act: DOMAIN.md's table, a row each. */
export interface Permission {
  /** Completes "Only Anna can ...". */
  readonly words: string;
  readonly roles: readonly Role[];
  /** They may, if they say in a note why they do it instead of the owner. */
  readonly withNote?: readonly Role[];
  /** An agent may, on behalf of somebody who may: it acts, or proposes to whoever can decide. What only records what it does itself, it may always. */
  readonly agent?: "acts" | "proposes" | "records";
  readonly machines?: readonly ("event" | "system")[];
  /** Everybody may: what it counts for is decided by what it is. */
  readonly everybody?: true;
}

const ownersWork = (words: string): Permission => ({ words, roles: ["owner"], withNote: ["lead", "process-owner"], agent: "acts" });
const processOwners = (words: string): Permission => ({ words, roles: ["process-owner"] });
const machines = (words: string, ...kinds: readonly ("event" | "system")[]): Permission => ({ words, roles: [], machines: kinds });

/** Judged as the act itself: whoever could do it answers for it. */
const suggested = (words: string): Permission => ({ words, roles: [] });

export const PERMISSIONS: { readonly [T in InstanceCommand["type"]]: Permission } = {
  StartWorkflow: { words: "start this workflow", roles: ["may-start"], agent: "acts", machines: ["event", "system"] },
  AddNote: { words: "add a note to this case", roles: ["reader"], agent: "acts" },
  Hear: { words: "speak in this thread", roles: [], everybody: true },
  CompleteStep: ownersWork("say that this step is done"),
  DecideStep: { words: "decide this step", roles: ["owner"], withNote: ["lead", "process-owner"] },
  AddEvidence: ownersWork("add evidence to this step"),
  BlockStep: ownersWork("say that this step is blocked"),
  UnblockStep: ownersWork("lift the block of this step"),
  MarkArrived: ownersWork("say that this has arrived"),
  AcknowledgeStep: { words: "acknowledge this step", roles: ["owner"] },
  SnoozeReminder: { words: "move the reminder of this step", roles: ["owner"] },
  CommitTo: { words: "commit to a time for this step", roles: ["owner"] },
  TakeStep: { words: "take this step", roles: ["member"] },
  HandOffStep: { words: "hand this step off", roles: ["owner", "lead", "process-owner"] },
  AcceptHandOff: { words: "accept this handoff", roles: ["receiver"] },
  ReturnHandOff: { words: "return this handoff", roles: ["receiver"] },
  ReassignStep: { words: "reassign this step to them", roles: ["lead-within-team", "process-owner"], agent: "proposes" },
  ExtendStep: { words: "extend this step", roles: ["process-owner", "lead-where-offered"] },
  SkipStep: { words: "skip this step", roles: ["process-owner", "lead-where-offered"] },
  ReopenStep: processOwners("reopen this step"),
  MigrateInstance: { words: "move this case to another version", roles: ["process-owner"], machines: ["system"] },
  PickAlternative: { words: "pick this alternative", roles: ["asked", "process-owner"] },
  SettleProposal: { words: "settle this proposal", roles: ["proposal-approver"] },
  CastVote: { words: "vote on this request", roles: ["approver"] },
  ChangeApprovers: { words: "change who approves this", roles: ["process-owner-for-others"] },
  DraftMessage: { words: "draft a message of this case", roles: ["participant"], agent: "acts", machines: ["system"] },
  ApproveMessage: { words: "approve this message", roles: ["message-approver"] },
  RejectMessage: { words: "reject this message", roles: ["message-approver"] },
  MarkMessageSent: { words: "say that this message was sent", roles: ["message-approver"] },
  EscalateStep: { words: "escalate this step", roles: ["process-owner"], agent: "acts" },
  SetPriority: processOwners("set the priority of this case"),
  ChangeWatchers: { words: "change who watches this case", roles: ["process-owner", "starter", "oneself"] },
  ProvideInput: { words: "give this information", roles: ["input-source", "starter", "process-owner"], agent: "acts" },
  PauseInstance: processOwners("pause this case"),
  ResumeInstance: processOwners("resume this case"),
  CancelInstance: { words: "cancel this case", roles: ["process-owner", "starter-at-first"] },
  ResumeAutomation: processOwners("let automated acts go on"),
  ReadTrace: { words: "read the trace of this case", roles: ["compliance", "process-owner"] },
  RecordIntent: { words: "record what an agent is about to do", roles: [], agent: "records" },
  RecordResult: { words: "record what an agent did", roles: [], agent: "records" },
  RecordRun: { words: "record a run of an agent", roles: [], agent: "records" },
  RecordWords: { words: "record what a model worded", roles: [], agent: "records" },
  DeliverEvent: machines("deliver an event", "event", "system"),
  ReportActionResult: machines("report what became of an action", "system"),
  ReportUndelivered: machines("report what became of a message", "system"),
  AcceptSuggestion: suggested("accept this suggestion"),
  EditSuggestion: suggested("change this suggestion"),
  DismissSuggestion: suggested("dismiss this suggestion"),
  UndoAct: suggested("undo this"),
  Tick: machines("move the clock", "system"),
};

const holders = (scene: Scene, command: InstanceCommand, roles: readonly Role[] = []): readonly PersonId[] => [
  ...new Set(roles.flatMap((role) => ROLES[role](scene, command))),
];

/** Who could do what a command asks, without a note and with one. Everybody once, in the order of the table. */
export const whoCan = (
  scene: Scene,
  command: InstanceCommand,
): { readonly freely: readonly PersonId[]; readonly withNote: readonly PersonId[] } => {
  const act = suggestedAct(scene, command) ?? command;
  const { roles, withNote } = PERMISSIONS[act.type];
  const freely = holders(scene, act, roles);
  return { freely, withNote: holders(scene, act, withNote).filter((person) => !freely.includes(person)) };
};

/**
 * Undefined if the actor may do what the command asks, else a rejection that says who can. Entitlement is judged as of `scene`, at the
 * click: cards and earlier answers count for nothing.
 */
export const entitled = (scene: Scene, command: InstanceCommand): Rejection | undefined => {
  const permission = PERMISSIONS[command.type];
  const person = actingPerson(command.actor);
  if (person === undefined)
    return permission.machines?.some((kind) => kind === command.actor.kind) ? undefined : noMachine(command.actor, permission);
  if (command.actor.kind === "agent" && permission.agent === undefined) return noAgent(scene, command);
  if (needsNoRole(scene, command, person)) return undefined;
  const { freely, withNote } = whoCan(scene, command);
  if (freely.includes(person)) return undefined;
  if (!withNote.includes(person)) return notYou(scene, command);
  return hasNote(suggestedAct(scene, command) ?? command, command.type === "UndoAct") ? undefined : needsNote(scene, freely);
};

/** What an agent only proposes, whoever decides on it judges: it must be somebody's who takes part. What it only records binds nobody. */
const needsNoRole = (scene: Scene, command: InstanceCommand, person: PersonId): boolean => {
  const { everybody, agent } = PERMISSIONS[command.type];
  if (everybody) return true;
  if (command.actor.kind !== "agent") return false;
  return agent === "records" || (agent === "proposes" && ROLES.participant(scene, command).includes(person));
};

/** A block's reason and a decision's reason say why as well as a note does; taking back what an agent did needs no other. */
const hasNote = (command: InstanceCommand, isUndo: boolean): boolean => {
  if (isUndo) return true;
  const said = "note" in command && command.note !== undefined ? command.note : "reason" in command ? command.reason : undefined;
  return said !== undefined && said.trim() !== "";
};

export const namesOf = (scene: Pick<Scene, "directory">, people: readonly PersonId[]): string => {
  const names = people.map((person) => scene.directory.people.get(person)?.name ?? person);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
};

/** "Only Anna can say that this step is done. Lea or Maria can too, with a note." */
export const whoCanWords = (scene: Scene, command: InstanceCommand): string => {
  const { freely, withNote } = whoCan(scene, command);
  const { words } = PERMISSIONS[command.type];
  if (freely.length > 0) {
    const others = withNote.length === 0 ? "" : ` ${namesOf(scene, withNote)} can too, with a note.`;
    return `Only ${namesOf(scene, freely)} can ${words}.${others}`;
  }
  if (withNote.length > 0) return `Only ${namesOf(scene, withNote)} can ${words}, with a note.`;
  return `At the moment nobody can ${words}. ${namesOf(scene, ROLES["process-owner"](scene, command))} can say how it goes on.`;
};

const notEntitled = (message: string, who: readonly PersonId[]): Rejection => ({ code: "not-entitled", message, who });

const notYou = (scene: Scene, command: InstanceCommand): Rejection => {
  const { freely, withNote } = whoCan(scene, command);
  return notEntitled(whoCanWords(scene, command), [...freely, ...withNote]);
};

const noAgent = (scene: Scene, command: InstanceCommand): Rejection => {
  const { freely, withNote } = whoCan(scene, command);
  return notEntitled(`An agent cannot ${PERMISSIONS[command.type].words}. ${whoCanWords(scene, command)}`, [...freely, ...withNote]);
};

const needsNote = (scene: Scene, owners: readonly PersonId[]): Rejection => ({
  ...notEntitled(
    `${owners.length === 0 ? "Nobody owns this step" : `This step is ${namesOf(scene, owners)}'s`}. To do this for them, say why in a note.`,
    owners,
  ),
  fields: { note: "Say why you do this and not the owner." },
});

const noMachine = (actor: Actor, permission: Permission): Rejection =>
  notEntitled(`A ${actor.kind} cannot ${permission.words}. A person must.`, []);
