import type { Actor } from "../../../src/slack-stand-in/people/actor.ts";
import { openStage, type Stage, type StageOptions } from "../../support/stage.ts";
import { MONDAY_9 } from "./given-claim.ts";

/** As Slack's date picker sends it. */
export const seconds = (moment: string): number => Date.parse(moment) / 1000;

/** Acme is being onboarded since nine on Monday: the handover is Sara's, Carla watches, Maria owns the process. */
export const onboardingStage = async (options: Omit<StageOptions, "at">, more = ""): Promise<Stage> => {
  const stage = await openStage({ at: MONDAY_9, ...options });
  const csm = `csm=<@${stage.as("carla").id}>`;
  await stage
    .as("sara")
    .runs(`/workflow start customer-onboarding customer_id=C-1 customer=Acme contract=https://acme.example/c ${csm} ${more}`, {
      channel: "onboarding",
    });
  await stage.settled();
  return stage;
};

/** Presses a button in the direct message, fills the form in if one opens, and lets everything follow. */
export const does = async (stage: Stage, handle: string, label: string, form?: Readonly<Record<string, unknown>>) => {
  const person: Actor = stage.as(handle);
  const pressed = await person.clicks(label, { in: person.dm });
  const sent = form === undefined ? undefined : await person.submits(form);
  await stage.settled();
  return sent ?? pressed;
};

/** The page of details, and one of its acts with its form. */
export const fromDetails = async (stage: Stage, handle: string, label: string, form: Readonly<Record<string, unknown>>, where?: string) => {
  const person = stage.as(handle);
  await person.clicks("Details", { in: where ?? person.dm });
  await person.clicks(label);
  const sent = await person.submits(form);
  if (person.modal() !== undefined) await person.closes({ all: true });
  await stage.settled();
  return sent;
};
