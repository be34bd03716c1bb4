import type { FolderReading } from "../../application/ports/workflow-folder.ts";
import { createSlackStandIn, type SlackStandIn, type SlackStandInOptions } from "../../slack-stand-in/slack-stand-in.ts";

/** A Slack of one's own, with the people and channels that a folder of workflows names. */
export interface LocalWorkspace {
  readonly slack: SlackStandIn;
  /** Handle (`maria`) to Slack id (`UMARIA`). */
  readonly people: ReadonlyMap<string, string>;
  /** Name (`#claims`) to Slack id. */
  readonly channels: ReadonlyMap<string, string>;
  /** In which everybody lives. */
  readonly zone: string;
}

const handleOf = (email: string): string => email.slice(0, email.indexOf("@")).toLowerCase();

const idOf = (email: string): string =>
  `U${handleOf(email)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "")}`;

const realNameOf = (handle: string): string =>
  handle
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");

const channelsOf = ({ definitions }: FolderReading): readonly string[] => [
  ...new Set(
    definitions
      .flatMap(({ definition }) => [definition.channel, ...(definition.intake?.channels ?? [])])
      .filter((channel) => channel.startsWith("#")),
  ),
];

/** Where the work is: the zone of the first calendar that a workflow names, else this machine's. */
const zoneOf = ({ definitions, team }: FolderReading): string => {
  const calendars = team?.build([]).calendars;
  const zones = definitions.map(({ definition }) => calendars?.get(definition.calendar ?? "")?.zone);
  return zones.find((zone) => zone !== undefined) ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
};

/** Opens it, or what `persistTo` kept of it. Everybody is in every channel. */
export const openLocalWorkspace = async (folder: FolderReading, options: SlackStandInOptions = {}): Promise<LocalWorkspace> => {
  const slack = await createSlackStandIn({ app: { name: "Coxswain", slashCommands: ["/workflow"] }, ...options });
  const zone = zoneOf(folder);
  const emails = (folder.team?.addresses ?? []).filter((address) => address.includes("@"));
  for (const email of emails)
    slack.addUser({ id: idOf(email), name: handleOf(email), realName: realNameOf(handleOf(email)), email, tz: zone });
  const members = emails.map(idOf);
  const added = channelsOf(folder).map((channel) => {
    const name = channel.slice(1);
    const { id } = slack.addChannel({ id: `C${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "")}`, name, members });
    return [channel, id] as const;
  });
  return { slack, people: new Map(emails.map((email) => [handleOf(email), idOf(email)])), channels: new Map(added), zone };
};
