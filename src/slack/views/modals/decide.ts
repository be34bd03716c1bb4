import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import type { DecisionOption, DecisionStep } from "../../../engine/definition.ts";
import { short } from "../../escape.ts";
import { FORM, INPUT } from "../../form.ts";
import { LIMIT, SHOWN } from "../../limits.ts";
import { joinMd, md } from "../../mrkdwn.ts";
import { option, section } from "../blocks.ts";
import { isWork, workFacts } from "../step-facts.ts";
import { aboutStep, caseName, stepName, stepOf, stepTitle, type Telling } from "../telling.ts";
import { noteInput } from "./evidence.ts";
import { fieldInput } from "./field-input.ts";
import { radioInput, textInput } from "./inputs.ts";
import { modal, type Place } from "./modal.ts";

/** What an option leads to, beside its title. */
const consequence = (t: Telling, { then, reason }: DecisionOption): string => {
  const leads = then?.do === "back" ? `Goes back to ${stepTitle(t, then.step)}.` : then?.do === "end" ? "Ends the case." : "";
  return `${leads}${reason ? " Needs a reason." : ""}`.trim();
};

/** Options are sent by their number: an id may be longer than an option's value may be. */
const options = (t: Telling, definition: DecisionStep): InputBlock => {
  const all = definition.options.slice(0, LIMIT.options).map((each, index) => option(each.title, String(index), consequence(t, each)));
  return radioInput(INPUT.option, { label: "Decision" }, all);
};

/** The answer that was clicked stands: whoever means another closes the form and clicks that one. */
const given = (t: Telling, picked: DecisionOption): KnownBlock => {
  const leads = consequence(t, { ...picked, reason: false });
  return section(md`*Your answer:* ${short(picked.title, SHOWN.title)}${leads === "" ? "" : `. ${leads}`}`);
};

/** A decision with its reason and evidence. `chosen` is what was clicked, when the form asks for more about it. */
export const decideForm = (t: Telling, definition: DecisionStep, chosen?: string, place: Place = {}): ModalView => {
  const picked = definition.options.find((each) => each.id === chosen);
  const step = stepOf(t, definition.key);
  const facts: KnownBlock[] = isWork(step) ? [section(workFacts(t, definition, step))] : [];
  return modal({
    form: FORM.decide,
    title: picked === undefined ? "Decide" : `Decide: ${picked.title}`,
    submit: picked === undefined ? "Decide" : "Give this answer",
    about: aboutStep(t, definition.key, picked === undefined ? {} : { option: picked.id }),
    place,
    blocks: [
      section(joinMd([stepName(t, definition.key), md`${caseName(t)}`])),
      ...facts,
      picked === undefined ? options(t, definition) : given(t, picked),
      textInput(INPUT.reason, { label: "Reason", optional: picked?.reason !== true }),
      ...definition.evidence.map((field) => fieldInput(field, t.file.directory)),
      noteInput(),
    ],
  });
};

/** The option that a decide form was sent with. */
export const optionAt = (definition: DecisionStep, value: string | undefined): DecisionOption | undefined =>
  value !== undefined && /^\d+$/.test(value) ? definition.options[Number(value)] : undefined;
