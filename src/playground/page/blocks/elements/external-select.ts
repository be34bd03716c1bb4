import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Json } from "../../../api.ts";
import { html } from "../../html.ts";
import { keyOf } from "../element-value.ts";
import { isJson, listOf, stringOf } from "../json.ts";
import { plainOf } from "../texts.ts";
import { bound, type ElementProps, useHeld } from "../use-act.ts";
import { moveFocus } from "./menu-keys.ts";
import { Chips } from "./select.ts";

/** The app's offers for what is typed; only those of the last typing count. */
const useOffers = ({ element, place, context }: ElementProps) => {
  const [offers, setOffers] = useState<readonly Json[]>([]);
  const asked = useRef(0);
  const least = typeof element.min_query_length === "number" ? element.min_query_length : 3;
  const look = async (typed: string): Promise<void> => {
    asked.current += 1;
    const mine = asked.current;
    const found =
      typed.length < least ? [] : await context.search({ actionId: stringOf(element.action_id), blockId: place.blockId, typed });
    if (mine === asked.current) setOffers(found);
  };
  return { offers, look };
};

const heldOptions = (held: unknown): readonly Json[] => (isJson(held) ? [held] : listOf(held));

/** A menu whose options the app finds while one types: one, or several. */
export const ExternalSelect = (props: ElementProps): VNode => {
  const { element } = props;
  const isMulti = element.type === "multi_external_select";
  const { held, give, isBusy, dialog } = useHeld(props);
  const { offers, look } = useOffers(props);
  const [typed, setTyped] = useState("");
  const around = useRef<HTMLSpanElement>(null);
  const chosen = heldOptions(held);
  const type = (text: string): void => {
    setTyped(text);
    void look(text);
  };
  const choose = (option: Json): void => {
    type("");
    const next = [...chosen.filter((each) => keyOf(each) !== keyOf(option)), option];
    give(isMulti ? next : option, isMulti ? next : option);
  };
  const remove = (key: string): void => {
    const next = chosen.filter((each) => keyOf(each) !== key);
    give(isMulti ? next : null, isMulti ? next : null);
  };
  return html`<span class="b-element b-multi">
    <${Chips} chosen=${chosen.map((option) => ({ key: keyOf(option), words: plainOf(option.text) }))} remove=${remove} isBusy=${isBusy} />
    <span ref=${around} onKeyDown=${(event: KeyboardEvent) => moveFocus(event, around.current, ".b-text-input, .b-menu-item")}>
      <input
        type="text"
        class="b-text-input"
        ...${bound(props)}
        value=${typed}
        placeholder=${plainOf(element.placeholder) || "Type to search"}
        autocomplete="off"
        disabled=${isBusy}
        onInput=${(event: { currentTarget: HTMLInputElement }) => type(event.currentTarget.value)}
      />
      <ul class="b-offers" aria-label="Found">
        ${offers.map(
          (option) => html`<li key=${keyOf(option)}>
            <button type="button" class="b-menu-item" onClick=${() => choose(option)}>${plainOf(option.text)}</button>
          </li>`,
        )}
      </ul>
    </span>
    ${dialog}
  </span>`;
};
