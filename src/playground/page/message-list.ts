import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Message } from "../api.ts";
import { html } from "./html.ts";
import { MessageRow } from "./message-row.ts";
import type { Rows } from "./rows.ts";
import type { Shown } from "./use-messages.ts";
import { dayOf, msOf } from "./when.ts";

/** Within so many pixels of the end a person is at the end. */
const AT_END = 40;

const Line = ({ message, before, shown, zone }: { message: Message; before: Message | undefined; shown: Shown; zone: string }): VNode => {
  const day = dayOf(msOf(message.ts), zone);
  const isNewDay = !before || dayOf(msOf(before.ts), zone) !== day;
  return html`
    ${isNewDay && html`<h3 class="day"><span>${day}</span></h3>`}
    ${shown.firstUnread === message.ts && html`<p class="unread-line"><span>New</span></p>`}
  `;
};

const sizeOf = ({ scrollHeight, clientHeight }: HTMLElement): string => `${scrollHeight} of ${clientHeight}`;

/** Stays at the end when it was there; else stays where it was. A message that is sought is brought into sight once. */
const useScroll = (shown: Shown, sought: string | undefined) => {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const settled = useRef("");
  const size = useRef("");
  const stay = (list: HTMLDivElement): void => {
    if (atEnd.current) list.scrollTop = list.scrollHeight;
    size.current = sizeOf(list);
  };
  useLayoutEffect(() => {
    const list = box.current;
    if (!list || !shown.loaded) return;
    const goal = `${shown.key} ${sought ?? ""}`;
    const target = sought === undefined ? null : list.querySelector(`[data-ts="${CSS.escape(sought)}"]`);
    if (settled.current !== goal) {
      settled.current = goal;
      atEnd.current = target === null;
      target?.scrollIntoView({ block: "center" });
    }
    stay(list);
  }, [shown, sought]);
  // What is scrolled to gets its real height only once it is in sight, and what stands beside the list takes some of its own.
  useEffect(() => {
    const list = box.current;
    const inner = list?.firstElementChild;
    if (!list || !inner) return undefined;
    const resized = new ResizeObserver(() => stay(list));
    resized.observe(inner);
    resized.observe(list);
    return () => resized.disconnect();
  }, []);
  const onScroll = (): void => {
    const list = box.current;
    // Where another size moved it, nobody scrolled.
    if (list && sizeOf(list) === size.current) atEnd.current = list.scrollHeight - list.scrollTop - list.clientHeight < AT_END;
  };
  return { box, onScroll };
};

/** Messages, oldest first, with a line for each day and one above what is new. */
export const MessageList = (props: { shown: Shown; rows: Rows; sought: string | undefined; label: string; empty: string }): VNode => {
  const { shown, rows, sought, label, empty } = props;
  const { box, onScroll } = useScroll(shown, sought);
  const { messages } = shown;
  const lines = useMemo(
    () =>
      messages.flatMap((message, index) => [
        html`<${Line} key=${`line ${message.ts}`} message=${message} before=${messages[index - 1]} shown=${shown} zone=${rows.reading.zone} />`,
        html`<${MessageRow} key=${message.ts} message=${message} rows=${rows} isSought=${message.ts === sought} />`,
      ]),
    [messages, shown.firstUnread, rows, sought],
  );
  return html`<div class="messages" ref=${box} onScroll=${onScroll} role="log" aria-live="polite" aria-label=${label} tabindex="0">
    <div>
    ${shown.trouble && html`<p class="act-error" role="alert">${shown.trouble}</p>`}
    ${shown.loaded && messages.length === 0 && html`<p class="nothing">${empty}</p>`}
    ${lines}
    </div>
  </div>`;
};
