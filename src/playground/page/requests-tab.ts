import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { RequestLine, Requests } from "../api.ts";
import { getJson, sayFailure } from "./ask.ts";
import type { Desk } from "./desk.ts";
import { html } from "./html.ts";

const MOST_KEPT = 300;

/** What went between Slack and the app, oldest first, fetched from where it was left. */
const useRequests = (version: number) => {
  const [lines, setLines] = useState<readonly RequestLine[]>([]);
  const [error, setError] = useState<string | undefined>(undefined);
  const last = useRef(0);
  useEffect(() => {
    let isWanted = true;
    getJson<Requests>(`/api/requests?after=${last.current}`).then(
      (answer) => {
        if (!isWanted) return;
        // After a restart the server counts from the start again.
        const isAnew = answer.last < last.current;
        last.current = isAnew ? 0 : answer.last;
        setError(undefined);
        setLines((before) => [...(isAnew ? [] : before), ...answer.lines].slice(-MOST_KEPT));
      },
      (failure) => isWanted && setError(sayFailure(failure)),
    );
    return () => {
      isWanted = false;
    };
  }, [version]);
  return { lines, error };
};

/** What was made to go wrong, as the tab of faults calls it. */
const FAULTS: Readonly<Record<string, string>> = {
  dropAnswer: "Answer dropped",
  rateLimit: "429: asked to wait",
  serverError: "Failed with 500",
};

const Line = ({ line }: { line: RequestLine }): VNode =>
  html`<li class=${line.ok ? "trace" : "trace deny"}>
    <details>
      <summary>
        <span class="direction">${line.direction}</span> <strong>${line.what}</strong>
        <span class="about">${line.tookMs === undefined ? "" : `${Math.round(line.tookMs)} ms`}</span>
        ${!line.ok && html`<span class="verdict">${FAULTS[line.fault ?? ""] ?? line.fault ?? "Refused"}</span>`}
      </summary>
      <h3>Sent</h3>
      <pre tabindex="0">${JSON.stringify(line.sent, null, 2)}</pre>
      <h3>Answered</h3>
      <pre tabindex="0">${JSON.stringify(line.answered, null, 2)}</pre>
    </details>
  </li>`;

export const RequestsTab = ({ desk }: { desk: Desk }): VNode => {
  const { lines, error } = useRequests(desk.version);
  const { unknownBlocks } = desk.world;
  return html`
    <p class="about">What goes between Slack and the app, newest first.</p>
    ${unknownBlocks.length > 0 && html`<p class="act-error">Blocks that the page does not know: ${unknownBlocks.join(", ")}</p>`}
    ${error && html`<p class="act-error" role="alert">${error}</p>`}
    ${lines.length === 0 && html`<p class="nothing">Nothing yet.</p>`}
    <ol class="trail requests" reversed>
      ${lines.toReversed().map((line) => html`<${Line} key=${line.n} line=${line} />`)}
    </ol>
  `;
};
