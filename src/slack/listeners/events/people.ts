import { z } from "zod";
import type { Profile } from "../../../application/ports/people.ts";
import { aboutPerson, troubleCommand } from "../../../application/tell-trouble.ts";
import type { Absence } from "../../../engine/directory.ts";
import type { CommandId, PersonId, StepKey } from "../../../engine/ids.ts";
import type { WorkspaceCommand } from "../../../engine/messages/workspace-command.ts";
import { processOwnersOf } from "../../../engine/people.ts";
import { nameOf } from "../../escape.ts";
import { profileOf, type SlackUser } from "../../profiles.ts";
import { alsoOf, type BareWorkspaceCommand } from "../../to-command.ts";
import type { Listening } from "../listening.ts";
import { idOfEvent } from "./to-message.ts";

const UserChange = z.looseObject({ user: z.looseObject({ id: z.string() }) });

const current = (l: Listening, person: PersonId): readonly Absence[] => {
  const now = l.clock.now();
  const absences = l.catalogue.directory().people.get(person)?.absences ?? [];
  return absences.filter(({ from, until }) => from <= now && now < until);
};

/** Slack's status speaks for itself, and gives no reason. */
const bySlack = (l: Listening, id: CommandId, bare: BareWorkspaceCommand): WorkspaceCommand =>
  ({
    id: alsoOf(id, "absence"),
    workspace: l.workspace,
    actor: { kind: "system", id: "slack-status" },
    via: "slack",
    ...bare,
  }) as WorkspaceCommand;

const MOST_NAMED = 10;

/** A minute more or less is the same end. */
const isSame = (a: number, b: number): boolean => Math.abs(a - b) < 60_000;

/** What a status means for somebody's absence. A declared one is left alone: the person knows best. */
const absenceFrom = (l: Listening, person: PersonId, { awayUntil }: Profile): BareWorkspaceCommand | undefined => {
  const known = current(l, person);
  const now = l.clock.now();
  if (known.some(({ source }) => source === "declared")) return undefined;
  if (awayUntil === undefined) return known.length === 0 ? undefined : { type: "EndAbsence", person, at: now };
  if (awayUntil <= now || known.some(({ until }) => isSame(until, awayUntil))) return undefined;
  const absence: Absence = { from: now, until: awayUntil, source: "slack", delegate: undefined };
  return { type: "DeclareAbsence", person, absence };
};

type Assigned = Awaited<ReturnType<Listening["reads"]["assignedTo"]>>[number];

const isTheirWork = (line: Assigned): line is Assigned & { readonly step: StepKey } =>
  line.step !== undefined && line.role !== "asked" && line.role !== "suggestion";

/** What waits for somebody who left does not wait for ever: each process owner learns once what it is. */
const tellOfGone = async (l: Listening, person: PersonId): Promise<void> => {
  const directory = l.catalogue.directory();
  const open = (await l.reads.assignedTo(l.workspace, person)).filter(isTheirWork);
  for (const definition of l.catalogue.all()) {
    const steps = open.filter(({ instance }) => instance.workflow === definition.workflow);
    if (steps.length === 0) continue;
    const names = steps.slice(0, MOST_NAMED).map(({ instance, step }) => {
      const title = definition.steps.find(({ key }) => key === step)?.title;
      // Filled in it may hold personal words, which have no place in the trace.
      return `${title === undefined || title.includes("{{") ? step : title} (${instance.caseId})`;
    });
    const more = steps.length > MOST_NAMED ? `, and ${steps.length - MOST_NAMED} more` : "";
    const what = `${nameOf(directory, person)} has left the workspace. Still with them: ${names.join(", ")}${more}. Give it to somebody else.`;
    const people = processOwnersOf({ definition, directory, instance: undefined }).filter((owner) => owner !== person);
    const about = aboutPerson(definition, person);
    await l.handleWorkspace(troubleCommand(l.workspace, { about, what, people, instance: steps[0]?.instance.id }));
  }
};

/** A person's zone, name or status changed, or they left. Those who have no part in anything here are not kept. */
export const onUserChange = async (l: Listening, body: unknown, raw: unknown): Promise<void> => {
  const event = UserChange.safeParse(raw).data;
  const profile = profileOf(event?.user as SlackUser | undefined, l.clock.now()); // Slack's user object; every part is optional.
  const id = idOfEvent(l, body);
  if (profile === undefined || id === undefined) return;
  await l.people.refresh(profile);
  const person = l.catalogue.directory().addresses.get(profile.slackId);
  if (person !== undefined && !profile.present) await tellOfGone(l, person);
  const bare = person === undefined ? undefined : absenceFrom(l, person, profile);
  if (bare !== undefined) await l.handleWorkspace(bySlack(l, id, bare));
};
