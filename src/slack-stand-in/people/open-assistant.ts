import { appAuthor } from "../web-api/content.ts";
import { openDm } from "../workspace/find.ts";
import { addMessage } from "../workspace/messages.ts";
import type { Act, Person } from "./act.ts";
import { channelSeenBy } from "./sees.ts";

/** The agent pane is a thread in the direct message with the app; Slack posts its root. */
export const openAssistant = async (person: Person, lookingAt: string | undefined): Promise<Act> => {
  const { workspace, id, outbox } = person;
  const channel = openDm(workspace, workspace.app.botUserId, id);
  const message = addMessage(workspace, channel, { ...appAuthor(workspace), subtype: "assistant_app_thread", text: "New chat" });
  const context =
    lookingAt === undefined
      ? {}
      : { channel_id: channelSeenBy(workspace, id, lookingAt).id, team_id: workspace.team.id, enterprise_id: null };
  const assistant_thread = { user_id: id, context, channel_id: channel.id, thread_ts: message.ts };
  return { response: await outbox.event({ type: "assistant_thread_started", assistant_thread, event_ts: workspace.nextTs() }), message };
};
