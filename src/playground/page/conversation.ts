import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { Composer } from "./composer.ts";
import type { Desk } from "./desk.ts";
import { html } from "./html.ts";
import { MessageList } from "./message-list.ts";
import { useReading } from "./reading.ts";
import type { Rows } from "./rows.ts";
import { useMessages } from "./use-messages.ts";

const useRows = (desk: Desk, inThread: boolean): Rows => {
  const reading = useReading(desk);
  const { act, go } = desk;
  const { id, name } = desk.world.bot;
  const shortcuts = JSON.stringify(desk.world.shortcuts);
  return useMemo(
    () => ({
      shortcuts: desk.world.shortcuts,
      bot: { id, name },
      reading,
      act,
      openThread: (thread: string) => go({ thread }),
      inThread,
    }),
    [reading, act, go, id, name, shortcuts, inThread],
  );
};

export const titleOf = ({ world }: Pick<Desk, "world">, channel: string): string =>
  channel === world.dm.id ? world.bot.name : `#${world.channels.find(({ id }) => id === channel)?.name ?? channel}`;

/** A channel, or the direct message with the app. */
export const ChannelPane = ({ desk, channel }: { desk: Desk; channel: string }): VNode => {
  const rows = useRows(desk, false);
  const shown = useMessages({ as: desk.world.me, channel, thread: undefined }, desk.version);
  const title = titleOf(desk, channel);
  return html`<section class="pane" aria-label=${title}>
    <header class="pane-head">
      <h2>${title}</h2>
      ${channel === desk.world.dm.id && html`<span class="about">Direct message with the app</span>`}
    </header>
    <${MessageList}
      key=${shown.key}
      shown=${shown}
      rows=${rows}
      sought=${desk.place.ts}
      label=${`Messages in ${title}`}
      empty="Nothing has been written here yet."
    />
    <${Composer} key=${`write ${shown.key}`} desk=${desk} channel=${channel} label=${`Message ${title}`} />
  </section>`;
};

/** The thread that is open at the right. */
export const ThreadPane = ({ desk, channel, thread }: { desk: Desk; channel: string; thread: string }): VNode => {
  const rows = useRows(desk, true);
  const shown = useMessages({ as: desk.world.me, channel, thread }, desk.version);
  return html`<aside class="pane thread" aria-label="Thread">
    <header class="pane-head">
      <h2>Thread</h2>
      <span class="about">${titleOf(desk, channel)}</span>
      <button type="button" class="close" aria-label="Close the thread" onClick=${() => desk.go({ thread: undefined })}>Close</button>
    </header>
    <${MessageList} key=${shown.key} shown=${shown} rows=${rows} sought=${desk.place.ts} label="Messages in the thread" empty="Nothing is left of this thread." />
    <${Composer} key=${`write ${shown.key}`} desk=${desk} channel=${channel} thread=${thread} label="Reply" />
  </aside>`;
};
