import type { ModalView } from "@slack/types";
import type { PersonId, StepKey } from "../../../engine/ids.ts";
import { isAbsent, teamOfStep } from "../../../engine/people.ts";
import { FORM, INPUT } from "../../form.ts";
import { md } from "../../mrkdwn.ts";
import { context, section } from "../blocks.ts";
import { aboutStep, stepName, stepOf, type Telling } from "../telling.ts";
import { memberInput, personInput, textInput } from "./inputs.ts";
import { modal, type Place } from "./modal.ts";

/** To somebody else, who owns it at once. */
export const handOffForm = (t: Telling, key: StepKey, place: Place = {}): ModalView =>
  modal({
    form: FORM.handOff,
    title: "Hand off",
    submit: "Hand off",
    about: aboutStep(t, key),
    place,
    blocks: [
      section(stepName(t, key)),
      personInput(INPUT.person, { label: "To whom?" }),
      textInput(INPUT.note, { label: "What do they need to know?", optional: true }),
      ...context(md`They own it at once, with the same due date, and may return it with what is missing.`),
    ],
  });

/** Not mine: to somebody who is known, else the lead finds out. */
export const notMineForm = (t: Telling, key: StepKey, place: Place = {}): ModalView =>
  modal({
    form: FORM.notMine,
    title: "Not mine",
    submit: "Pass it on",
    about: aboutStep(t, key),
    place,
    blocks: [
      section(stepName(t, key)),
      personInput(INPUT.person, { label: "Whose is it?", optional: true, hint: "Left empty, the team's lead gets it." }),
      textInput(INPUT.note, { label: "Why is it not yours?", optional: true }),
    ],
  });

/** Back to the sender, naming what is missing. */
export const returnForm = (t: Telling, key: StepKey, place: Place = {}): ModalView =>
  modal({
    form: FORM.returnHandOff,
    title: "Return",
    submit: "Return",
    about: aboutStep(t, key),
    place,
    blocks: [
      section(stepName(t, key)),
      textInput(INPUT.missing, { label: "What is missing?" }),
      ...context(md`It goes back to whoever handed it to you. A second return goes to the lead.`),
    ],
  });

/** Those of the step's team first, who are there before who is away. */
const candidates = (t: Telling, key: StepKey): readonly (readonly [PersonId, string])[] => {
  const { directory, now } = t.file;
  const step = stepOf(t, key);
  const owner = step !== undefined && "owner" in step ? step.owner : undefined;
  const members = directory.teams.get(teamOfStep(t.file, key) ?? "")?.members ?? [];
  const others = members
    .filter((person) => person !== owner)
    .map((person) => [person, isAbsent(directory, person, now) ? "Away now" : ""] as const);
  return others.toSorted(([, a], [, b]) => a.length - b.length);
};

/** To somebody of the team, or anybody else. */
export const reassignForm = (t: Telling, key: StepKey, place: Place = {}): ModalView => {
  const members = memberInput(INPUT.person, { label: "Of the team", optional: true }, t.file.directory, candidates(t, key));
  return modal({
    form: FORM.reassign,
    title: "Give it to somebody",
    submit: "Give it",
    about: aboutStep(t, key),
    place,
    blocks: [
      section(stepName(t, key)),
      ...members,
      personInput(INPUT.somebodyElse, { label: members.length === 0 ? "To whom?" : "Or somebody else", optional: members.length > 0 }),
      textInput(INPUT.note, { label: "What do they need to know?", optional: true }),
    ],
  });
};
