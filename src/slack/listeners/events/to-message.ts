import { z } from "zod";
import type { CommandId } from "../../../engine/ids.ts";
import { plainReply } from "../../replies/plain-reply.ts";
import { eventCommandId } from "../../to-command.ts";
import type { Asker, Listening } from "../listening.ts";

const Envelope = z.looseObject({ team_id: z.string().optional(), event_id: z.string() });

/** A message or mention as Slack tells it: only what is read. */
const MessageEvent = z.looseObject({
  subtype: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  app_id: z.string().nullish(),
  text: z.string().default(""),
  channel: z.string(),
  channel_type: z.string().optional(),
  ts: z.string(),
  thread_ts: z.string().optional(),
});

/** A person's own words somewhere in Slack. */
export interface Spoken extends Asker {
  readonly channel: string;
  readonly ts: string;
  /** The root of the thread that they are in; undefined outside one. */
  readonly under: string | undefined;
  readonly isDirect: boolean;
  /** Plain words, without what was quoted; mentions as `@U1`. */
  readonly words: string;
  readonly mentionsUs: boolean;
}

/** People write with these or none; edits, joins, bots and the rest do not speak. */
const SPEECH: ReadonlySet<string | undefined> = new Set([undefined, "thread_broadcast", "file_share"]);

export const idOfEvent = (l: Listening, body: unknown): CommandId | undefined => {
  const envelope = Envelope.safeParse(body).data;
  return envelope === undefined ? undefined : eventCommandId(envelope.team_id ?? l.identity.teamId, envelope.event_id);
};

/** Undefined for what no human wrote here: bots, edits, notices. What was forwarded comes as an attachment, which is not read. */
export const toSpoken = async (l: Listening, body: unknown, raw: unknown): Promise<Spoken | undefined> => {
  const event = MessageEvent.safeParse(raw).data;
  const id = idOfEvent(l, body);
  if (event?.user === undefined || id === undefined || !SPEECH.has(event.subtype)) return undefined;
  const isBot = (event.bot_id ?? event.app_id ?? undefined) !== undefined || event.user === l.identity.botUserId;
  if (isBot) return undefined;
  const { user, channel, ts, thread_ts, channel_type, text } = event;
  const under = thread_ts === ts ? undefined : thread_ts;
  return {
    id,
    person: await l.people.personOf(user),
    slackId: user,
    place: { channel, ...(under === undefined ? {} : { thread: under }) },
    wrote: ts,
    channel,
    ts,
    under,
    isDirect: channel_type === "im" || channel.startsWith("D"),
    words: plainReply(text, l.identity.botUserId).text,
    mentionsUs: text.includes(`<@${l.identity.botUserId}`),
  };
};
