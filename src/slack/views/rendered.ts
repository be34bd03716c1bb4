import type { KnownBlock } from "@slack/types";
import type { PersonId } from "../../engine/ids.ts";
import { LIMIT } from "../limits.ts";
import { cutMrkdwn, type Mrkdwn, md } from "../mrkdwn.ts";
import { atMost } from "./blocks.ts";

/** A message as it is posted or edited. */
export interface Rendered {
  /** For notifications and clients without blocks: whoever must act comes first. mrkdwn, escaped. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** Nothing in it can change any more: its matter is settled and it has no buttons. */
  readonly final: boolean;
  /** Nothing to say any more: a reminder of a step that is done is not posted. One that is posted already shows what settled it. */
  readonly moot: boolean;
  /** Who is pinged, each once. */
  readonly mentions: readonly PersonId[];
}

export interface Draft {
  readonly text: Mrkdwn;
  readonly blocks: readonly KnownBlock[];
  readonly final?: boolean;
  readonly moot?: boolean;
  readonly mentions?: readonly PersonId[];
}

const hasButtons = (blocks: readonly KnownBlock[]): boolean =>
  blocks.some((block) => block.type === "actions" || (block.type === "section" && block.accessory !== undefined));

/** Within Slack's limits. A message that is final shows no button, whatever was in it. */
export const rendered = ({ text, blocks, final = false, moot = false, mentions = [] }: Draft): Rendered => ({
  text: cutMrkdwn(text, LIMIT.messageText).mrkdwn,
  blocks: atMost(blocks, LIMIT.blocks, md`There is more: ask for the case's status to see all of it.`),
  final: final && !hasButtons(blocks),
  moot,
  mentions,
});
