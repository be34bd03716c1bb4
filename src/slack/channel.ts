import type { HomeView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { CaseFile } from "../application/case-file.ts";
import type { Catalogue } from "../application/ports/catalogue.ts";
import type { Channel, PostOutcome, Thread } from "../application/ports/channel.ts";
import type { MachineClock } from "../application/ports/machine.ts";
import type { MessageRecord } from "../application/ports/messages.ts";
import type { Profiles } from "../application/ports/people.ts";
import type { PersonId } from "../engine/ids.ts";
import { type AttemptCall, type Attempted, createAttemptCall, repeatable } from "./attempt-call.ts";
import type { SlackIdentity } from "./identify.ts";
import { createLookForPost } from "./look-for-post.ts";
import { createMarker, type Marker } from "./marker.ts";
import { createPlaceOf, type Place, type PlaceOf } from "./message-place.ts";
import { createPacing, PACING, type Pacing, type PacingOptions } from "./pacing.ts";
import { type Failure, isLasting, RETRY_WAITS, type RetryWaits } from "./post-outcome.ts";
import { saysRepeat } from "./render-record.ts";
import { createShowRecord, type Showing, type ShowRecord } from "./show-record.ts";
import type { TokenGuard } from "./token-guard.ts";
import type { Rendered } from "./views/rendered.ts";

interface Ports {
  /** With retries 0, a timeout and `rejectRateLimitedCalls` (`clientOptions` of identify.ts): retries and pacing are ours. */
  readonly client: WebClient;
  readonly identity: Pick<SlackIdentity, "appId">;
  readonly catalogue: Catalogue;
  readonly profiles: Pick<Profiles, "byEmail">;
  readonly machine: MachineClock;
  readonly token: TokenGuard;
  /** A person's home as it is now; undefined where Slack does not know them. */
  readonly homeModel: (person: PersonId) => Promise<{ readonly slackId: string; readonly view: HomeView } | undefined>;
}

export interface ChannelOptions {
  /** Signs the marks by which a post whose answer was lost is known again: the same in every replica and after a restart. */
  readonly markerSecret: string;
  readonly pacing?: PacingOptions;
  readonly waits?: RetryWaits;
  /** False: the workspace is known not to take Slack's plan block. Otherwise it is tried once. */
  readonly plan?: boolean;
}

interface Tools {
  readonly client: WebClient;
  readonly attempt: AttemptCall;
  readonly pacing: Pacing;
  readonly waits: RetryWaits;
  readonly marker: Marker;
  readonly placeOf: PlaceOf;
  readonly showing: ShowRecord;
}

const said = ({ text, blocks }: Rendered) => ({ text, blocks: [...blocks] });

const asPost = (failure: Failure): PostOutcome => {
  const { outcome, reason } = failure;
  if (outcome === "not-sent") return { outcome, retryAfterMs: failure.retryAfterMs, reason };
  return outcome === "terminal" && isLasting(failure.code) ? { outcome, reason, lasting: true } : { outcome, reason };
};

/** A preparation that failed in doubt is made again: nothing was posted by it. */
const prepare = async (
  { placeOf, waits }: Tools,
  message: MessageRecord,
  file: CaseFile | undefined,
  thread: Thread | undefined,
): Promise<Attempted<Place>> => {
  const place = await placeOf(message, file?.definition, thread);
  return place.ok ? place : { ok: false, failure: repeatable(place.failure, waits) };
};

const postAt = async (tools: Tools, what: Showing, { channel, threadTs }: Place): Promise<PostOutcome> => {
  const { client, attempt, marker, showing } = tools;
  const also = what.also.map((entry) => entry.message.key);
  const metadata = marker.metadata(channel, what.message.key, also);
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  const shown = await showing.show(what, (rendered) =>
    attempt("chat.postMessage", channel, () =>
      client.chat.postMessage({ channel, ...said(rendered), ...thread, unfurl_links: false, unfurl_media: false, metadata }),
    ),
  );
  if (shown === undefined) return { outcome: "moot", reason: "The case is gone." };
  const { attempted, hash, rendered } = shown;
  if (!attempted.ok) return asPost(attempted.failure);
  const { ts } = attempted.value;
  // Accepted, and yet it does not say where: it has to be looked for.
  if (ts === undefined) return { outcome: "ambiguous", reason: "Slack's answer has no timestamp." };
  return { outcome: "sent", channel: attempted.value.channel ?? channel, threadTs, ts, hash, final: rendered.final };
};

const createPost =
  (tools: Tools): Channel["post"] =>
  async (message, file, { also, repeat, thread }) => {
    const what: Showing = { message, file, also, repeat };
    if (tools.showing.render(what)?.moot !== false) return { outcome: "moot", reason: "There is nothing to say any more." };
    const place = await prepare(tools, message, file, thread);
    if (!place.ok) return asPost(place.failure);
    const wait = tools.pacing.turn(place.value.channel, message.key);
    if (wait > 0) return { outcome: "not-sent", retryAfterMs: wait, reason: "Other posts come first." };
    return await postAt(tools, what, place.value);
  };

const NOT_EDITED: Attempted<unknown> = { ok: true, value: undefined };

const createUpdate =
  ({ client, attempt, showing, waits }: Tools): Channel["update"] =>
  async (message, file, also) => {
    const { channel, ts } = message;
    if (channel === undefined || ts === undefined) return { outcome: "terminal", reason: "It was never posted." };
    const shown = await showing.show<unknown>({ message, file, also, repeat: saysRepeat(message.hash) }, async (rendered, hash) =>
      hash === message.hash
        ? NOT_EDITED
        : await attempt("chat.update", channel, () => client.chat.update({ channel, ts, ...said(rendered) })),
    );
    if (shown === undefined) return { outcome: "terminal", reason: "The case is gone." };
    const { attempted, hash, rendered } = shown;
    // An edit may be made twice: nobody sees the difference.
    if (!attempted.ok) return repeatable(attempted.failure, waits);
    return { outcome: hash === message.hash ? "same" : "edited", hash, final: rendered.final };
  };

const createLook = (tools: Tools): Channel["look"] => {
  const lookForPost = createLookForPost(tools);
  return async (message, file, thread) => {
    const { attemptStartedAt, key } = message;
    if (attemptStartedAt === undefined) return { found: false };
    const place = await prepare(tools, message, file, thread);
    if (place.ok) return await lookForPost({ key, attemptStartedAt, place: place.value });
    // Where it cannot go, it is not: posting it again says why.
    return place.failure.outcome === "not-sent" ? { found: "later", retryAfterMs: place.failure.retryAfterMs } : { found: false };
  };
};

const createPublishHome =
  ({ client, attempt, waits }: Tools, homeModel: Ports["homeModel"]): Channel["publishHome"] =>
  async (person) => {
    const home = await homeModel(person);
    if (home === undefined) return { outcome: "terminal", reason: "Slack does not know the person." };
    const { slackId, view } = home;
    const published = await attempt("views.publish", slackId, () => client.views.publish({ user_id: slackId, view }));
    return published.ok ? { outcome: "edited", hash: "", final: false } : repeatable(published.failure, waits);
  };

/** Messages in Slack: each posted once as far as people can see, and edited only where what is true has changed. */
export const createSlackChannel = (ports: Ports, options: ChannelOptions): Channel => {
  const { client, catalogue, machine, identity, homeModel } = ports;
  const waits = options.waits ?? RETRY_WAITS;
  const pacing = createPacing(machine, options.pacing ?? PACING);
  const attempt = createAttemptCall(pacing, waits, ports.token);
  const tools: Tools = {
    client,
    attempt,
    pacing,
    waits,
    marker: createMarker(options.markerSecret, identity.appId),
    placeOf: createPlaceOf({ ...ports, attempt }),
    showing: createShowRecord(catalogue, options.plan ?? true),
  };
  return {
    post: createPost(tools),
    update: createUpdate(tools),
    look: createLook(tools),
    publishHome: createPublishHome(tools, homeModel),
  };
};
