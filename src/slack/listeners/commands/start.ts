import { coerceValues } from "../../../application/coerce-values.ts";
import { missingOf } from "../../../engine/check-values.ts";
import type { Definition } from "../../../engine/definition.ts";
import { nearest } from "../../../engine/nearest.ts";
import type { Value } from "../../../engine/value.ts";
import type { Answer as Said } from "../../views/answers/answer.ts";
import { nearestAnswer, refusalAnswer } from "../../views/answers/refusal.ts";
import { chooseWorkflowForm, type StartForm, startForm } from "../../views/modals/start.ts";
import { openView } from "../answer.ts";
import type { Listening } from "../listening.ts";
import { startableBy } from "../reading.ts";
import { confirmRunForm, startCase, startedSaid } from "../start-case.ts";
import { findWorkflow } from "./find-workflow.ts";
import type { Typed } from "./to-asker.ts";

type Given = Readonly<Record<string, string>>;

const MENTION = /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/;

/** `key=value` as typed values. A mistyped key is named with what it may mean. */
const readGiven = async (l: Listening, definition: Definition, given: Given) => {
  for (const value of Object.values(given)) {
    const slackId = MENTION.exec(value)?.[1];
    if (slackId !== undefined) await l.people.personOf(slackId);
  }
  const { values, problems } = coerceValues(definition.inputs, given, l.catalogue.directory());
  const known = definition.inputs.map(({ name }) => name);
  const meant = (name: string): string => {
    const near = known.includes(name) ? undefined : nearest(name, known);
    return near === undefined ? "" : ` Did you mean ${near}?`;
  };
  const filled = Object.entries(values).filter((entry): entry is [string, Value] => entry[1] !== null);
  return {
    values: Object.fromEntries(filled),
    problems: Object.fromEntries(Object.entries(problems).map(([name, problem]) => [name, `${problem}${meant(name)}`])),
  };
};

const open = async (l: Listening, typed: Typed, form: StartForm, isAgain = false): Promise<undefined> => {
  const view = isAgain ? confirmRunForm(form) : startForm(form);
  await openView(l, typed, { trigger: typed.trigger }, view);
  return undefined;
};

/** Starts at once when `key=value` says all that is needed; else the form opens, filled in as far as it goes. */
const startWith = async (l: Listening, typed: Typed, definition: Definition, given: Given): Promise<Said | undefined> => {
  const directory = l.catalogue.directory();
  const { values, problems } = await readGiven(l, definition, given);
  const form = { definition, directory, values, problems, place: typed.place };
  const isWhole = Object.keys(problems).length === 0 && missingOf(definition.inputs, values).length === 0;
  if (Object.keys(given).length === 0 || !isWhole) return await open(l, typed, form);
  const answer = await startCase(l, typed, { definition, values, event: undefined, confirmed: false });
  if (answer.ok) return answer.instance === undefined ? undefined : await startedSaid(l, typed, answer.instance, false);
  const { code, instance } = answer.rejection;
  if (code === "already-running" && instance !== undefined) return await startedSaid(l, typed, instance, true);
  if (code === "confirm-new-run") return await open(l, typed, form, true);
  if (code === "invalid" && answer.rejection.fields !== undefined) {
    return await open(l, typed, { ...form, problems: answer.rejection.fields });
  }
  return refusalAnswer(answer.rejection, directory);
};

export const onStart = async (l: Listening, typed: Typed, name: string | undefined, given: Given): Promise<Said | undefined> => {
  if (name === undefined) {
    await openView(l, typed, { trigger: typed.trigger }, chooseWorkflowForm(await startableBy(l, typed), typed.place));
    return undefined;
  }
  const found = findWorkflow(l.catalogue, name);
  if (found.definition === undefined) return nearestAnswer("workflow", name, found.nearest);
  return await startWith(l, typed, found.definition, given);
};
