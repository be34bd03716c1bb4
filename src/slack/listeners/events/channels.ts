import { z } from "zod";
import { aboutChannel, troubleCommand } from "../../../application/tell-trouble.ts";
import { processOwnersOf } from "../../../engine/people.ts";
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
    const what = `The channel of ${definition.title} (${definition.channel}) was archived or deleted. Its cases go on, but nothing can be posted there: bring it back, or name another in the definition.`;
    const people = processOwnersOf({ definition, directory, instance: undefined });
    await l.handleWorkspace(troubleCommand(l.workspace, { about: aboutChannel(definition), what, people, instance: undefined }));
  }
  l.membership.changed(channel);
};
