import type { VNode } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Json } from "../../../api.ts";
import { html } from "../../html.ts";
import { safeUrl } from "../../mrkdwn/safe-url.ts";
import { keyOf } from "../element-value.ts";
import { listOf, stringOf } from "../json.ts";
import { plainOf } from "../texts.ts";
import { type ElementProps, useAct } from "../use-act.ts";
import { moveFocus } from "./menu-keys.ts";

const item = (option: Json, choose: (option: Json) => void): VNode => {
  const url = safeUrl(option.url);
  const shared = { role: "menuitem", tabIndex: -1, class: "b-menu-item", onClick: () => choose(option) };
  const words = html`<span>${plainOf(option.text)}</span>${
    option.description ? html`<span class="b-menu-about">${plainOf(option.description)}</span>` : null
  }`;
  return url === undefined
    ? html`<button type="button" ...${shared}>${words}</button>`
    : html`<a ...${shared} href=${url} target="_blank" rel="noopener noreferrer">${words}</a>`;
};

/** The three dots: opened by click or arrow, walked by arrows, closed by Escape or by leaving. */
export const Overflow = (props: ElementProps): VNode => {
  const { element, place } = props;
  const { isBusy, act, dialog } = useAct(props);
  const [isOpen, setOpen] = useState(false);
  const around = useRef<HTMLSpanElement>(null);
  const menuId = useId();
  useEffect(() => {
    if (isOpen) around.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
  }, [isOpen]);
  const close = (): void => {
    setOpen(false);
    around.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus();
  };
  const choose = (option: Json): void => {
    close();
    act({ value: keyOf(option) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isOpen && event.key === "ArrowDown") setOpen(true);
    if (!isOpen) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      event.preventDefault();
      close();
    } else moveFocus(event, around.current, "[role=menuitem]");
  };
  const leave = (event: FocusEvent): void => {
    if (!around.current?.contains(event.relatedTarget as Node | null)) setOpen(false); // The DOM types it as any target.
  };
  return html`<span class="b-element b-overflow">
    <span ref=${around} onKeyDown=${onKeyDown} onFocusOut=${leave}>
      <button
        type="button"
        class="b-button b-dots"
        aria-haspopup="menu"
        aria-expanded=${isOpen ? "true" : "false"}
        aria-controls=${isOpen ? menuId : undefined}
        aria-label=${place.name ?? "More actions"}
        disabled=${isBusy}
        data-action-id=${stringOf(element.action_id)}
        onClick=${() => setOpen(!isOpen)}
      >
        <span aria-hidden="true">⋯</span>
      </button>
      ${
        isOpen
          ? html`<div role="menu" id=${menuId} class="b-menu" aria-label=${place.name ?? "More actions"}>
            ${listOf(element.options).map((option) => item(option, choose))}
          </div>`
          : null
      }
    </span>
    ${dialog}
  </span>`;
};
