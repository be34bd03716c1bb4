import { lookUpChannel } from "./find.ts";
import type { Channel, User } from "./state.ts";
import type { Workspace } from "./workspace.ts";

export interface NewUser {
  readonly id?: string;
  readonly name?: string;
  readonly realName: string;
  readonly email?: string;
  /** IANA name; UTC when left out. */
  readonly tz?: string;
  readonly status?: { readonly text: string; readonly emoji?: string; readonly expiration?: number };
  readonly deleted?: boolean;
  readonly isBot?: boolean;
}

export interface NewChannel {
  readonly id?: string;
  readonly name: string;
  readonly members?: readonly string[];
  readonly isPrivate?: boolean;
  readonly isMpim?: boolean;
  readonly archived?: boolean;
}

const handleOf = (realName: string): string => realName.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ".");

const statusOf = ({ text = "", emoji = "", expiration = 0 }: Partial<NonNullable<NewUser["status"]>> = {}): User["status"] => ({
  text,
  emoji,
  expiration,
});

/** Adds a person; one that a restarted workspace knows already stays as they were left. */
export const addUser = (workspace: Workspace, user: NewUser): User => {
  const known = user.id === undefined ? undefined : workspace.state.users.get(user.id);
  if (known) return known;
  const name = user.name ?? handleOf(user.realName);
  const added: User = {
    id: user.id ?? workspace.nextId("U"),
    name,
    realName: user.realName,
    email: user.email ?? `${name}@${workspace.team.domain}.example`,
    tz: user.tz ?? "UTC",
    status: statusOf(user.status),
    isBot: user.isBot ?? false,
    deleted: user.deleted ?? false,
  };
  workspace.state.users.set(added.id, added);
  workspace.changed();
  return added;
};

/** The same for a channel, known by its id or its name. */
export const addChannel = (workspace: Workspace, channel: NewChannel): Channel => {
  const known = lookUpChannel(workspace, channel.id ?? channel.name);
  if (known) return known;
  const added: Channel = {
    id: channel.id ?? workspace.nextId(channel.isMpim ? "G" : "C"),
    name: channel.name,
    isPrivate: channel.isPrivate ?? false,
    isArchived: channel.archived ?? false,
    isIm: false,
    isMpim: channel.isMpim ?? false,
    members: [...new Set(channel.members ?? [])],
    created: Math.floor(workspace.clock.now() / 1000),
  };
  workspace.state.channels.set(added.id, added);
  workspace.changed();
  return added;
};
