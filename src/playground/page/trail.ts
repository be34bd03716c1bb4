import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { CaseView, TraceLine } from "../api.ts";
import type { Desk } from "./desk.ts";
import { html } from "./html.ts";
import { whenOf } from "./when.ts";

const SIGNS: Readonly<Record<Exclude<TraceLine["verdict"], "ALLOW">, string>> = { WARN: "Warned", DENY: "Denied" };

const Line = ({ line, zone, nameOf }: { line: TraceLine; zone: string; nameOf: (id: string) => string }): VNode =>
  html`<li class=${`trace ${line.verdict.toLowerCase()}`}>
    <p>
      <time>${whenOf(line.at, zone)}</time>
      <strong>${line.action}</strong>
      ${line.step !== undefined && html`<code>${line.step}</code>`}
      ${line.verdict !== "ALLOW" && html`<span class="verdict">${SIGNS[line.verdict]}</span>`}
    </p>
    <p class="about">${nameOf(line.actor)}${line.reason === "" ? "" : `: ${line.reason}`}</p>
    ${
      Object.keys(line.data).length > 0 &&
      html`<details><summary>What was recorded</summary><pre tabindex="0">${JSON.stringify(line.data, null, 2)}</pre></details>`
    }
  </li>`;

/** The audit trail of a case as it grows, newest first. */
export const Trail = ({ desk, view }: { desk: Desk; view: CaseView }): VNode => {
  const names = useMemo(
    () => new Map(desk.world.people.flatMap(({ id, handle, name }) => [[id, name] as const, [handle, name] as const])),
    [desk.world],
  );
  const nameOf = (id: string): string => names.get(id) ?? id;
  return html`
    <p class="about">Everything that was decided in this case, newest first. Nothing here is ever changed.</p>
    <ol class="trail" reversed aria-live="polite" aria-relevant="additions">
      ${view.trace.toReversed().map((line) => html`<${Line} key=${line.seq} line=${line} zone=${desk.zone} nameOf=${nameOf} />`)}
    </ol>
  `;
};
