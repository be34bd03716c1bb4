import type { AnyChunk } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { SlackIdentity } from "./identify.ts";
import type { Answer } from "./views/answers/answer.ts";

/** A thread of the agent pane, which is the direct message with the app, and who reads there. */
export interface PaneThread {
  readonly channel: string;
  readonly thread: string;
  readonly slackId: string;
}

/** Answers piece by piece in the agent pane, until its reader stops them. */
export interface Pane {
  say(place: PaneThread, what: () => Promise<Answer>, status?: string): Promise<void>;
  /** Nothing more is said in that thread of what is being said there. */
  stop(channel: string, thread: string): void;
}

/** A stream's text is markdown, in which what people wrote could come alive: nothing of theirs stands in it. */
const piecesOf = ({ blocks }: Answer): readonly AnyChunk[] => [
  { type: "markdown_text", text: "From the record:" },
  ...blocks.map((block): AnyChunk => ({ type: "blocks", blocks: [block] })),
];

export const createPane = ({ client, identity }: { readonly client: WebClient; readonly identity: SlackIdentity }): Pane => {
  const underWay = new Map<string, { stopped: boolean }>();
  const keyOf = (channel: string, thread: string): string => `${channel}:${thread}`;

  const status = async ({ channel, thread }: PaneThread, words: string): Promise<void> => {
    await client.assistant.threads.setStatus({ channel_id: channel, thread_ts: thread, status: words });
  };

  const stream = async ({ channel, thread, slackId }: PaneThread, answer: Answer, said: { readonly stopped: boolean }): Promise<void> => {
    const reader = { recipient_user_id: slackId, recipient_team_id: identity.teamId };
    const streamer = client.chatStream({ channel, thread_ts: thread, ...reader });
    for (const piece of piecesOf(answer)) {
      if (said.stopped) break;
      await streamer.append({ chunks: [piece] });
    }
    // Slack has closed it already where its reader stopped it.
    if (!said.stopped) await streamer.stop();
  };

  return {
    stop: (channel, thread) => {
      const said = underWay.get(keyOf(channel, thread));
      if (said !== undefined) said.stopped = true;
    },
    say: async (place, what, words = "is looking it up…") => {
      const key = keyOf(place.channel, place.thread);
      const said = { stopped: false };
      underWay.set(key, said);
      try {
        await status(place, words);
        // A message takes the status away; where none comes, we do.
        const answer = await what().catch(async (error: unknown) => {
          await status(place, "");
          throw error;
        });
        if (!said.stopped) await stream(place, answer, said);
      } finally {
        if (underWay.get(key) === said) underWay.delete(key);
      }
    },
  };
};
