import { CommandId } from "../../../engine/ids.ts";
import type { Envelope } from "../../../engine/messages/envelope.ts";
import { isUnfinished } from "../../../engine/proposed-start.ts";
import { ACT } from "../../button.ts";
import { listOf } from "../../escape.ts";
import { md } from "../../mrkdwn.ts";
import { refusalAnswer } from "../../views/answers/refusal.ts";
import { actions, button, section } from "../../views/blocks.ts";
import { missingFields } from "../../views/modals/proposal.ts";
import { whisper } from "../answer.ts";
import type { Listening } from "../listening.ts";
import { proposalAt } from "../proposals.ts";
import type { ReplyToUnderstand } from "../reply-to-understand.ts";
import { wordsAt } from "../understanding.ts";
import { requestOf } from "./channels.ts";

/** In the trace, and on every card. */
export const AGENT = "coxswain";

/** Of what the agent does for whoever wrote a message. */
export const forWriter = (l: Listening, { id, person }: ReplyToUnderstand, what: string): Envelope => ({
  id: CommandId.parse(`${what}:${id}`.slice(0, 500)),
  workspace: l.workspace,
  actor: { kind: "agent", id: AGENT, onBehalfOf: person },
  via: "agent",
});

const placeOf = ({ channel, thread }: ReplyToUnderstand) => ({ channel, ...(thread === undefined ? {} : { thread }) });

/** Takes over what a reply says of what a request still needs. It is shown there, and nothing starts before somebody says so. */
export const fillFromReply = async (l: Listening, reply: ReplyToUnderstand, signal: AbortSignal): Promise<void> => {
  const { person, slackId, channel, thread, id: run } = reply;
  const standing = thread === undefined ? undefined : await proposalAt(l, requestOf(l, channel, thread));
  const definition = standing === undefined ? undefined : l.catalogue.current(standing.proposed.workflow);
  if (l.understanding === undefined || standing === undefined || definition === undefined || !isUnfinished(standing.proposed)) return;
  const words = await wordsAt(l, reply);
  if (words === undefined) return;
  const fields = missingFields(definition, standing);
  const directory = l.catalogue.directory();
  const inputs = await l.understanding.readMissing({ workspace: l.workspace, person, run, words, definition, fields, directory, signal });
  const { workflow, newInstance } = standing.proposed.suggestion.act;
  const asker = { slackId, place: placeOf(reply) };
  if (Object.keys(inputs).length === 0) {
    const said = md`I did not find ${listOf(
      fields.map(({ label, name }) => label || name),
      "or",
    )} in this. The form takes it as it is.`;
    const fill = button("Fill in", ACT.fillRequest, { workflow, suggestion: newInstance }, { style: "primary" });
    return await whisper(l, asker, { text: said.mrkdwn, blocks: [section(said), ...actions([fill])] });
  }
  const answer = await l.handleWorkspace({ ...forWriter(l, reply, "fill"), type: "FillProposal", workflow, newInstance, inputs });
  if (!answer.ok) await whisper(l, asker, refusalAnswer(answer.rejection, directory));
};
