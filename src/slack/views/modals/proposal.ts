import type { ModalView } from "@slack/types";
import type { StandingProposal } from "../../../application/ports/messages.ts";
import type { Definition, Field } from "../../../engine/definition.ts";
import type { Directory } from "../../../engine/directory.ts";
import type { InstanceId } from "../../../engine/ids.ts";
import { short } from "../../escape.ts";
import { FORM, INPUT } from "../../form.ts";
import { SHOWN } from "../../limits.ts";
import { md } from "../../mrkdwn.ts";
import { section } from "../blocks.ts";
import { fieldInput } from "./field-input.ts";
import { textInput } from "./inputs.ts";
import { modal, type Place } from "./modal.ts";
import { aboutStart } from "./start.ts";

/** What a request still needs. */
export const missingFields = (definition: Definition, { proposed }: StandingProposal): readonly Field[] =>
  definition.inputs.filter(({ name }) => proposed.missing.includes(name));

/** What is missing in a request, and nothing else. */
export const fillRequestForm = (definition: Definition, directory: Directory, standing: StandingProposal, place: Place = {}): ModalView => {
  const { newInstance } = standing.proposed.suggestion.act;
  return modal({
    form: FORM.fillRequest,
    title: "Fill in",
    submit: "Save",
    about: aboutStart({ definition, proposal: newInstance }),
    place,
    blocks: [
      section(md`*${short(definition.title, SHOWN.title)}*`),
      ...missingFields(definition, standing).map((field) => fieldInput(field, directory, { optional: true })),
    ],
  });
};

/** Why not: what the agent's score is made of. */
export const dismissProposalForm = (definition: Definition, proposal: InstanceId, place: Place = {}): ModalView =>
  modal({
    form: FORM.dismissProposal,
    title: "Dismiss",
    submit: "Dismiss",
    about: aboutStart({ definition, proposal }),
    place,
    blocks: [section(md`*${short(definition.title, SHOWN.title)}* is not started.`), textInput(INPUT.reason, { label: "Why not?" })],
  });
