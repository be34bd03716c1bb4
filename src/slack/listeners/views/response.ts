import type { ModalView } from "@slack/types";
import type { Rejection } from "../../../engine/messages/decision.ts";
import { fieldBlock } from "../../form.ts";
import { md } from "../../mrkdwn.ts";
import type { BareCommand } from "../../to-command.ts";
import { say } from "../../views/answers/say.ts";
import { ask, refusedWords } from "../carry-out.ts";
import type { Listening } from "../listening.ts";
import { readPage } from "../start-case.ts";
import { todaysProposal } from "../todays-proposal.ts";
import type { Submission } from "./to-submission.ts";

/** What a form becomes once it is sent. Undefined closes it. */
export type FormResponse =
  | { readonly response_action: "errors"; readonly errors: Record<string, string> }
  | { readonly response_action: "update"; readonly view: ModalView }
  | undefined;

export type OnSubmit = (l: Listening, submission: Submission) => Promise<FormResponse>;

export const page = (view: ModalView): FormResponse => ({ response_action: "update", view });

const NEEDED = "This is needed.";

/** The input that a name stands for, if the form has it: the workflow's own fields first; of two ways to name somebody the one taken. */
const blockOf = ({ inputs, form }: Submission, name: string): string | undefined => {
  const blocks = [fieldBlock(name), name, ...(OTHER_NAME[name] ?? [])].filter((block) => inputs.includes(block));
  return blocks.find((block) => form.person(block) !== undefined) ?? blocks[0];
};

/** The engine's words for what our forms call otherwise. */
const OTHER_NAME: Readonly<Record<string, readonly string[]>> = { to: ["somebody-else", "person"], text: ["note"] };

/** Problems under the fields they are about. Undefined when none of them is in the form. */
export const fieldErrors = (submission: Submission, problems: Readonly<Record<string, string>>): FormResponse => {
  const shown = Object.entries(problems).flatMap(([name, problem]): [string, string][] => {
    const block = blockOf(submission, name);
    return block === undefined ? [] : [[block, problem]];
  });
  return shown.length === 0 ? undefined : { response_action: "errors", errors: Object.fromEntries(shown) };
};

/** Everything the form does not ask would be lost on it: then the refusal takes the form's place. */
const STAYS_OPEN: ReadonlySet<Rejection["code"]> = new Set(["invalid", "missing-evidence", "limit", "not-entitled"]);

/** A refusal on the form: under the fields it names, else under the first, else in place of the form, with today's proposal if it was a vote. */
export const refused = async (l: Listening, submission: Submission, rejection: Rejection, bare?: BareCommand): Promise<FormResponse> => {
  const missing = Object.fromEntries((rejection.missing ?? []).map((name) => [name, NEEDED]));
  const onFields = fieldErrors(submission, { ...missing, ...rejection.fields });
  if (onFields !== undefined) return onFields;
  const first = submission.inputs[0];
  if (first !== undefined && STAYS_OPEN.has(rejection.code)) return { response_action: "errors", errors: { [first]: rejection.message } };
  const { text, blocks } = await refusedWords(l, rejection, submission.about.instance);
  const today = bare === undefined ? [] : await todaysProposal(l, submission, bare, rejection);
  return page(readPage("Not possible", { text, blocks: [...blocks, ...today] }));
};

export const notUnderstood = (): FormResponse =>
  page(readPage("Not possible", say(md`This form is no longer understood. Please open it again from the card.`)));

/** Asks for what a form leads to. Undefined closes it. */
export const send = async (l: Listening, s: Submission, bare: BareCommand): Promise<FormResponse> => {
  const answer = await ask(l, s, bare);
  return answer.ok ? undefined : await refused(l, s, answer.rejection, bare);
};
