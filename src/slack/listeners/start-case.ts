import type { ModalView } from "@slack/types";
import type { StandingProposal } from "../../application/ports/messages.ts";
import type { Answer } from "../../application/ports/store.ts";
import { caseIdOf } from "../../engine/case-key.ts";
import type { Definition } from "../../engine/definition.ts";
import type { InstanceId } from "../../engine/ids.ts";
import type { StartWorkflow } from "../../engine/messages/command.ts";
import type { Value } from "../../engine/value.ts";
import { ACT } from "../button.ts";
import { FORM, type FormContext } from "../form.ts";
import { LIMIT } from "../limits.ts";
import { md } from "../mrkdwn.ts";
import { instanceOfCommand, toCommand } from "../to-command.ts";
import type { Answer as Said } from "../views/answers/answer.ts";
import { startedAnswer } from "../views/answers/say.ts";
import { actions, button, section } from "../views/blocks.ts";
import { modal } from "../views/modals/modal.ts";
import { aboutStart, type StartForm, startForm } from "../views/modals/start.ts";
import { caseTitle } from "../views/telling.ts";
import { caseFor } from "./case-of.ts";
import type { Asker, Listening } from "./listening.ts";
import { takenUp } from "./proposals.ts";
import { linkToCase } from "./reading.ts";

export interface Starting {
  readonly definition: Definition;
  readonly values: Readonly<Record<string, Value>>;
  /** The event that could not start it by itself. */
  readonly event: FormContext["event"];
  /** A new run of a case that has ended is wanted. */
  readonly confirmed: boolean;
  /** What an agent proposed, where it is taken up. */
  readonly proposal?: StandingProposal | undefined;
  /** Who is to begin, where whoever starts it says so. */
  readonly owner?: StartWorkflow["owner"] | undefined;
}

/** Whether the channel's members may start it, and the asker is one of them. */
const inChannelOf = async (l: Listening, asker: Asker, { access, channel }: Definition): Promise<boolean> =>
  access.start === undefined && (await l.membership.isIn(channel, asker.slackId));

export const startCase = async (
  l: Listening,
  asker: Asker,
  { definition, values, event, confirmed, proposal, owner }: Starting,
): Promise<Answer> =>
  await l.handle(
    toCommand(l.workspace, asker, {
      type: "StartWorkflow",
      workflow: definition.workflow,
      newInstance: instanceOfCommand(asker.id),
      inputs: values,
      inChannel: await inChannelOf(l, asker, definition),
      ...(confirmed ? { confirmed } : {}),
      ...(event === undefined ? {} : { event }),
      ...(proposal === undefined ? {} : takenUp(proposal, values)),
      ...(owner === undefined ? {} : { owner }),
    }),
  );

/** The case that runs now, or ran already: its name and the way to it. */
export const startedSaid = async (l: Listening, asker: Asker, instance: InstanceId, already: boolean): Promise<Said> => {
  const t = await caseFor(l, asker.person, instance);
  return startedAnswer(t === undefined ? "The case" : caseTitle(t), instance, await linkToCase(l, instance), already);
};

/** A page to read, in the place of a form. */
export const readPage = (title: string, { blocks }: Said): ModalView => modal({ form: FORM.details, title, about: {}, blocks });

/** The form again, with the question whether a case that has ended is to run once more. What was filled in stays. */
export const confirmRunForm = (form: StartForm): ModalView => {
  const view = startForm(form);
  const caseId = caseIdOf(form.definition, { inputs: form.values ?? {} }) ?? "This case";
  const again = button("Start it again", ACT.confirmNewRun, aboutStart(form), { style: "primary" });
  const question = [section(md`*${caseId}* has ended before. Start it once more, as a new run?`), ...actions([again])];
  return { ...view, blocks: [...question, ...view.blocks].slice(0, LIMIT.viewBlocks) };
};
