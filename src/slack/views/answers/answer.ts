import type { KnownBlock } from "@slack/types";
import { LIMIT } from "../../limits.ts";
import { cutMrkdwn, type Mrkdwn, md } from "../../mrkdwn.ts";
import { atMost } from "../blocks.ts";

/** What one person is answered, seen by them alone and lost with their window. */
export interface Answer {
  /** For clients without blocks. mrkdwn, escaped. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

export const answer = (text: Mrkdwn, blocks: readonly KnownBlock[]): Answer => ({
  text: cutMrkdwn(text, LIMIT.messageText).mrkdwn,
  blocks: atMost(blocks, LIMIT.blocks, md`There is more than fits here.`),
});
