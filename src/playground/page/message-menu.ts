import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Message } from "../api.ts";
import { html } from "./html.ts";
import { Menu } from "./menu.ts";
import type { Rows } from "./rows.ts";
import { type Trouble, TroubleLine, troubleOf } from "./trouble.ts";

/** What can be done with a message: reply, and the app's message shortcuts. */
export const MessageMenu = ({ message, rows, author }: { message: Message; rows: Rows; author: string }): VNode => {
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined);
  const run = async (callbackId: string): Promise<void> => {
    const acted = await rows.act({ type: "shortcut", callbackId, message: { channel: message.channel, ts: message.ts } });
    setTrouble(troubleOf(acted));
  };
  const shortcuts = rows.shortcuts
    .filter(({ on }) => on === "message")
    .map(({ callbackId, title }) => ({ title, about: rows.bot.name, choose: () => run(callbackId) }));
  return html`<div class="message-tools">
    ${
      !rows.inThread &&
      html`<button
        type="button"
        class="quiet"
        aria-label=${`Reply in thread to ${author}`}
        onClick=${() => rows.openThread(message.thread_ts ?? message.ts)}
      >
        Reply
      </button>`
    }
    ${shortcuts.length > 0 && html`<${Menu} label=${`More actions for the message by ${author}`} face="More" items=${shortcuts} />`}
    <${TroubleLine} trouble=${trouble} />
  </div>`;
};
