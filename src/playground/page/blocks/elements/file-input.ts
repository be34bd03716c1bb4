import type { VNode } from "preact";
import type { Json } from "../../../api.ts";
import { html } from "../../html.ts";
import { listOf, stringOf } from "../json.ts";
import { bound, type ElementProps, useHeld } from "../use-act.ts";

/** A file as the app is told of it: its name and an address that leads nowhere, because nothing is sent anywhere. */
export const fileNamed = (name: string, n: number): Json => ({
  id: `F0LOCAL${n + 1}`,
  name,
  title: name,
  permalink: `https://files.invalid/${encodeURIComponent(name.toWellFormed())}`,
});

/** Files from the person's machine, of which only the names leave this page. */
export const FileInput = (props: ElementProps): VNode => {
  const { element } = props;
  const { held, give, isBusy, dialog } = useHeld(props);
  const most = typeof element.max_files === "number" ? element.max_files : 10;
  const types = Array.isArray(element.filetypes) ? element.filetypes.map((type) => `.${String(type)}`).join(",") : undefined;
  const onChange = (event: { currentTarget: HTMLInputElement }): void => {
    const files = [...(event.currentTarget.files ?? [])].slice(0, most).map(({ name }, n) => fileNamed(name, n));
    give(files, files);
  };
  const names = listOf(held).map(({ name }) => stringOf(name));
  return html`<span class="b-element b-wide">
    <input type="file" class="b-file-input" ...${bound(props)} multiple=${most > 1} accept=${types} disabled=${isBusy} onChange=${onChange} />
    ${names.length === 0 ? null : html`<span class="b-file-names">${names.join(", ")}</span>`} ${dialog}
  </span>`;
};
