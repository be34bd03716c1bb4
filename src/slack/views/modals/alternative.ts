import type { KnownBlock, ModalView } from "@slack/types";
import type { AlternativeAct } from "../../../engine/definition.ts";
import type { StepKey } from "../../../engine/ids.ts";
import { FORM, INPUT } from "../../form.ts";
import { joinMd, md } from "../../mrkdwn.ts";
import { alternativeOf, alternativeTitle } from "../alternatives.ts";
import { section } from "../blocks.ts";
import { aboutStep, stepName, type Telling } from "../telling.ts";
import { personInput, textInput, timeInput } from "./inputs.ts";
import { modal, type Place } from "./modal.ts";

type Asks = "person" | "time" | "reason" | "nothing";

const asksOf = (act: AlternativeAct): Asks => {
  if (act.do === "reassign") return act.to === undefined ? "person" : "nothing";
  if (act.do === "extend") return act.by === undefined ? "time" : "nothing";
  if (act.do === "wait") return act.for === undefined ? "time" : "nothing";
  return act.do === "cancel" ? "reason" : "nothing";
};

const BUILT_IN: Readonly<Record<string, Asks>> = { reassign: "person", extend: "time", wait: "time", cancel: "reason" };

/** What an alternative asks for at the click; `nothing` is carried out at once. */
export const alternativeAsks = (t: Telling, id: string): Asks => {
  const act = alternativeOf(t, id)?.act;
  return act === undefined ? (BUILT_IN[id] ?? "nothing") : asksOf(act);
};

const inputs = (asks: Asks): KnownBlock[] => {
  switch (asks) {
    case "person":
      return [personInput(INPUT.person, { label: "Who gets it?" })];
    case "time":
      return [timeInput(INPUT.until, { label: "Until when?" }), textInput(INPUT.reason, { label: "Why?", optional: true })];
    case "reason":
      return [textInput(INPUT.reason, { label: "Why?" })];
    case "nothing":
      return [];
  }
};

/** The person, time or reason that a picked alternative still needs. */
export const alternativeForm = (t: Telling, key: StepKey, episode: number, id: string, place: Place = {}): ModalView =>
  modal({
    form: FORM.alternative,
    title: "Choose how it goes on",
    submit: "Choose",
    about: aboutStep(t, key, { episode, alternative: id }),
    place,
    blocks: [section(joinMd([stepName(t, key), md`${alternativeTitle(t, id)}`])), ...inputs(alternativeAsks(t, id))],
  });
