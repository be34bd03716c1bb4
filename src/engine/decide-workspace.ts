import { mayNotSign, saysAutonomy } from "./decide-autonomy.ts";
import { toldOfRun } from "./decisions/agent-record.ts";
import type { Directory } from "./directory.ts";
import { chaseProposal, fillProposal } from "./fill-proposal.ts";
import type { PersonId } from "./ids.ts";
import { invariant } from "./invariant.ts";
import type { RecordRunOutside } from "./messages/agent-record.ts";
import type { Rejection } from "./messages/decision.ts";
import type { PostToPerson } from "./messages/effect.ts";
import type { EventOf } from "./messages/event.ts";
import type {
  DeclareAbsence,
  EndAbsence,
  QueueDigest,
  RecordAnalysis,
  RecordBadEvent,
  RecordEvent,
  RecordRefusal,
  RecordReload,
  RecordTrouble,
  ReviewAutonomy,
  RevokeAutonomy,
  SignAutonomy,
} from "./messages/workspace-command.ts";
import { isHere, processOwnersOf } from "./people.ts";
import { namesOf } from "./permissions.ts";
import { dismissProposal, proposeStart } from "./propose-start.ts";
import { actorName } from "./refusal.ts";
import { actingPerson } from "./tell.ts";
import { denied, done, type RowWords, type WorkspaceDecision, type WorkspaceInput } from "./workspace-decision.ts";

/** Decides an act on the workspace: absences, reloads, what came in, refusals that concern no instance. Pure, as `decide` is. */
export const decideWorkspace = (input: WorkspaceInput): WorkspaceDecision => {
  const { command } = input;
  switch (command.type) {
    case "DeclareAbsence":
      return declareAbsence(input, command);
    case "EndAbsence":
      return endAbsence(input, command);
    case "RecordReload":
      return recordReload(input, command);
    case "RecordRefusal":
      return recordRefusal(input, command);
    case "RecordBadEvent":
      return recordBadEvent(input, command);
    case "RecordEvent":
      return recordEvent(input, command);
    case "RecordRunOutside":
      return recordRun(input, command);
    case "RecordTrouble":
      return recordTrouble(input, command);
    case "ReviewAutonomy":
      return reviewAutonomy(input, command);
    case "SignAutonomy":
    case "RevokeAutonomy":
      return signAutonomy(input, command);
    case "RecordAnalysis":
      return recordAnalysis(input, command);
    case "QueueDigest":
      return queueDigest(input, command);
    case "ProposeStart":
      return proposeStart(input, command);
    case "FillProposal":
      return fillProposal(input, command);
    case "ChaseProposal":
      return chaseProposal(input, command);
    case "DismissProposal":
      return dismissProposal(input, command);
  }
};

const leadsOfMember = (directory: Directory, person: PersonId): readonly PersonId[] => {
  const teams = [...directory.teams.values()].filter((team) => team.members.includes(person));
  return [...new Set(teams.flatMap((team) => (team.lead === undefined ? [] : [team.lead])))];
};

/** Absences: oneself, and leads for their members. Slack's status and the shell speak as the system. */
const mayNotTouch = ({ command, directory }: WorkspaceInput, person: PersonId): Rejection | undefined => {
  if (!directory.people.has(person)) return { code: "unknown", message: "Nobody here is known by that name." };
  if (command.actor.kind === "system") return undefined;
  const who = [...new Set([person, ...leadsOfMember(directory, person)])];
  const actor = command.actor.kind === "person" ? actingPerson(command.actor) : undefined;
  if (actor !== undefined && who.includes(actor)) return undefined;
  return {
    code: "not-entitled",
    message: `Only ${namesOf({ directory }, who)} can say when ${namesOf({ directory }, [person])} is away.`,
    who,
  };
};

const ABSENCE: RowWords = { verdict: "ALLOW", reason: "absence: oneself, or the lead for members" };

const wrongAbsence = ({ directory }: WorkspaceInput, { person, absence }: DeclareAbsence): Rejection | undefined => {
  const invalid = (field: string, message: string): Rejection => ({ code: "invalid", message, fields: { [field]: message } });
  if (absence.until <= absence.from) return invalid("until", "An absence ends after it begins.");
  if (absence.delegate === person) return invalid("delegate", "A delegate is somebody else.");
  if (absence.delegate !== undefined && !isHere(directory, absence.delegate))
    return invalid("delegate", "That delegate is not known here.");
  return undefined;
};

const declareAbsence = (input: WorkspaceInput, command: DeclareAbsence): WorkspaceDecision => {
  const { person, absence } = command;
  const refused = mayNotTouch(input, person) ?? wrongAbsence(input, command);
  return refused === undefined ? done(input, { type: "absence.declared", person, absence }, ABSENCE) : denied(input, refused);
};

const endAbsence = (input: WorkspaceInput, { person, at }: EndAbsence): WorkspaceDecision => {
  const refused = mayNotTouch(input, person);
  return refused === undefined ? done(input, { type: "absence.ended", person, at }, ABSENCE) : denied(input, refused);
};

/** Reload: the admins, and the process itself when files change. */
const recordReload = (input: WorkspaceInput, { actor, changes, directory }: RecordReload): WorkspaceDecision => {
  const { admins } = input.directory;
  const may = actor.kind === "system" || (actor.kind === "person" && admins.includes(actor.id));
  if (may) return done(input, { type: "definitions.reloaded", changes, directory }, { verdict: "ALLOW", reason: "reload: admins" });
  return denied(input, { code: "not-entitled", message: `Only ${namesOf(input, admins)} can reload the definitions.`, who: admins });
};

/** An act that was refused before it reached a case: the row is what is wanted, so the command itself succeeds. */
const recordRefusal = (input: WorkspaceInput, { act, reason, actor }: RecordRefusal): WorkspaceDecision =>
  done(input, { type: "workspace.refused", act, by: actorName(actor), why: reason }, { verdict: "DENY", reason });

/** An event is never dropped: each process owner gets the start form, filled in as far as it goes. */
const recordBadEvent = (input: WorkspaceInput, command: RecordBadEvent): WorkspaceDecision => {
  const { definition, directory } = input;
  invariant(definition !== undefined, `there is no workflow ${command.workflow} for the event ${command.eventId}`);
  const { workflow, event, eventId, problems, inputs } = command;
  const people = processOwnersOf({ definition, directory, instance: undefined });
  const forms = people.map(
    (person): PostToPerson => ({
      type: "post-to-person",
      key: `start-form:${workflow}:${eventId}:${person}`,
      person,
      content: { kind: "start-form", workflow, event, problems, inputs },
    }),
  );
  const body: EventOf<"event.unmapped"> = { type: "event.unmapped", workflow, event, eventId, problems, inputs };
  return done(input, body, { verdict: "WARN", reason: `${workflow}: start_on ${event}` }, forms);
};

const recordEvent = (input: WorkspaceInput, { event, eventId, started, delivered, wakes }: RecordEvent): WorkspaceDecision => ({
  ...done(input, { type: "event.received", event, eventId, started, delivered, wakes }, { verdict: "ALLOW", reason: `event ${event}` }),
  detail: { started, delivered, agents_triggered: [...new Set(wakes.map(({ agent }) => agent))] },
});

/** Only an agent tells of its runs. */
const recordRun = (input: WorkspaceInput, { says, actor }: RecordRunOutside): WorkspaceDecision => {
  if (actor.kind !== "agent") return denied(input, { code: "not-entitled", message: "Only an agent records its runs." });
  const { verdict, rule } = toldOfRun(says);
  return done(input, says, { verdict, reason: rule });
};

const recordTrouble = (input: WorkspaceInput, { about, what, people, instance }: RecordTrouble): WorkspaceDecision =>
  done(
    input,
    { type: "trouble.noticed", about, what, people },
    { verdict: "WARN", reason: "trouble: said once" },
    people.map((person) => ({
      type: "post-to-person",
      key: `trouble:${about}:${person}`,
      person,
      content: { kind: "trouble", what, instance },
    })),
  );

const reviewAutonomy = (input: WorkspaceInput, command: ReviewAutonomy): WorkspaceDecision => {
  const { workflow, kind, change, figures } = command;
  const type = change === "promotion" ? "autonomy.proposed" : "autonomy.demoted";
  const told: RowWords = { verdict: change === "promotion" ? "ALLOW" : "WARN", reason: `automation.acts.${kind}: ${figures}` };
  return done(input, { type, workflow, kind, figures }, told, saysAutonomy(input, command));
};

const signAutonomy = (input: WorkspaceInput, command: SignAutonomy | RevokeAutonomy): WorkspaceDecision => {
  const { type, workflow, kind, actor } = command;
  const refused = mayNotSign(input, command);
  if (refused !== undefined) return denied(input, refused);
  const by = actingPerson(actor);
  invariant(by !== undefined, "a level of autonomy is signed by a person");
  const of = { workflow, kind, by };
  const rule = `automation.acts.${kind}`;
  return type === "SignAutonomy"
    ? done(input, { type: "autonomy.signed", ...of }, { verdict: "ALLOW", reason: `${rule}: signed by its process owner` })
    : done(input, { type: "autonomy.revoked", ...of }, { verdict: "WARN", reason: `${rule}: its process owner took the signature back` });
};

/** A record of what was read and said binds nobody, so anybody's agent may make one. */
const recordAnalysis = (input: WorkspaceInput, { workflow, made }: RecordAnalysis): WorkspaceDecision => {
  const reason = `analyst: ${made.bottlenecks.length} critical, ${made.atRisk.length} at risk in ${made.rows} rows`;
  return done(input, { type: "analysis.made", workflow, made }, { verdict: "ALLOW", reason });
};

/** A digest with nothing in it is not sent. */
const queueDigest = (input: WorkspaceInput, { id, person, items }: QueueDigest): WorkspaceDecision => {
  if (items.length === 0)
    return { ok: false, rejection: { code: "invalid", message: "A digest with nothing in it is not sent." }, events: [], effects: [] };
  const told: RowWords = { verdict: "ALLOW", reason: "digest: the next working morning" };
  return done(input, { type: "digest.queued", person, items }, told, [
    { type: "post-to-person", key: id, person, content: { kind: "digest", items } },
  ]);
};
