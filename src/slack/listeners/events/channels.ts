import { z } from "zod";
import { processOwnersOf } from "../../../engine/people.ts";
import { md, raw } from "../../mrkdwn.ts";
import { say } from "../../views/answers/say.ts";
import { tellPrivately } from "../answer.ts";
import type { Listening } from "../listening.ts";

const InChannel = z.looseObject({ channel: z.string() });

/** Somebody came or went: who may start and see by membership is read again when it is asked. */
export const onMembers = async (l: Listening, event: unknown): Promise<void> => {
  const channel = InChannel.safeParse(event).data?.channel;
  if (channel !== undefined) l.membership.changed(channel);
};

/** A workflow's channel is gone: its process owners are told, once, by the event that says so. */
export const onChannelGone = async (l: Listening, event: unknown): Promise<void> => {
  const channel = InChannel.safeParse(event).data?.channel;
  if (channel === undefined) return;
  const directory = l.catalogue.directory();
  for (const definition of l.catalogue.all()) {
    if ((await l.membership.idOf(definition.channel)) !== channel) continue;
    const words = md`The channel of *${definition.title}* (${raw(`<#${channel}>`)}) was archived or deleted. Its cases go on, but nothing can be posted there: bring it back, or name another in the definition.`;
    for (const person of processOwnersOf({ definition, directory, instance: undefined })) {
      const slackId = directory.people.get(person)?.slackId;
      if (slackId !== undefined) tellPrivately(l, { slackId, place: {} }, say(words));
    }
  }
  l.membership.changed(channel);
};
