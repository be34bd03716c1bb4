import type { WorkflowFolder } from "./application/ports/workflow-folder.ts";
import type { Definition } from "./engine/definition.ts";
import { createSlackStandIn, type SlackStandIn, type SlackStandInOptions } from "./slack-stand-in/slack-stand-in.ts";

/** A Slack of one's own, with the people and channels that a folder of workflows names. */
export interface LocalWorkspace {
  readonly slack: SlackStandIn;
  /** Handle (`maria`) to Slack id (`UMARIA`). */
  readonly people: ReadonlyMap<string, string>;
  readonly channels: readonly string[];
}

const handleOf = (email: string): string => email.slice(0, email.indexOf("@"));

const idOf = (email: string): string =>
  `U${handleOf(email)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "")}`;

const realNameOf = (handle: string): string =>
  handle
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");

const channelsOf = (definitions: readonly Definition[]): readonly string[] => [
  ...new Set(definitions.map(({ channel }) => channel).filter((channel) => channel.startsWith("#"))),
];

/** Opens it, or what `persistTo` kept of it. Everybody is in every channel, in `zone`. */
export const openLocalWorkspace = async (
  folder: WorkflowFolder,
  zone: string,
  options: SlackStandInOptions = {},
): Promise<LocalWorkspace> => {
  const { team, definitions } = folder.read();
  const slack = await createSlackStandIn({ app: { name: "Coxswain", slashCommands: ["/workflow"] }, ...options });
  const emails = (team?.addresses ?? []).filter((address) => address.includes("@"));
  for (const email of emails)
    slack.addUser({ id: idOf(email), name: handleOf(email), realName: realNameOf(handleOf(email)), email, tz: zone });
  const channels = channelsOf(definitions.map(({ definition }) => definition));
  for (const channel of channels) {
    const name = channel.slice(1);
    slack.addChannel({ id: `C${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "")}`, name, members: emails.map(idOf) });
  }
  return { slack, people: new Map(emails.map((email) => [handleOf(email), idOf(email)])), channels };
};
