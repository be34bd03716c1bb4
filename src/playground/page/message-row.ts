import type { VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Json, Message } from "../api.ts";
import { Blocks } from "./blocks/blocks.ts";
import { html } from "./html.ts";
import { MessageMenu } from "./message-menu.ts";
import { Mrkdwn } from "./mrkdwn/mrkdwn.ts";
import { actingIn } from "./reading.ts";
import type { Rows } from "./rows.ts";
import { type Trouble, TroubleLine } from "./trouble.ts";
import { msOf, timeOf, whenOf } from "./when.ts";

const NOTHING_TYPED = {};
const ignore = (): void => undefined;

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join("");

const hueOf = (id: string): number => [...id].reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) % 360, 7);

export const Avatar = ({ id, name, isApp }: { id: string; name: string; isApp?: boolean }): VNode =>
  html`<span class=${isApp ? "avatar app" : "avatar"} aria-hidden="true" style=${{ "--hue": String(hueOf(id)) }}>${initials(name)}</span>`;

/** Who wrote it: the app, Slack itself, or a person. */
export const authorOf = (
  message: Message,
  { bot, reading }: Pick<Rows, "bot" | "reading">,
): { id: string; name: string; isApp: boolean } => {
  if (message.user === "USLACKBOT") return { id: "USLACKBOT", name: "Slackbot", isApp: true };
  if (message.bot_id !== undefined || message.user === bot.id || message.user === undefined)
    return { id: bot.id, name: bot.name, isApp: true };
  return { id: message.user, name: reading.nameOf(message.user), isApp: false };
};

const Content = ({ message, rows }: { message: Message; rows: Rows }): VNode => {
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined);
  const { reading, act } = rows;
  const context = useMemo(
    () => ({
      ...reading,
      ...actingIn({ act, where: { channel: message.channel, ts: message.ts }, onTrouble: setTrouble }),
      errors: NOTHING_TYPED,
      values: NOTHING_TYPED,
      change: ignore,
    }),
    [reading, act, message.channel, message.ts],
  );
  const blocks: readonly Json[] = message.blocks ?? [];
  return html`<div class="content">
    ${blocks.length > 0 ? html`<${Blocks} blocks=${blocks} context=${context} />` : html`<${Mrkdwn} text=${message.text} context=${reading} />`}
    ${message.edited && html`<span class="edited">(edited)</span>`}
    <${TroubleLine} trouble=${trouble} />
  </div>`;
};

const Replies = ({ message, rows }: { message: Message; rows: Rows }): VNode | null => {
  const count = message.reply_count ?? 0;
  if (count === 0 || rows.inThread) return null;
  return html`<button type="button" class="replies" onClick=${() => rows.openThread(message.ts)}>
    ${count === 1 ? "1 reply" : `${count} replies`}
  </button>`;
};

/** One message as Slack shows it. Drawn again only when it or what draws it changed. */
export const MessageRow = ({ message, rows, isSought }: { message: Message; rows: Rows; isSought: boolean }): VNode =>
  useMemo(() => {
    const author = authorOf(message, rows);
    const { zone } = rows.reading;
    return html`<article
      class=${["message", message.isEphemeral ? "ephemeral" : "", isSought ? "sought" : ""].join(" ")}
      data-ts=${message.ts}
      aria-label=${`${author.name}, ${whenOf(msOf(message.ts), zone)}`}
    >
      <${Avatar} ...${author} />
      <div class="body">
        ${message.isEphemeral && html`<p class="only-you">Only visible to you</p>`}
        <p class="byline">
          <strong>${author.name}</strong>${author.isApp && html`<span class="tag">App</span>`}
          <time title=${whenOf(msOf(message.ts), zone)}>${timeOf(msOf(message.ts), zone)}</time>
        </p>
        <${Content} message=${message} rows=${rows} />
        <${Replies} message=${message} rows=${rows} />
      </div>
      ${!message.isEphemeral && html`<${MessageMenu} message=${message} rows=${rows} author=${author.name} />`}
    </article>`;
  }, [message, rows, isSought]);
