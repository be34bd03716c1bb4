import { z } from "zod";
import { slashCommandId } from "../../to-command.ts";
import type { Asker, Listening } from "../listening.ts";

const SlashCommand = z.looseObject({
  team_id: z.string().optional(),
  user_id: z.string(),
  channel_id: z.string().optional(),
  trigger_id: z.string(),
  text: z.string().default(""),
});

/** Somebody typed a command. */
export interface Typed extends Asker {
  readonly text: string;
  readonly trigger: string;
}

export const toTyped = async (l: Listening, raw: unknown): Promise<Typed | undefined> => {
  const command = SlashCommand.safeParse(raw).data;
  if (command === undefined) return undefined;
  const { team_id = l.identity.teamId, user_id, channel_id, trigger_id, text } = command;
  return {
    id: slashCommandId(team_id, trigger_id),
    person: await l.people.personOf(user_id),
    slackId: user_id,
    place: channel_id === undefined ? {} : { channel: channel_id },
    text,
    trigger: trigger_id,
  };
};
