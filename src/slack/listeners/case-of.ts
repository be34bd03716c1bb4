import type { StepDefinition } from "../../engine/definition.ts";
import type { InstanceId, PersonId, StepKey } from "../../engine/ids.ts";
import type { Instance } from "../../engine/instance.ts";
import { canSee } from "../../engine/may-see.ts";
import type { ButtonValue } from "../button.ts";
import { isWork } from "../views/step-facts.ts";
import { definitionOf, type Telling, tellPerson } from "../views/telling.ts";
import type { Asker, Listening } from "./listening.ts";

/** A case as its asker is told it. */
export const caseFor = async (l: Listening, person: PersonId, instance: InstanceId | undefined): Promise<Telling | undefined> => {
  const file = instance === undefined ? undefined : await l.files.of(l.workspace, instance);
  return file === undefined ? undefined : tellPerson(file, person);
};

/** The step that a button is about, with its definition. */
export interface StepOfCase {
  readonly t: Telling;
  readonly key: StepKey;
  readonly definition: StepDefinition;
}

export const stepFor = async (l: Listening, person: PersonId, value: ButtonValue): Promise<StepOfCase | undefined> => {
  const t = await caseFor(l, person, value.instance);
  const definition = t === undefined || value.step === undefined ? undefined : definitionOf(t, value.step);
  return t === undefined || definition === undefined ? undefined : { t, key: definition.key, definition };
};

/** Whether somebody can act on the step under the pass that a button showed. */
export const isOpenPass = (instance: Instance, key: StepKey, pass: number | undefined): boolean => {
  const step = instance.steps[key];
  return isWork(step) && (pass === undefined || step.pass === pass);
};

/** Whether they may read a case: by name, or as a member of its channel where the definition leaves it to that. */
export const maySee = async (l: Listening, asker: Pick<Asker, "person" | "slackId">, t: Telling): Promise<boolean> => {
  const { definition, instance, directory } = t.file;
  return canSee(definition, instance, directory, asker.person, false) || (await seenInChannel(l, asker, t));
};

/** Whether they may read it only as a member of its channel: asked of Slack only where that decides. */
export const seenInChannel = async (l: Listening, asker: Pick<Asker, "person" | "slackId">, { file }: Telling): Promise<boolean> => {
  const { definition, instance, directory } = file;
  if (definition.access.see !== "channel" || canSee(definition, instance, directory, asker.person, false)) return false;
  return await l.membership.isIn(definition.channel, asker.slackId);
};

/** The zone of whoever asks, for dates they write. */
export const zoneOfPerson = (l: Listening, person: PersonId): string => l.catalogue.directory().people.get(person)?.zone ?? "UTC";
