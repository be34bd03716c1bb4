import { validateBlocks } from "../blocks/validate-blocks.ts";
import { isJson, type Json, listOf, textOf } from "../json.ts";
import { messagesOf } from "../workspace/find.ts";
import { storedBlocks } from "../workspace/messages.ts";
import type { Channel } from "../workspace/state.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { refuse } from "./refusal.ts";

const METADATA_BYTES = 16_384;

const checkBlocks = (workspace: Workspace, blocks: unknown): Json[] => {
  if (!Array.isArray(blocks)) return refuse("invalid_blocks_format");
  const messages = validateBlocks(blocks, workspace.refusedBlocks);
  if (messages.length > 0) {
    refuse("invalid_blocks", { errors: messages, response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) } });
  }
  return storedBlocks(workspace, listOf(blocks));
};

const checkAttachment = (workspace: Workspace, attachment: Json): Json =>
  attachment.blocks === undefined ? attachment : { ...attachment, blocks: checkBlocks(workspace, attachment.blocks) };

const checkMetadata = (metadata: unknown): Json => {
  if (!isJson(metadata)) return refuse("invalid_metadata_format");
  if (Object.keys(metadata).length === 0) return metadata;
  if (typeof metadata.event_type !== "string" || !isJson(metadata.event_payload)) return refuse("invalid_metadata_format");
  return JSON.stringify(metadata).length > METADATA_BYTES ? refuse("metadata_too_large") : metadata;
};

const readText = (args: Json, longest: number): Json => {
  const text = textOf(args.text);
  if (text !== undefined && text.length > longest) refuse("msg_too_long");
  const markdown = textOf(args.markdown_text);
  if (markdown === undefined) return text === undefined ? {} : { text };
  if (text !== undefined || args.blocks !== undefined) refuse("markdown_text_conflict");
  return markdown.length > 12_000 ? refuse("msg_too_long") : { text: markdown };
};

/**
 * What a message says, checked by Slack's rules: text, blocks, attachments, metadata. Only what was given is returned,
 * so that an edit keeps the rest.
 */
export const readContent = (workspace: Workspace, args: Json, longest: number): Json => {
  const content: Json = readText(args, longest);
  if (args.blocks !== undefined) content.blocks = checkBlocks(workspace, args.blocks);
  if (args.attachments !== undefined)
    content.attachments = listOf(args.attachments).map((attachment) => checkAttachment(workspace, attachment));
  if (content.text === undefined && listOf(content.blocks).length === 0 && listOf(content.attachments).length === 0) refuse("no_text");
  if (args.metadata !== undefined) content.metadata = checkMetadata(args.metadata);
  return content;
};

/** Slack has one level of threads: a reply to a reply goes to the same root. */
export const readThread = (workspace: Workspace, channel: Channel, threadTs: unknown): Json => {
  const ts = textOf(threadTs);
  if (ts === undefined) return {};
  const root = messagesOf(workspace, channel.id).get(ts);
  return root ? { thread_ts: root.thread_ts ?? root.ts } : refuse("thread_not_found");
};

export const appAuthor = (workspace: Workspace): Json => ({
  user: workspace.app.botUserId,
  bot_id: workspace.app.botId,
  app_id: workspace.app.id,
  bot_profile: { id: workspace.app.botId, app_id: workspace.app.id, name: workspace.app.name, team_id: workspace.team.id, deleted: false },
});
