import type { Routed } from "../../../application/ports/route.ts";
import type { Definition } from "../../../engine/definition.ts";
import type { PersonId } from "../../../engine/ids.ts";
import type { Rejection } from "../../../engine/messages/decision.ts";
import { listOf, nameOf, short } from "../../escape.ts";
import { SHOWN } from "../../limits.ts";
import { md } from "../../mrkdwn.ts";
import { offerAnswer } from "../../views/answers/intake.ts";
import { refusalAnswer } from "../../views/answers/refusal.ts";
import { say } from "../../views/answers/say.ts";
import { whisper } from "../answer.ts";
import type { Asker, Listening } from "../listening.ts";
import { proposalAt } from "../proposals.ts";
import { caseStatus, seenBy, startableBy } from "../reading.ts";
import type { ReplyToUnderstand } from "../reply-to-understand.ts";
import { startedSaid } from "../start-case.ts";
import { wordsAt } from "../understanding.ts";
import { intakeOf, requestOf } from "./channels.ts";
import { forWriter } from "./fill-from-reply.ts";
import { offeredTo } from "./hear-request.ts";

const MOST_WORKFLOWS = 15;
const MOST_CASES = 20;

type Request = Extract<Routed, { is: "request" }>;

interface Heard {
  readonly spoken: ReplyToUnderstand;
  readonly asker: Asker;
  readonly words: string;
  /** Its channel takes requests. */
  readonly isIntake: boolean;
  readonly workflows: readonly Definition[];
}

const heardAt = async (l: Listening, spoken: ReplyToUnderstand): Promise<Heard | undefined> => {
  const words = await wordsAt(l, spoken);
  if (words === undefined) return undefined;
  const { person, slackId, channel, thread } = spoken;
  const place = { channel, ...(thread === undefined ? {} : { thread }) };
  const asker: Asker = { id: forWriter(l, spoken, "heard").id, person, slackId, place };
  const here = await intakeOf(l, channel);
  const workflows = here.length > 0 ? here : await startableBy(l, asker);
  return { spoken, asker, words, isIntake: here.length > 0, workflows: workflows.slice(0, MOST_WORKFLOWS) };
};

const openCases = async (l: Listening, { asker, workflows }: Heard) => {
  const known = new Set(workflows.map(({ workflow }) => workflow));
  const open = (await l.reads.board(l.workspace, undefined, 200)).filter(({ workflow }) => known.has(workflow));
  return (await seenBy(l, asker, await l.files.ofAll(l.workspace, open))).slice(0, MOST_CASES);
};

/** Who is asked in the writer's place, where they may not start it. */
const passedOn = async (l: Listening, { asker }: Heard, title: string, to: readonly PersonId[]): Promise<void> => {
  const names = to.map((person) => nameOf(l.catalogue.directory(), person));
  await whisper(l, asker, say(md`I read this as a request for *${title}*. ${listOf(names, "or")} can start it, and is asked.`));
};

const notProposed = async (l: Listening, { asker }: Heard, rejection: Rejection): Promise<void> => {
  const { code, instance } = rejection;
  // Heard of twice: it was answered the first time.
  if (code === "wrong-state") return;
  const isRunning = code === "already-running" && instance !== undefined;
  await whisper(l, asker, isRunning ? await startedSaid(l, asker, instance, true) : refusalAnswer(rejection, l.catalogue.directory()));
};

/** A row of the trace and a question to a person: nothing more comes of a message. */
const propose = async (l: Listening, heard: Heard, { definition, inputs, urgency, confidence }: Request): Promise<void> => {
  const { spoken, asker, isIntake } = heard;
  const { channel, ts, id: run } = spoken;
  const newInstance = requestOf(l, channel, ts);
  const isOpen = definition.access.start === undefined;
  const urgent = urgency === undefined ? "" : ` It reads as urgency ${urgency}.`;
  const proposed = await l.handleWorkspace({
    ...forWriter(l, spoken, "propose"),
    judgement: { confidence, evidence: [`message ${channel} ${ts}`], run },
    type: "ProposeStart",
    workflow: definition.workflow,
    newInstance,
    inputs,
    why: `It was asked for in ${isIntake ? "a channel that takes requests" : "a mention"}.${urgent}`,
    origin: { kind: "message", channel, ts },
    inChannel: isOpen && (await l.membership.isIn(definition.channel, spoken.slackId)),
  });
  if (!proposed.ok) return await notProposed(l, heard, proposed.rejection);
  const { missing = [], suggestion } = (await proposalAt(l, newInstance))?.proposed ?? {};
  const to = suggestion?.to ?? [];
  if (missing.length === 0 && !to.includes(asker.person)) await passedOn(l, heard, short(definition.title, SHOWN.title), to);
};

const offer = async (l: Listening, { asker, words, workflows }: Heard): Promise<void> =>
  await whisper(l, asker, offerAnswer(await offeredTo(l, asker, workflows), words));

const answer = async (l: Listening, heard: Heard, routed: Routed | undefined): Promise<boolean> => {
  const { asker, isIntake } = heard;
  if (routed?.is === "request") await propose(l, heard, routed);
  else if (routed?.is === "of-case") await whisper(l, asker, await caseStatus(l, asker, routed.instance));
  else if (isIntake && routed?.is !== "nothing") await offer(l, heard);
  else return false;
  return true;
};

/**
 * Reads whether a message is a request, and answers it once: by a proposal, by the case that it belongs to, or by the forms of its channel.
 * False where it was not answered.
 */
export const routeSpoken = async (l: Listening, spoken: ReplyToUnderstand, signal: AbortSignal): Promise<boolean> => {
  // Answered before: the job that did was tried again.
  if ((await proposalAt(l, requestOf(l, spoken.channel, spoken.ts))) !== undefined) return true;
  const heard = await heardAt(l, spoken);
  if (heard === undefined || l.understanding === undefined || heard.workflows.length === 0) return false;
  const { words, workflows } = heard;
  const cases = await openCases(l, heard);
  const directory = l.catalogue.directory();
  const run = spoken.as === "request" ? spoken.id : `${spoken.id}:route`;
  const asked = { workspace: l.workspace, person: spoken.person, run, words, workflows, cases, directory, signal };
  return await answer(l, heard, await l.understanding.route(asked));
};
