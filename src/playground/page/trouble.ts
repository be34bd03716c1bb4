import type { VNode } from "preact";
import type { Acted } from "../api.ts";
import { html } from "./html.ts";

/** What went wrong: in words for a person, and for whoever develops. */
export interface Trouble {
  readonly error: string;
  readonly detail: string | undefined;
}

/** Undefined when it went well. */
export const troubleOf = ({ ok, error, detail }: Acted): Trouble | undefined =>
  ok ? undefined : { error: error ?? "We had some trouble connecting. Try again?", detail };

export const TroubleLine = ({ trouble }: { trouble: Trouble | undefined }): VNode | null =>
  trouble === undefined
    ? null
    : html`<div class="act-error" role="alert">
        ${trouble.error}
        ${trouble.detail !== undefined && html`<details><summary>Details</summary><code>${trouble.detail}</code></details>`}
      </div>`;
