import { ASKS_FIRST, type AsksFirst, type Standing } from "../../application/handle-command.ts";
import type { Answer } from "../../application/ports/store.ts";
import { admit } from "../../engine/admission.ts";
import type { InstanceId } from "../../engine/ids.ts";
import type { Rejection } from "../../engine/messages/decision.ts";
import { fieldOf } from "../../engine/scope.ts";
import { type BareCommand, toCommand } from "../to-command.ts";
import type { Answer as Said } from "../views/answers/answer.ts";
import { refusalAnswer } from "../views/answers/refusal.ts";
import type { Telling } from "../views/telling.ts";
import { tellPrivately } from "./answer.ts";
import type { Asker, Listening } from "./listening.ts";
import { todaysProposal } from "./todays-proposal.ts";

/** What was shown is no longer so: beside the answer, the card itself is mended. */
const OUT_OF_DATE: ReadonlySet<string> = new Set(["stale", "wrong-state", "too-late"]);

export const mendCard = (l: Listening, instance: InstanceId | undefined): void => {
  if (instance !== undefined) l.background.run("mending a card", () => l.refresh(instance));
};

/** Asks for a command. What throws goes on to Slack as no acknowledgement. */
export const ask = async (l: Listening, asker: Asker, bare: BareCommand): Promise<Answer> =>
  await l.handle(toCommand(l.workspace, asker, bare));

const instanceOf = (bare: BareCommand): InstanceId | undefined => ("instance" in bare ? bare.instance : undefined);

/** A refusal in words; fields by the labels that people know them by. */
export const refusedWords = async (l: Listening, rejection: Rejection, instance: InstanceId | undefined): Promise<Said> => {
  const names = [...(rejection.missing ?? []), ...Object.keys(rejection.fields ?? {})];
  const file = instance === undefined || names.length === 0 ? undefined : await l.files.of(l.workspace, instance);
  const label = (field: string): string => (file === undefined ? undefined : fieldOf(file.definition, field)?.label) ?? field;
  return refusalAnswer(rejection, l.catalogue.directory(), label);
};

/** Asks for a command and tells a refusal to whoever asked, in private. True when it was carried out. */
export const carryOut = async (l: Listening, asker: Asker, bare: BareCommand): Promise<boolean> =>
  await told(l, asker, bare, await ask(l, asker, bare));

/** The same, unless its asker has to be asked for more: nothing was done then. */
export const carryOutUnless = async (
  l: Listening,
  asker: Asker,
  bare: BareCommand,
  asksFirst: AsksFirst,
): Promise<boolean | typeof ASKS_FIRST> => {
  const answer = await l.handle(toCommand(l.workspace, asker, bare), asksFirst);
  return answer === ASKS_FIRST ? ASKS_FIRST : await told(l, asker, bare, answer);
};

const told = async (l: Listening, asker: Asker, bare: BareCommand, answer: Answer): Promise<boolean> => {
  if (answer.ok) return true;
  const { text, blocks } = await refusedWords(l, answer.rejection, instanceOf(bare));
  tellPrivately(l, asker, { text, blocks: [...blocks, ...(await todaysProposal(l, asker, bare, answer.rejection))] });
  if (OUT_OF_DATE.has(answer.rejection.code)) mendCard(l, instanceOf(bare));
  return false;
};

/** A reason that counts as a note: a form asks for it after the click, so the click itself is not refused for the lack of one. */
const WITH_REASON = { note: "asked for in the form", reason: "asked for in the form" };

/**
 * Before a form opens: false when its asker could not send it, which they are told and the trace keeps. `probe` is the command that the
 * form leads to, without what it asks for, so that it changes nothing.
 */
export const mayOpen = async (l: Listening, asker: Asker, t: Telling, probe: BareCommand): Promise<boolean> => {
  const { definition, instance, directory, now } = t.file;
  const sent = toCommand(l.workspace, asker, { ...probe, ...WITH_REASON } as BareCommand); // More than some take, which nothing reads.
  if (admit({ definition, instance, directory, now }, sent) === undefined) return true;
  await carryOut(l, asker, probe);
  return false;
};

/** Whether the act is refused only for the lack of a note: whoever acts in the owner's place says why. */
export const lacksNote = (l: Listening, asker: Asker, standing: Standing, bare: BareCommand): boolean => {
  const { definition, instance, directory, now } = standing;
  return admit({ definition, instance, directory, now }, toCommand(l.workspace, asker, bare))?.fields?.note !== undefined;
};
