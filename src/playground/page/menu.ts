import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import { html } from "./html.ts";

export interface MenuItem {
  readonly title: string;
  readonly about: string;
  readonly choose: () => unknown;
}

/** A button that opens a list of things to do. Escape and leaving it close it. */
export const Menu = ({ label, face, items }: { label: string; face: string; items: readonly MenuItem[] }): VNode => {
  const box = useRef<HTMLDetailsElement>(null);
  const close = (): void => {
    if (box.current) box.current.open = false;
  };
  const leave = (event: FocusEvent): void => {
    if (event.relatedTarget instanceof Node && !box.current?.contains(event.relatedTarget)) close();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    close();
    box.current?.querySelector("summary")?.focus();
  };
  return html`<details class="menu" ref=${box} onFocusOut=${leave} onKeyDown=${press}>
    <summary aria-label=${label}>${face}</summary>
    <ul>
      ${items.map(
        ({ title, about, choose }) =>
          html`<li key=${title}>
            <button
              type="button"
              onClick=${() => {
                close();
                choose();
              }}
            >
              ${title} <small>${about}</small>
            </button>
          </li>`,
      )}
    </ul>
  </details>`;
};
