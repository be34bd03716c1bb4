import type { InputBlock, InputBlockElement, PlainTextOption } from "@slack/types";
import type { Directory } from "../../../engine/directory.ts";
import type { Instant, PersonId } from "../../../engine/ids.ts";
import { clean, nameOf } from "../../escape.ts";
import { INPUT_ACTION } from "../../form.ts";
import { LIMIT } from "../../limits.ts";
import { option, plain } from "../blocks.ts";

export interface InputLook {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean;
}

export const input = (block: string, element: InputBlockElement, { label, hint, optional = false }: InputLook): InputBlock => ({
  type: "input",
  block_id: block,
  label: plain(label, LIMIT.inputLabel),
  ...(hint === undefined || hint === "" ? {} : { hint: plain(hint, LIMIT.inputHint) }),
  optional,
  element,
});

const ours = { action_id: INPUT_ACTION } as const;

/** What a text input may start with: never longer than it takes. */
const start = (text: string | undefined): { initial_value?: string } => {
  const words = text === undefined ? "" : clean(text).slice(0, LIMIT.inputText);
  return words === "" ? {} : { initial_value: words.toWellFormed() };
};

export interface TextLook extends InputLook {
  readonly multiline?: boolean;
  readonly initial?: string | undefined;
}

export const textInput = (block: string, { multiline = true, initial, ...look }: TextLook): InputBlock =>
  input(block, { type: "plain_text_input", ...ours, multiline, max_length: LIMIT.inputText, ...start(initial) }, look);

/** Anybody of the workspace. Only people whom Slack knows can be preset. */
export const personInput = (block: string, look: InputLook, directory?: Directory, initial?: PersonId): InputBlock => {
  const slackId = initial === undefined ? undefined : directory?.people.get(initial)?.slackId;
  return input(block, { type: "users_select", ...ours, ...(slackId === undefined ? {} : { initial_user: slackId }) }, look);
};

/** Several of the workspace. Those whom Slack does not know cannot be preset. */
export const peopleInput = (block: string, look: InputLook, directory: Directory, initial: readonly PersonId[]): InputBlock => {
  const slackIds = initial.flatMap((person) => directory.people.get(person)?.slackId ?? []);
  const preset = slackIds.length === 0 ? {} : { initial_users: slackIds.slice(0, LIMIT.options) };
  return input(block, { type: "multi_users_select", ...ours, ...preset }, look);
};

/** What a member is sent as: their Slack id, else their own; both are addresses that the directory knows. Undefined when it would not fit. */
const personValue = (directory: Directory, person: PersonId): string | undefined => {
  const value = directory.people.get(person)?.slackId ?? person;
  return value.length <= LIMIT.optionValue ? value : undefined;
};

/** A choice among some people, in the order given. */
export const memberInput = (
  block: string,
  look: InputLook,
  directory: Directory,
  people: readonly (readonly [PersonId, string])[],
  initial?: PersonId,
): InputBlock[] => {
  const options = people.flatMap(([person, note]) => {
    const value = personValue(directory, person);
    return value === undefined ? [] : [{ person, option: option(nameOf(directory, person), value, note) }];
  });
  const offered = options.slice(0, LIMIT.options);
  if (offered.length === 0) return [];
  const preset = offered.find(({ person }) => person === initial)?.option;
  return [
    selectInput(
      block,
      look,
      offered.map((each) => each.option),
      preset,
    ),
  ];
};

export const selectInput = (block: string, look: InputLook, options: readonly PlainTextOption[], initial?: PlainTextOption): InputBlock =>
  input(
    block,
    { type: "static_select", ...ours, options: [...options], ...(initial === undefined ? {} : { initial_option: initial }) },
    look,
  );

/** A few answers that are all seen at once. */
export const radioInput = (block: string, look: InputLook, options: readonly PlainTextOption[], initial?: PlainTextOption): InputBlock =>
  options.length > LIMIT.radioOptions
    ? selectInput(block, look, options, initial)
    : input(
        block,
        { type: "radio_buttons", ...ours, options: [...options], ...(initial === undefined ? {} : { initial_option: initial }) },
        look,
      );

const isSlackTime = (at: Instant): boolean => at >= 1e12 && at < 1e13;

/** A day and a time, in the zone of whoever fills it in. */
export const timeInput = (block: string, look: InputLook, initial?: Instant): InputBlock =>
  input(
    block,
    {
      type: "datetimepicker",
      ...ours,
      ...(initial === undefined || !isSlackTime(initial) ? {} : { initial_date_time: Math.floor(initial / 1_000) }),
    },
    look,
  );
