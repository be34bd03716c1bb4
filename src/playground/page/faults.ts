import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { FaultRequest } from "../api-tools.ts";
import { postJson, sayFailure } from "./ask.ts";
import { html } from "./html.ts";

const KINDS: readonly (readonly ["drop" | "rateLimit" | "serverError", title: string, about: string])[] = [
  ["drop", "Drop the answer", "Slack does what it is asked, and the answer is lost on the way. Nothing may be posted twice."],
  ["rateLimit", "Say 429", "Slack asks the app to wait. Nothing may be lost, and nothing hurries."],
  ["serverError", "Fail with 500", "Slack is down for a moment. The app tries again later."],
];

const useFaults = () => {
  const [said, setSaid] = useState<string | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  const make = async (request: FaultRequest, what: string): Promise<void> => {
    try {
      await postJson("/api/fault", request);
      setSaid(what);
      setError(undefined);
    } catch (failure) {
      setError(sayFailure(failure));
    }
  };
  return { said, error, make };
};

/** Lets Slack answer badly, to see what the app makes of it. */
export const Faults = (): VNode => {
  const { said, error, make } = useFaults();
  const [times, setTimes] = useState(1);
  const count = (event: Event): void => {
    if (event.currentTarget instanceof HTMLInputElement) setTimes(Math.min(50, Math.max(1, event.currentTarget.valueAsNumber || 1)));
  };
  return html`
    <p class="about">Let Slack misbehave, and see what the app makes of it. What happens is under Requests.</p>
    <label class="case-choice">How many times <input type="number" min="1" max="50" value=${times} onChange=${count} /></label>
    <ul class="faults">
      ${KINDS.map(
        ([type, title, about]) =>
          html`<li key=${type}>
            <button type="button" onClick=${() => make({ type, times }, `${title}: the next ${times === 1 ? "request" : `${times} requests`}.`)}>${title}</button>
            <p class="about">${about}</p>
          </li>`,
      )}
      <li>
        <button type="button" onClick=${() => make({ type: "disconnect" }, "Disconnected. The app connects again by itself.")}>Disconnect</button>
        <p class="about">The connection between Slack and the app breaks.</p>
      </li>
      <li>
        <button type="button" onClick=${() => make({ type: "clear" }, "Slack answers as it should.")}>Answer well again</button>
        <p class="about">Takes back what has not happened yet.</p>
      </li>
    </ul>
    <p role="status">${said}</p>
    ${error && html`<p class="act-error" role="alert">${error}</p>`}
  `;
};
