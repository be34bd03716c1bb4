import type { ModalView } from "@slack/types";
import type { WaitingOn } from "../../../engine/definition.ts";
import type { StepKey } from "../../../engine/ids.ts";
import { FORM, INPUT } from "../../form.ts";
import { md } from "../../mrkdwn.ts";
import { context, option, section } from "../blocks.ts";
import { aboutStep, stepName, type Telling } from "../telling.ts";
import { sentence, URGENCY, WAITING_ON } from "../words.ts";
import { noteInput } from "./evidence.ts";
import { radioInput, textInput, timeInput } from "./inputs.ts";
import { modal, type Place } from "./modal.ts";

const ON = (Object.keys(WAITING_ON) as WaitingOn[]).map((on) => option(sentence(WAITING_ON[on]), on));
const HOW_URGENT = Object.entries(URGENCY).map(([urgency, words]) => option(words, urgency));

/** What blocks a step, on whom, until when, and how urgent it is. `reason` is what a reply already said. */
export const blockedForm = (t: Telling, key: StepKey, place: Place = {}, reason?: string): ModalView =>
  modal({
    form: FORM.blocked,
    title: "Blocked",
    submit: "Mark blocked",
    about: aboutStep(t, key),
    place,
    blocks: [
      section(stepName(t, key)),
      textInput(INPUT.reason, { label: "What is in the way?", initial: reason }),
      radioInput(INPUT.on, { label: "On whom does it wait?" }, ON),
      textInput(INPUT.onWhom, { label: "Who is that?", optional: true, multiline: false }),
      timeInput(INPUT.until, { label: "Until when, if known?", optional: true, hint: "You are asked again then." }),
      radioInput(INPUT.urgency, { label: "How urgent is it?" }, HOW_URGENT, HOW_URGENT[0]),
      noteInput(),
      ...context(
        md`Reminders about the due date stop while it is blocked. A customer is only ever written to by a message that somebody approved.`,
      ),
    ],
  });
