import type { WebClient } from "@slack/web-api";

/** Ids by name of every channel that we can see. */
export const listChannels = async (client: WebClient): Promise<ReadonlyMap<string, string>> => {
  const names = new Map<string, string>();
  let cursor = "";
  do {
    const types = "public_channel,private_channel";
    // With those that are archived: that one is gone must be known of it by its name. Whichever still lives has its name first.
    const page = await client.conversations.list({ types, limit: 1000, ...(cursor === "" ? {} : { cursor }) });
    for (const { id, name, is_archived } of page.channels ?? [])
      if (id !== undefined && name !== undefined && !(is_archived === true && names.has(name))) names.set(name, id);
    cursor = page.response_metadata?.next_cursor ?? "";
  } while (cursor !== "");
  return names;
};

/** `C0123` rather than `#name`. */
export const isChannelId = (channel: string): boolean => /^[CGD][A-Z0-9]{2,}$/.test(channel);
