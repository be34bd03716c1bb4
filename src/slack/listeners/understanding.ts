import type { AnswerQuestion, ReplyToRead, Understood } from "../../application/ports/understand.ts";
import type { PersonId } from "../../engine/ids.ts";
import { ownersOf } from "../../engine/roles.ts";
import { cut, SHOWN } from "../limits.ts";
import { md } from "../mrkdwn.ts";
import { plainReply } from "../replies/plain-reply.ts";
import type { Answer as Said } from "../views/answers/answer.ts";
import { context, section } from "../views/blocks.ts";
import { whisper } from "./answer.ts";
import { isOpenPass, stepFor, zoneOfPerson } from "./case-of.ts";
import { answerToReading } from "./hear-reply.ts";
import type { Asker, Listening } from "./listening.ts";
import { mine, ownSteps } from "./reading.ts";
import type { ReplyToUnderstand } from "./reply-to-understand.ts";

type Candidates = ReplyToRead["candidates"];

const MOST_STEPS = 10;

/** The message as it stands now; undefined when it is gone, or is not its writer's own. */
export const wordsAt = async (l: Listening, { channel, thread, ts, slackId }: ReplyToUnderstand): Promise<string | undefined> => {
  const span = { channel, oldest: ts, latest: ts, inclusive: true, limit: 10 };
  const { messages = [] } =
    thread === undefined ? await l.client.conversations.history(span) : await l.client.conversations.replies({ ...span, ts: thread });
  const found = messages.find((message) => message.ts === ts);
  if (found?.user !== slackId || found.bot_id !== undefined) return undefined;
  const { text } = plainReply(found.text ?? "", l.identity.botUserId);
  return text === "" ? undefined : text;
};

/** Steps of theirs that are open: the one it was said of, else all. */
const candidatesFor = async (l: Listening, { about, person, slackId, id }: ReplyToUnderstand): Promise<Candidates> => {
  if (about !== undefined) {
    const file = await l.files.of(l.workspace, about.instance);
    return file === undefined || !isOpenPass(file.instance, about.step, about.pass) ? [] : theirs([{ file, step: about.step }], person);
  }
  const asker = { id: id as Asker["id"], person, slackId, place: {} }; // A command's id, as it came.
  const own = ownSteps(await mine(l, asker)).filter(({ role }) => role !== "approver");
  return theirs(own, person).slice(0, MOST_STEPS);
};

const theirs = (steps: Candidates, person: PersonId): Candidates =>
  steps.filter(({ file, step: key }) => {
    const step = file.instance.steps[key];
    return step !== undefined && isOpenPass(file.instance, key, undefined) && ownersOf(file, step).includes(person);
  });

/** The model's own words, said to be so; undefined where it has none. */
const answered = async (l: Listening, question: Parameters<AnswerQuestion>[0]): Promise<Said | undefined> => {
  const text = await l.understanding?.answer(question);
  if (text === undefined) return undefined;
  const words = md`${cut(text, SHOWN.message)}`;
  return {
    text: words.mrkdwn,
    blocks: [section(words), ...context(md`Worded by a model from what is known of the case. The case itself is right.`)],
  };
};

/** Shows what was understood to who wrote it, as a clear phrase is: nothing changes before they say yes. */
const offer = async (l: Listening, reply: ReplyToUnderstand, read: Understood, question: Parameters<AnswerQuestion>[0]): Promise<void> => {
  const step = await stepFor(l, reply.person, { instance: read.instance, step: read.step });
  if (step === undefined) return;
  const inWords = read.reading === "question" ? await answered(l, { ...question, instance: read.instance }) : undefined;
  const said = inWords ?? (await answerToReading(l, step, read));
  const place = { channel: reply.channel, ...(reply.thread === undefined ? {} : { thread: reply.thread }) };
  if (said !== undefined) await whisper(l, { slackId: reply.slackId, place }, said);
};

/** `again`: an attempt before this one did not end. Otherwise a reply that was read before is shown to nobody twice. */
export interface Attempt {
  readonly signal: AbortSignal;
  readonly again: boolean;
}

/** Reads a reply by a model, from its place in Slack. Whether it said something. */
export const understandReply = async (l: Listening, reply: ReplyToUnderstand, { signal, again }: Attempt): Promise<boolean> => {
  const candidates = await candidatesFor(l, reply);
  if (l.understanding === undefined || candidates.length === 0) return false;
  const words = await wordsAt(l, reply);
  if (words === undefined) return false;
  const { person, id, about } = reply;
  const read = await l.understanding.read({
    workspace: l.workspace,
    instance: about?.instance,
    person,
    run: id,
    words,
    candidates,
    zone: zoneOfPerson(l, person),
    now: l.clock.now(),
    again,
    signal,
  });
  if (read === undefined) return false;
  await offer(l, reply, read, { workspace: l.workspace, instance: about?.instance, person, run: id, words, signal });
  return true;
};
