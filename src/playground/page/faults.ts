import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { FaultKind, FaultLine, FaultRequest, SlackState } from "../api-tools.ts";
import { postJson, sayFailure } from "./ask.ts";
import type { Desk } from "./desk.ts";
import { html } from "./html.ts";

const KINDS: Readonly<Record<FaultKind, readonly [title: string, about: string]>> = {
  drop: ["Drop the answer", "Slack does what it is asked, and the answer is lost on the way. Nothing may be posted twice."],
  rateLimit: ["Say 429", "Slack asks the app to wait two seconds, and does nothing. Nothing may be lost, and nothing hurries."],
  serverError: ["Fail with 503", "Slack is down for a moment, and does nothing. The app tries again later."],
};

const ORDER: readonly FaultKind[] = ["drop", "rateLimit", "serverError"];

const useMaking = () => {
  const [error, setError] = useState<string | undefined>(undefined);
  const make = async (request: FaultRequest): Promise<void> => {
    try {
      await postJson("/api/fault", request);
      setError(undefined);
    } catch (failure) {
      setError(sayFailure(failure));
    }
  };
  return { error, make };
};

const requests = (count: number): string => (count === 1 ? "1 request" : `${count} requests`);

const soFar = ({ left, struck, last }: FaultLine): string =>
  [
    left > 0 ? `Waits for the next ${left === 1 ? "request" : requests(left)} of the app.` : "",
    struck > 0 ? `Struck ${requests(struck)} so far, ${last} last.` : "",
  ]
    .join(" ")
    .trim();

const Fault = ({ kind, line, times, make }: { kind: FaultKind; line: FaultLine | undefined; times: number; make: Make }): VNode => {
  const [title, about] = KINDS[kind];
  const isWaiting = line !== undefined && line.left > 0;
  return html`<li>
    <button type="button" onClick=${() => make({ type: kind, times })}>${title}</button>
    ${isWaiting && html` <button type="button" aria-label=${`Take back: ${title}`} onClick=${() => make({ type: "clear", kind })}>Take back</button>`}
    <p class="about">${about}</p>
    <p role="status">${line && soFar(line)}</p>
  </li>`;
};

type Make = (request: FaultRequest) => Promise<void>;

const seconds = (ms: number): string => `${(Math.max(ms, 100) / 1000).toFixed(1)} seconds`;

const connectionIn = ({ connected, awayMs }: SlackState): string => {
  if (!connected) return "Slack is away: the app is not connected, and tries again by itself.";
  return awayMs === undefined ? "The app is connected." : `The app is back: it was without Slack for ${seconds(awayMs)}.`;
};

/** Lets Slack answer badly, to see what the app makes of it. */
export const Faults = ({ desk }: { desk: Desk }): VNode => {
  const { slack } = desk.world;
  const { error, make } = useMaking();
  const [times, setTimes] = useState(1);
  const count = (event: Event): void => {
    if (event.currentTarget instanceof HTMLInputElement) setTimes(Math.min(50, Math.max(1, event.currentTarget.valueAsNumber || 1)));
  };
  return html`
    <p class="about">Let Slack misbehave, and see what the app makes of it. What happens is under Requests.</p>
    <label class="case-choice">How many times <input type="number" min="1" max="50" value=${times} onChange=${count} /></label>
    <ul class="faults">
      ${ORDER.map(
        (kind) =>
          html`<${Fault} key=${kind} kind=${kind} line=${slack.faults.find((line) => line.kind === kind)} times=${times} make=${make} />`,
      )}
      <li>
        <button type="button" onClick=${() => make({ type: "disconnect" })}>Disconnect</button>
        <p class="about">The connection between Slack and the app breaks. What people do meanwhile does not reach it.</p>
        <p role="status">${connectionIn(slack)}</p>
      </li>
      <li>
        <button type="button" disabled=${!slack.faults.some(({ left }) => left > 0)} onClick=${() => make({ type: "clear" })}>Answer well again</button>
        <p class="about">Takes back all that has not happened yet.</p>
      </li>
    </ul>
    ${error && html`<p class="act-error" role="alert">${error}</p>`}
  `;
};
