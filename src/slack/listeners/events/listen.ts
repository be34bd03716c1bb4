import type { App } from "@slack/bolt";
import type { Listening } from "../listening.ts";
import { onChannelGone, onMembers } from "./channels.ts";
import { onUserChange } from "./people.ts";
import { onMention, onMessage } from "./speech.ts";
import { toSpoken } from "./to-message.ts";

/** What is heard of; the manifest subscribes to these. Messages come by the kind of conversation. */
export const EVENTS = [
  "agent_session_stopped",
  "app_home_opened",
  "app_mention",
  "channel_archive",
  "channel_deleted",
  "group_archive",
  "member_joined_channel",
  "member_left_channel",
  "message.channels",
  "message.groups",
  "message.im",
  "user_change",
] as const;

export const listenToEvents = (app: App, l: Listening): void => {
  app.event("message", async ({ event, body }) => {
    const spoken = await toSpoken(l, body, event);
    if (spoken !== undefined) await onMessage(l, spoken);
  });
  app.event("app_mention", async ({ event, body }) => {
    const spoken = await toSpoken(l, body, event);
    if (spoken !== undefined) await onMention(l, spoken);
  });
  app.event("agent_session_stopped", async ({ event }) => l.pane.stop(event.channel, event.thread_ts));
  app.event("app_home_opened", async ({ event }) => {
    const person = await l.people.personOf(event.user);
    if (event.tab === "home") l.background.run("showing a home", () => l.refreshHome(person));
  });
  app.event("user_change", async ({ event, body }) => await onUserChange(l, body, event));
  app.event("member_joined_channel", async ({ event }) => await onMembers(l, event));
  app.event("member_left_channel", async ({ event }) => await onMembers(l, event));
  app.event("channel_archive", async ({ event }) => await onChannelGone(l, event));
  app.event("channel_deleted", async ({ event }) => await onChannelGone(l, event));
  app.event("group_archive", async ({ event }) => await onChannelGone(l, event));
};
