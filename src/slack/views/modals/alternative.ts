import type { KnownBlock, ModalView } from "@slack/types";
import type { StepKey } from "../../../engine/ids.ts";
import type { Prediction } from "../../../engine/predict.ts";
import { FORM, INPUT } from "../../form.ts";
import { joinMd, md } from "../../mrkdwn.ts";
import { alternativeTitle } from "../alternatives.ts";
import { section } from "../blocks.ts";
import { predictionOf } from "../predicted-effect.ts";
import { aboutStep, stepName, type Telling } from "../telling.ts";
import { personInput, textInput, timeInput } from "./inputs.ts";
import { modal, type Place } from "./modal.ts";

type Asks = Prediction["asks"];

/** What an alternative asks for at the click; nothing: it is carried out at once. */
export const alternativeAsks = (t: Telling, key: StepKey, id: string): Asks => predictionOf(t, key, id)?.asks ?? [];

const INPUTS: Readonly<Record<Asks[number], () => KnownBlock>> = {
  to: () => personInput(INPUT.person, { label: "Who takes it?" }),
  until: () => timeInput(INPUT.until, { label: "Until when?" }),
  reason: () => textInput(INPUT.reason, { label: "Why?" }),
};

/** The person, time or reason that a picked alternative still needs. */
export const alternativeForm = (t: Telling, key: StepKey, episode: number, id: string, place: Place = {}): ModalView =>
  modal({
    form: FORM.alternative,
    title: "Choose how it goes on",
    submit: "Choose",
    about: aboutStep(t, key, { episode, alternative: id }),
    place,
    blocks: [
      section(joinMd([stepName(t, key), md`${alternativeTitle(t, id)}`])),
      ...alternativeAsks(t, key, id).map((ask) => INPUTS[ask]()),
    ],
  });
