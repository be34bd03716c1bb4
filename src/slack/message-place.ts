import type { WebClient } from "@slack/web-api";
import type { CaseFile } from "../application/case-file.ts";
import type { Catalogue } from "../application/ports/catalogue.ts";
import type { Thread } from "../application/ports/channel.ts";
import type { MessageRecord } from "../application/ports/messages.ts";
import type { Profiles } from "../application/ports/people.ts";
import type { PersonId } from "../engine/ids.ts";
import type { AttemptCall, Attempted } from "./attempt-call.ts";
import { isChannelId, listChannels } from "./list-channels.ts";
import { terminal } from "./post-outcome.ts";

export interface Place {
  readonly channel: string;
  readonly threadTs: string | undefined;
}

/** Where a message goes: the workflow's channel, the case's thread, or a direct message. */
export type PlaceOf = (
  message: MessageRecord,
  definition: CaseFile["definition"] | undefined,
  thread: Thread | undefined,
) => Promise<Attempted<Place>>;

interface Ports {
  readonly client: WebClient;
  readonly catalogue: Pick<Catalogue, "directory">;
  readonly profiles: Pick<Profiles, "byEmail">;
  readonly attempt: AttemptCall;
}

const failed = (code: string): Attempted<never> => ({ ok: false, failure: terminal(code) });
const found = <T>(value: T): Attempted<T> => ({ ok: true, value });

/** Ids of channels and direct messages never change, so each is asked for once. */
export const createPlaceOf = ({ client, catalogue, profiles, attempt }: Ports): PlaceOf => {
  const directs = new Map<string, string>();
  let names: ReadonlyMap<string, string> = new Map();

  const channelOf = async (name: string): Promise<Attempted<string>> => {
    if (isChannelId(name)) return found(name);
    const bare = name.replace(/^#/, "");
    if (!names.has(bare)) {
      const listed = await attempt("conversations.list", undefined, () => listChannels(client));
      if (!listed.ok) return listed;
      names = listed.value;
    }
    const id = names.get(bare);
    return id === undefined ? failed("channel_not_found") : found(id);
  };

  /** Somebody of whom only the email is known yet, as when Slack was down at the start. */
  const slackIdOf = async (person: PersonId): Promise<Attempted<string>> => {
    const known = catalogue.directory().people.get(person);
    if (known?.slackId !== undefined) return found(known.slackId);
    const email = known?.email;
    if (email === undefined) return failed("user_not_found");
    const asked = await attempt("users.lookupByEmail", undefined, () => profiles.byEmail(email));
    if (!asked.ok) return asked;
    return asked.value === undefined ? failed("user_not_found") : found(asked.value.slackId);
  };

  const directWith = async (person: PersonId): Promise<Attempted<string>> => {
    const slackId = await slackIdOf(person);
    if (!slackId.ok) return slackId;
    const known = directs.get(slackId.value);
    if (known !== undefined) return found(known);
    const opened = await attempt("conversations.open", undefined, () => client.conversations.open({ users: slackId.value }));
    if (!opened.ok) return opened;
    const id = opened.value.channel?.id;
    if (id === undefined) return failed("user_not_found");
    directs.set(slackId.value, id);
    return found(id);
  };

  return async ({ audience }, definition, thread) => {
    if (audience.to === "message") return found({ channel: audience.channel, threadTs: audience.ts });
    if (audience.to === "thread" && thread !== undefined) return found({ channel: thread.channel, threadTs: thread.ts });
    if (audience.to === "thread") return failed("thread_not_found");
    const channel = audience.to === "case" ? await channelOf(definition?.channel ?? "") : await directWith(audience.person);
    return channel.ok ? found({ channel: channel.value, threadTs: undefined }) : channel;
  };
};
