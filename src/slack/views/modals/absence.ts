import type { ModalView } from "@slack/types";
import type { Directory } from "../../../engine/directory.ts";
import type { Instant, PersonId } from "../../../engine/ids.ts";
import { nameOf } from "../../escape.ts";
import { FORM, INPUT } from "../../form.ts";
import { md } from "../../mrkdwn.ts";
import { context, section } from "../blocks.ts";
import { personInput, timeInput } from "./inputs.ts";
import { modal, type Place } from "./modal.ts";

export interface AbsenceForm {
  readonly directory: Directory;
  readonly now: Instant;
  /** Whose absence it is, and whether that is the reader. */
  readonly person: PersonId;
  readonly own: boolean;
  readonly place?: Place;
}

/** From, until and who stands in. The reason is never asked. */
export const absenceForm = ({ directory, now, person, own, place = {} }: AbsenceForm): ModalView =>
  modal({
    form: FORM.absence,
    title: "Away",
    submit: "Save",
    about: { person },
    place,
    blocks: [
      section(
        own
          ? md`While you are away, your steps go to whoever stands in for you.`
          : md`While ${nameOf(directory, person)} is away, their steps go to whoever stands in.`,
      ),
      timeInput(INPUT.from, { label: "From" }, now),
      timeInput(INPUT.until, { label: "Until" }),
      personInput(
        INPUT.delegate,
        { label: "Who stands in?", optional: true, hint: "Left empty, the usual delegate does, else the team's policy decides." },
        directory,
        directory.people.get(person)?.delegate,
      ),
      ...context(md`The reason is not asked for, and never stored.`),
    ],
  });
