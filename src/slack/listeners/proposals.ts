import type { StandingProposal } from "../../application/ports/messages.ts";
import { standingProposal } from "../../application/standing-proposal.ts";
import type { Definition } from "../../engine/definition.ts";
import type { Directory } from "../../engine/directory.ts";
import { InstanceId } from "../../engine/ids.ts";
import type { StartWorkflow } from "../../engine/messages/command.ts";
import { personAt } from "../../engine/people.ts";
import { messagesOf } from "../../engine/proposed-start.ts";
import { isTextRef, type Value } from "../../engine/value.ts";
import type { ButtonValue } from "../button.ts";
import { INPUT } from "../form.ts";
import type { FormValues } from "../form-values.ts";
import type { StartForm } from "../views/modals/start.ts";
import type { Asker, Listening } from "./listening.ts";

export const proposalAt = async (l: Listening, id: InstanceId): Promise<StandingProposal | undefined> =>
  await standingProposal(l.reads, l.workspace, id);

/** The proposal that a button or a form names, while nobody has answered it: a start of later is a start of its own. */
export const proposalIn = async (l: Listening, about: ButtonValue | undefined): Promise<StandingProposal | undefined> => {
  const id = InstanceId.safeParse(about?.suggestion).data;
  const standing = id === undefined ? undefined : await proposalAt(l, id);
  return standing?.started === undefined && standing?.proposed.suggestion.status === "open" ? standing : undefined;
};

/** As people type them: what is kept apart by its text, while it is there. */
export const plainInputs = ({ proposed, texts }: StandingProposal): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    Object.entries(proposed.suggestion.act.inputs).flatMap(([name, value]): [string, Value][] => {
      const plain = isTextRef(value) ? texts.get(value.text) : value;
      return plain === undefined ? [] : [[name, plain]];
    }),
  );

const isGiven = (value: Value | undefined): boolean => value !== undefined && value !== null && value !== "";

/** Inputs that a person gave otherwise than they were proposed. */
export const driftFrom = (standing: StandingProposal, values: Readonly<Record<string, Value>>): readonly string[] => {
  const before = plainInputs(standing);
  const names = [...new Set([...Object.keys(before), ...Object.keys(values)])];
  // What was missing and is filled in was not proposed, so it is no change.
  return names.filter((name) => isGiven(before[name]) && before[name] !== values[name]);
};

/** What a start has to say of the proposal that it takes up. */
export const takenUp = (
  standing: StandingProposal,
  values: Readonly<Record<string, Value>>,
): Pick<StartWorkflow, "newInstance" | "proposal"> => {
  const { newInstance } = standing.proposed.suggestion.act;
  return { newInstance, proposal: { messages: messagesOf(standing.proposed), drift: driftFrom(standing, values) } };
};

/** Who is to begin, where the form says somebody else than was proposed. */
export const chosenOwner = (
  standing: StandingProposal | undefined,
  form: Pick<FormValues, "option">,
  directory: Directory,
): StartWorkflow["owner"] | undefined => {
  const owner = standing?.proposed.owner;
  const address = form.option(INPUT.owner);
  const person = address === undefined ? undefined : personAt(directory, address);
  return owner === undefined || person === undefined || person === owner.person ? undefined : { step: owner.step, person };
};

/** The start form with what was proposed, to be changed or left as it is. */
export const proposalForm = (l: Listening, definition: Definition, standing: StandingProposal, place: Asker["place"]): StartForm => ({
  definition,
  directory: l.catalogue.directory(),
  values: plainInputs(standing),
  place,
  proposal: standing.proposed.suggestion.act.newInstance,
  owner: standing.proposed.owner,
});
