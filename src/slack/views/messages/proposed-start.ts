import type { StandingProposal } from "../../../application/ports/messages.ts";
import type { Suggestion } from "../../../engine/autonomy/suggestion.ts";
import { asPercent } from "../../../engine/autonomy/verdict.ts";
import type { Definition } from "../../../engine/definition.ts";
import type { Directory } from "../../../engine/directory.ts";
import type { PersonId } from "../../../engine/ids.ts";
import { inWords } from "../../../engine/scope.ts";
import { isTextRef, type StoredValue } from "../../../engine/value.ts";
import { ACT } from "../../button.ts";
import { dateFor, listOf, nameOf, plainDate, short } from "../../escape.ts";
import { cut, SHOWN } from "../../limits.ts";
import { joinMd, type Mrkdwn, md, raw } from "../../mrkdwn.ts";
import { actions, button, context, section } from "../blocks.ts";
import { type Rendered, rendered } from "../rendered.ts";

/** A proposed start told to one reader. */
export interface Proposal {
  readonly standing: StandingProposal;
  readonly definition: Definition;
  readonly directory: Directory;
  readonly reader: PersonId | undefined;
  readonly zone: string;
}

const MOST_VALUES = 15;

const sureWords = ({ confidence }: Pick<Suggestion, "confidence">): string => {
  if (confidence === undefined) return "It does not say how sure it is.";
  const words = confidence >= 0.9 ? "very sure" : confidence >= 0.7 ? "fairly sure" : "not sure";
  return `It is ${words} (${asPercent(confidence)}).`;
};

const whoWords = ({ directory, reader }: Proposal, person: PersonId | undefined): string =>
  person !== undefined && person === reader ? "you" : person === undefined ? "somebody" : nameOf(directory, person);

const valueWords = ({ standing, definition, directory, zone }: Proposal, name: string, value: StoredValue): string => {
  const known = { definition, directory, instance: undefined, texts: standing.texts, time: (at: number) => plainDate(at, zone) };
  return inWords(known, name, value) ?? (isTextRef(value) ? "(erased)" : "not given");
};

export const labelOf = ({ definition }: Proposal, name: string): string =>
  short(definition.inputs.find((input) => input.name === name)?.label || name, SHOWN.name);

const linesOf = (p: Proposal, words: (name: string, value: StoredValue) => string): readonly Mrkdwn[] =>
  Object.entries(p.standing.proposed.suggestion.act.inputs)
    .slice(0, MOST_VALUES)
    .map(([name, value]) => md`*${labelOf(p, name)}:* ${cut(words(name, value), SHOWN.words)}`);

/** What is known, a value a line. */
const valueLines = (p: Proposal): readonly Mrkdwn[] => linesOf(p, (name, value) => valueWords(p, name, value));

/** The same in a channel: what is personal may have been given in a form, and could not be erased there. */
export const openLines = (p: Proposal): readonly Mrkdwn[] =>
  linesOf(p, (name, value) => (isTextRef(value) ? "given, and kept apart" : valueWords(p, name, value)));

const missingLine = (p: Proposal): Mrkdwn | undefined => {
  const { missing } = p.standing.proposed;
  return missing.length === 0 ? undefined : md`*Still needed:* ${listOf(missing.map((name) => labelOf(p, name)))}`;
};

/** Who would begin, and why them. */
const ownerLine = (p: Proposal): Mrkdwn | undefined => {
  const { owner } = p.standing.proposed;
  if (owner === undefined) return undefined;
  const step = short(p.definition.steps.find(({ key }) => key === owner.step)?.title ?? owner.step, SHOWN.title);
  return md`*${step}* would go to ${whoWords(p, owner.person)}: ${owner.reasons.join("; ")} (${asPercent(owner.confidence)} sure). *Edit* changes that.`;
};

const open = (p: Proposal): Rendered => {
  const { suggestion, missing, because } = p.standing.proposed;
  const { how, onBehalfOf, why, act, id } = suggestion;
  const title = short(p.definition.title, SHOWN.title);
  const whose = onBehalfOf === p.reader ? md`` : md` for ${nameOf(p.directory, onBehalfOf)}`;
  const words = how === "asks" ? md`Please look: should *${title}* be started${whose}?` : md`I suggest to start *${title}*${whose}.`;
  const value = { workflow: act.workflow, suggestion: id };
  const looks = how === "asks" || missing.length > 0;
  return rendered({
    text: words,
    blocks: [
      section(joinMd([words, ...valueLines(p), missingLine(p), ownerLine(p), md`${sureWords(suggestion)} You are asked because ${why}.`])),
      ...actions([
        looks ? undefined : button("Start", ACT.startProposed, value, { style: "primary" }),
        button(looks ? "Look and start" : "Edit", ACT.editProposed, value, looks ? { style: "primary" } : {}),
        button("Dismiss", ACT.dismissProposed, value),
      ]),
      ...context(md`*Why now?* ${cut(because, SHOWN.words)} Otherwise nothing happens.`),
    ],
  });
};

const over = (ended: Mrkdwn): Rendered => rendered({ text: ended, blocks: [section(ended)], final: true, moot: true });

/** What an agent proposes to start, with *Start*, *Edit* and *Dismiss*; once answered, what became of it. */
export const proposedStart = (p: Proposal): Rendered => {
  const { proposed, started } = p.standing;
  const { status, answer } = proposed.suggestion;
  const title = short(p.definition.title, SHOWN.title);
  if (started !== undefined) return over(md`*${title}* was started by ${whoWords(p, started.by)}, ${raw(dateFor(started.at, p.zone))}.`);
  if (status === "dismissed" && answer !== undefined)
    return over(md`The suggestion to start *${title}* was dismissed by ${whoWords(p, answer.by)}: ${cut(answer.why ?? "", SHOWN.words)}`);
  return open(p);
};
