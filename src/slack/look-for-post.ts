import type { WebClient } from "@slack/web-api";
import type { LookOutcome } from "../application/ports/channel.ts";
import type { AttemptCall } from "./attempt-call.ts";
import { repeatable } from "./attempt-call.ts";
import type { FoundMessage, Marker } from "./marker.ts";
import type { Place } from "./message-place.ts";
import type { RetryWaits } from "./post-outcome.ts";

/** Clocks differ: the post may be dated before the attempt that made it. */
const EARLIER_MS = 60_000;
const PAGE = 200;
/** No channel sees 4,000 messages in the time that a look spans; more would be a loop. */
const MOST_PAGES = 20;
/** Some apps may read history once a minute: too rarely to wait for. */
const TOO_RARE_MS = 30_000;

interface Page {
  readonly messages?: readonly FoundMessage[];
  readonly response_metadata?: { readonly next_cursor?: string };
}

interface Ports {
  readonly client: WebClient;
  readonly marker: Marker;
  readonly attempt: AttemptCall;
  readonly waits: RetryWaits;
}

export interface Sought {
  readonly key: string;
  readonly attemptStartedAt: number;
  readonly place: Place;
}

/** Reads the thread or the channel for our own post whose answer was lost. */
export const createLookForPost = ({ client, marker, attempt, waits }: Ports) => {
  const readPage = async ({ channel, threadTs }: Place, oldest: string, cursor: string): Promise<Page> => {
    const args = { channel, oldest, limit: PAGE, include_all_metadata: true, ...(cursor === "" ? {} : { cursor }) };
    // Of Slack's message, only optional parts are read.
    if (threadTs === undefined) return (await client.conversations.history(args)) as Page;
    return (await client.conversations.replies({ ...args, ts: threadTs })) as Page;
  };

  const find = async ({ key, attemptStartedAt, place }: Sought): Promise<LookOutcome> => {
    const oldest = ((attemptStartedAt - EARLIER_MS) / 1000).toFixed(6);
    let cursor = "";
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page = await readPage(place, oldest, cursor);
      const ours = page.messages?.find((message) => marker.isOurs(message, place.channel, key));
      if (ours?.ts !== undefined) return { found: true, channel: place.channel, threadTs: place.threadTs, ts: ours.ts };
      cursor = page.response_metadata?.next_cursor ?? "";
      if (cursor === "") return { found: false };
    }
    return { found: "cannot-look" };
  };

  return async (sought: Sought): Promise<LookOutcome> => {
    const { channel, threadTs } = sought.place;
    const method = threadTs === undefined ? "conversations.history" : "conversations.replies";
    const looked = await attempt(method, channel, () => find(sought));
    if (looked.ok) return looked.value;
    const failure = repeatable(looked.failure, waits);
    if (failure.outcome === "terminal") return { found: "cannot-look" };
    if (failure.limited && failure.retryAfterMs >= TOO_RARE_MS * (waits.retryAfterUnitMs / 1000)) return { found: "cannot-look" };
    return { found: "later", retryAfterMs: failure.retryAfterMs };
  };
};
