import type { VNode } from "preact";
import type { CaseView } from "../api.ts";
import type { Desk } from "./desk.ts";
import { html } from "./html.ts";
import { fromNow, whenOf } from "./when.ts";

const Dates = ({ desk, view }: { desk: Desk; view: CaseView }): VNode =>
  html`<p>
    ${view.targetAt !== undefined && html`Target: <strong>${whenOf(view.targetAt, desk.zone)}</strong>. `}
    ${view.finishAt !== undefined && html`Expected to finish: <strong>${whenOf(view.finishAt, desk.zone)}</strong>.`}
    ${view.targetAt !== undefined && view.finishAt !== undefined && view.finishAt > view.targetAt && html` <span class="verdict late">Late</span>`}
  </p>`;

const Moments = ({ desk, view }: { desk: Desk; view: CaseView }): VNode =>
  view.ahead.length === 0
    ? html`<p class="nothing">Nothing happens by itself in this case from now on.</p>`
    : html`<ol class="trail">
        ${view.ahead.map(
          ({ at, what, rule }, index) =>
            html`<li key=${`${at} ${index}`} class="trace">
              <p><time>${whenOf(at, desk.zone)}</time> <span class="about">${fromNow(at, desk.world.now)}</span></p>
              <p>${what}</p>
              ${rule !== undefined && html`<p><code>${rule}</code></p>`}
            </li>`,
        )}
      </ol>`;

const Forecast = ({ desk, view }: { desk: Desk; view: CaseView }): VNode | null =>
  view.forecast.length === 0
    ? null
    : html`<div>
        <h3>When each step is expected</h3>
        <table class="forecast">
          <thead>
            <tr><th scope="col">Step</th><th scope="col">Starts</th><th scope="col">Ends</th></tr>
          </thead>
          <tbody>
            ${view.forecast.map(
              ({ step, title, startsAt, endsAt }) =>
                html`<tr key=${step}>
                  <th scope="row">${title}</th>
                  <td>${whenOf(startsAt, desk.zone)}</td>
                  <td>${whenOf(endsAt, desk.zone)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;

/** What happens next in a case if nobody does anything, and when its steps are expected. */
export const Ahead = ({ desk, view }: { desk: Desk; view: CaseView }): VNode => html`
  <p class="about">What happens by itself if nobody does anything.</p>
  <${Dates} desk=${desk} view=${view} />
  <${Moments} desk=${desk} view=${view} />
  <${Forecast} desk=${desk} view=${view} />
`;
