import type { WebClient } from "@slack/web-api";
import type { Logger, MachineClock } from "../application/ports/machine.ts";
import { errorWords } from "./bolt-logger.ts";
import { isChannelId, listChannels } from "./list-channels.ts";

/** Who is in which channel: it decides who may start and see where a definition leaves that to the channel. */
export interface Membership {
  /** `channel` is `#name` or an id. False when Slack cannot say: nobody gets in by a failure. */
  isIn(channel: string, slackId: string): Promise<boolean>;
  /** Somebody came or went. */
  changed(channelId: string): void;
  /** The id behind `#name`; an id stays as it is. Undefined when there is no such channel that we can see. */
  idOf(channel: string): Promise<string | undefined>;
}

interface Ports {
  readonly client: WebClient;
  readonly machineClock: MachineClock;
  readonly logger: Logger;
  /** How long an answer is believed without news. */
  readonly keepMs?: number;
}

interface Kept<T> {
  readonly value: T;
  readonly until: number;
}

const listMembers = async (client: WebClient, channel: string): Promise<ReadonlySet<string>> => {
  const members = new Set<string>();
  let cursor = "";
  do {
    const page = await client.conversations.members({ channel, limit: 1000, ...(cursor === "" ? {} : { cursor }) });
    for (const member of page.members ?? []) members.add(member);
    cursor = page.response_metadata?.next_cursor ?? "";
  } while (cursor !== "");
  return members;
};

export const createMembership = ({ client, machineClock, logger, keepMs = 300_000 }: Ports): Membership => {
  const members = new Map<string, Kept<ReadonlySet<string>>>();
  let names: Kept<ReadonlyMap<string, string>> | undefined;

  const keep = <T>(value: T): Kept<T> => ({ value, until: machineClock.now() + keepMs });
  const fresh = <T>(kept: Kept<T> | undefined): kept is Kept<T> => kept !== undefined && kept.until > machineClock.now();

  const idOf = async (channel: string): Promise<string | undefined> => {
    if (isChannelId(channel)) return channel;
    if (!fresh(names)) names = keep(await listChannels(client));
    return names.value.get(channel.replace(/^#/, ""));
  };

  const membersOf = async (id: string): Promise<ReadonlySet<string>> => {
    const kept = members.get(id);
    if (fresh(kept)) return kept.value;
    const listed = await listMembers(client, id);
    members.set(id, keep(listed));
    return listed;
  };

  return {
    idOf,
    isIn: async (channel, slackId) => {
      try {
        const id = await idOf(channel);
        return id !== undefined && (await membersOf(id)).has(slackId);
      } catch (error) {
        logger.warn({ channel, error: errorWords(error) }, "members of a channel could not be read");
        return false;
      }
    },
    changed: (channelId) => void members.delete(channelId),
  };
};
