import type { Definition } from "../../../engine/definition.ts";
import { isUnfinished } from "../../../engine/proposed-start.ts";
import { offerAnswer } from "../../views/answers/intake.ts";
import { whisper } from "../answer.ts";
import type { Spoken } from "../events/to-message.ts";
import type { Asker, Listening } from "../listening.ts";
import { proposalAt } from "../proposals.ts";
import { startableBy } from "../reading.ts";
import { intakeOf, requestOf } from "./channels.ts";

/** Those of them that the writer may start; where that is none, all: a refusal says who can. */
export const offeredTo = async (l: Listening, asker: Asker, definitions: readonly Definition[]): Promise<readonly Definition[]> => {
  const startable = new Set((await startableBy(l, asker)).map(({ workflow }) => workflow));
  const theirs = definitions.filter(({ workflow }) => startable.has(workflow));
  return theirs.length > 0 ? theirs : definitions;
};

const placeOf = ({ channel, ts, under }: Spoken) => ({ channel, ts, ...(under === undefined ? {} : { thread: under }) });

/** Outside any thread, where requests are written: read by a model, else its writer is offered the forms. True when it was there. */
export const hearRequest = async (l: Listening, spoken: Spoken): Promise<boolean> => {
  const { id, person, slackId, words, under, channel, isDirect } = spoken;
  if (isDirect || under !== undefined || words === "") return false;
  const definitions = await intakeOf(l, channel);
  if (definitions.length === 0) return false;
  if (l.understanding !== undefined) await l.understanding.later({ id, person, slackId, ...placeOf(spoken), as: "request" });
  else l.background.run("offering the forms", async () => whisper(l, spoken, offerAnswer(await offeredTo(l, spoken, definitions), words)));
  return true;
};

/** In the thread of a request that still needs something, by who was asked for it. True when it was. */
export const hearMissing = async (l: Listening, spoken: Spoken): Promise<boolean> => {
  const { id, person, slackId, words, under, channel, isDirect } = spoken;
  if (l.understanding === undefined || isDirect || under === undefined || words === "") return false;
  const standing = await proposalAt(l, requestOf(l, channel, under));
  if (standing === undefined || standing.started !== undefined || !isUnfinished(standing.proposed)) return false;
  const { onBehalfOf, to } = standing.proposed.suggestion;
  if (person !== onBehalfOf && !to.includes(person)) return false;
  await l.understanding.later({ id, person, slackId, ...placeOf(spoken), as: "missing" });
  return true;
};
