import type { InputBlock, ModalView } from "@slack/types";
import type { Definition } from "../../../engine/definition.ts";
import type { Directory } from "../../../engine/directory.ts";
import type { InstanceId } from "../../../engine/ids.ts";
import type { FirstOwner } from "../../../engine/messages/start-proposal-event.ts";
import type { Value } from "../../../engine/value.ts";
import type { ButtonValue } from "../../button.ts";
import { short } from "../../escape.ts";
import { FORM, INPUT } from "../../form.ts";
import { cut, LIMIT, SHOWN } from "../../limits.ts";
import { joinMd, md } from "../../mrkdwn.ts";
import { context, option, section } from "../blocks.ts";
import { fieldInput } from "./field-input.ts";
import { memberInput, selectInput } from "./inputs.ts";
import { modal, type Place } from "./modal.ts";

export interface StartForm {
  readonly definition: Definition;
  readonly directory: Directory;
  /** What is known already, in plain form: from an event, a message, or `key=value`. */
  readonly values?: Readonly<Record<string, Value>>;
  /** Input name to what was wrong with it. */
  readonly problems?: Readonly<Record<string, string>>;
  readonly place?: Place;
  /** What an agent proposed, where that is what is started. */
  readonly proposal?: InstanceId | undefined;
  /** Who is proposed to begin, to be changed by whoever starts it. */
  readonly owner?: FirstOwner | undefined;
}

export const aboutStart = ({ definition, proposal }: Pick<StartForm, "definition" | "proposal">): ButtonValue => ({
  workflow: definition.workflow,
  ...(proposal === undefined ? {} : { suggestion: proposal }),
});

const ownerInput = (directory: Directory, owner: FirstOwner | undefined): InputBlock[] => {
  if (owner === undefined || owner.candidates.length < 2) return [];
  const people = [owner.person, ...owner.candidates.filter((person) => person !== owner.person)];
  const look = { label: "Who begins", hint: owner.reasons.join("; ") };
  return memberInput(
    INPUT.owner,
    look,
    directory,
    people.map((person) => [person, ""] as const),
    owner.person,
  );
};

/** The form that starts a case, built from the workflow's inputs. */
export const startForm = ({ definition, directory, values = {}, problems = {}, place = {}, proposal, owner }: StartForm): ModalView => {
  const wrong = Object.entries(problems)
    .slice(0, 20)
    .map(
      ([field, problem]) =>
        md`• ${definition.inputs.find((input) => input.name === field)?.label ?? field}: ${short(problem, SHOWN.words)}`,
    );
  return modal({
    form: FORM.start,
    title: "Start a case",
    submit: "Start",
    about: aboutStart({ definition, proposal }),
    place,
    blocks: [
      section(joinMd([md`*${short(definition.title, SHOWN.title)}*`, md`${cut(definition.about, SHOWN.words)}`])),
      ...(wrong.length === 0 ? [] : [section(joinMd([md`*Please look at:*`, ...wrong]))]),
      ...definition.inputs.map((input) => fieldInput(input, directory, { value: values[input.name] })),
      ...ownerInput(directory, owner),
    ],
  });
};

/** Which workflow to start, for the shortcuts. */
export const chooseWorkflowForm = (definitions: readonly Definition[], place: Place = {}): ModalView => {
  const options = definitions
    .filter((definition) => definition.workflow.length <= LIMIT.optionValue)
    .slice(0, LIMIT.options)
    .map((definition) => option(definition.title, definition.workflow, short(definition.about, LIMIT.optionDescription)));
  return modal({
    form: FORM.chooseWorkflow,
    title: "Start a workflow",
    ...(options.length === 0 ? {} : { submit: "Next" }),
    about: {},
    place,
    blocks:
      options.length === 0
        ? [section(md`There is no workflow that you may start.`)]
        : [
            selectInput(INPUT.workflow, { label: "Workflow" }, options),
            ...context(definitions.length > options.length ? md`More can be started with \`/workflow start\` and their name.` : undefined),
          ],
  });
};
