import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Message } from "../api.ts";
import { html } from "./html.ts";
import { Menu } from "./menu.ts";
import type { Rows } from "./rows.ts";

/** What can be done with a message: reply, and the app's message shortcuts. */
export const MessageMenu = ({ message, rows, author }: { message: Message; rows: Rows; author: string }): VNode => {
  const [error, setError] = useState<string | undefined>(undefined);
  const run = async (callbackId: string): Promise<void> => {
    const acted = await rows.act({ type: "shortcut", callbackId, message: { channel: message.channel, ts: message.ts } });
    setError(acted.ok ? undefined : (acted.error ?? "That did not work."));
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
    ${error && html`<p class="act-error" role="alert">${error}</p>`}
  </div>`;
};
