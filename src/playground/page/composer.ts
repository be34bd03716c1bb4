import type { VNode } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type { Acted } from "../api.ts";
import { asSent, type Completing, completionsFor, type Offer } from "./completion.ts";
import type { Desk } from "./desk.ts";
import { html } from "./html.ts";
import { Menu } from "./menu.ts";
import { type Trouble, TroubleLine, troubleOf } from "./trouble.ts";

interface Writing {
  readonly desk: Desk;
  readonly channel: string;
  readonly thread?: string;
  /** "Message #claims" */
  readonly label: string;
}

const useNames = ({ world }: Desk): Completing =>
  useMemo(
    () => ({
      commands: world.commands,
      people: [{ id: world.bot.id, name: world.bot.name }, ...world.people.filter(({ gone }) => !gone)],
      channels: world.channels,
    }),
    [world],
  );

const sendFrom = ({ desk, channel, thread }: Writing, text: string): Promise<Acted> => {
  if (!text.startsWith("/")) return desk.act({ type: "type", text, channel, ...(thread === undefined ? {} : { thread }) });
  if (thread === undefined) return desk.act({ type: "run", command: text, channel });
  const [command] = text.split(" ");
  return Promise.resolve({ ok: false, error: `${command} does not work in threads, as in Slack. Write it in the channel instead.` });
};

/** The keys of a list of offers, and Enter to send. Answers whether the key was used up. */
const keyIn = (
  key: string,
  offers: readonly Offer[],
  chosen: number,
  go: { to: (index: number) => void; take: (offer: Offer) => void; leave: () => void },
): boolean => {
  const offer = offers[chosen];
  if (!offer) return false;
  if (key === "ArrowDown") go.to((chosen + 1) % offers.length);
  else if (key === "ArrowUp") go.to((chosen + offers.length - 1) % offers.length);
  else if (key === "Tab" || key === "Enter") go.take(offer);
  else if (key === "Escape") go.leave();
  else return false;
  return true;
};

const Offers = ({
  offers,
  chosen,
  id,
  take,
}: {
  offers: readonly Offer[];
  chosen: number;
  id: string;
  take: (offer: Offer) => void;
}): VNode =>
  html`<ul class="offers" role="listbox" id=${id} aria-label="Completions">
    ${offers.map(
      (offer, index) =>
        html`<li
          key=${offer.text}
          id=${`${id}-${index}`}
          role="option"
          aria-selected=${index === chosen}
          onMouseDown=${(event: Event) => {
            event.preventDefault();
            take(offer);
          }}
        >
          <strong>${offer.label}</strong> <span>${offer.about}</span>
        </li>`,
    )}
  </ul>`;

const useWriting = (writing: Writing) => {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const [isLeft, setLeft] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined);
  const isSending = useRef(false);
  const names = useNames(writing.desk);
  const offers = isLeft ? [] : completionsFor(text, names);
  const write = (fresh: string): void => {
    setText(fresh);
    setChosen(0);
    setLeft(false);
    setTrouble(undefined);
  };
  const submit = async (): Promise<void> => {
    const said = asSent(text.trim(), names);
    if (said === "" || isSending.current) return;
    isSending.current = true;
    const acted = await sendFrom(writing, said);
    isSending.current = false;
    if (acted.ok) write("");
    else setTrouble(troubleOf(acted));
  };
  const go = { to: setChosen, take: (offer: Offer) => write(offer.text), leave: () => setLeft(true) };
  return { text, write, chosen, offers, trouble, submit, go };
};

const GlobalShortcuts = ({ desk, onTrouble }: { desk: Desk; onTrouble: (trouble: Trouble | undefined) => void }): VNode | null => {
  const items = desk.world.shortcuts
    .filter(({ on }) => on === "global")
    .map(({ callbackId, title }) => ({
      title,
      about: desk.world.bot.name,
      choose: async () => {
        onTrouble(troubleOf(await desk.act({ type: "shortcut", callbackId })));
      },
    }));
  return items.length === 0 ? null : html`<${Menu} label="Shortcuts" face="Shortcuts" items=${items} />`;
};

/** Where a person writes: sentences, and slash commands with what they may go on with. */
export const Composer = (writing: Writing): VNode => {
  const { text, write, chosen, offers, trouble, submit, go } = useWriting(writing);
  const [refused, setRefused] = useState<Trouble | undefined>(undefined);
  const listId = `offers-${writing.thread ?? "channel"}`;
  const send = (event: Event): void => {
    event.preventDefault();
    void submit();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (keyIn(event.key, offers, chosen, go)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void submit();
    }
  };
  const isOffering = offers.length > 0;
  return html`<form class="composer" onSubmit=${send}>
    <${TroubleLine} trouble=${trouble ?? refused} />
    ${isOffering && html`<${Offers} offers=${offers} chosen=${chosen} id=${listId} take=${go.take} />`}
    <textarea
      rows=${Math.min(text.split("\n").length, 8)}
      placeholder=${writing.label}
      aria-label=${writing.label}
      aria-autocomplete="list"
      aria-haspopup="listbox"
      aria-controls=${isOffering ? listId : undefined}
      aria-activedescendant=${isOffering ? `${listId}-${chosen}` : undefined}
      value=${text}
      onInput=${(event: Event) => event.currentTarget instanceof HTMLTextAreaElement && write(event.currentTarget.value)}
      onKeyDown=${press}
      onBlur=${go.leave}
    ></textarea>
    <div class="composer-foot">
      ${writing.thread === undefined && html`<${GlobalShortcuts} desk=${writing.desk} onTrouble=${setRefused} />`}
      <span class="hint">Type / for commands, @ for people, # for channels</span>
      <button type="submit" class="primary" disabled=${text.trim() === ""}>Send</button>
    </div>
  </form>`;
};
