import type { VNode } from "preact";
import type { Happening, TimePassed } from "../api.ts";
import { type Desk, placeOf } from "./desk.ts";
import { html } from "./html.ts";
import { Mrkdwn } from "./mrkdwn/mrkdwn.ts";
import { type Reading, useReading } from "./reading.ts";
import { lengthOf, whenOf } from "./when.ts";

const Where = ({ desk, happening }: { desk: Desk; happening: Happening }): VNode | null => {
  const { channel, ts, threadTs, person } = happening;
  if (channel === undefined) return null;
  const at = placeOf(desk.world, channel);
  const whose = desk.world.people.find(({ id }) => id === person);
  if (at === undefined && whose)
    return html`<button type="button" class="link" onClick=${() => desk.go({ as: whose.id, at: "dm", thread: threadTs, ts: ts ?? threadTs })}>
      Show as ${whose.name}
    </button>`;
  if (at === undefined) return html`<span class="about">on another person's screen</span>`;
  return html`<button type="button" class="link" onClick=${() => desk.go({ at, thread: threadTs, ts: ts ?? threadTs })}>Show</button>`;
};

const Line = ({ desk, happening, reading }: { desk: Desk; happening: Happening; reading: Reading }): VNode =>
  html`<li>
    <time>${whenOf(happening.at, desk.zone)}</time>
    <span class="what">
      <${Mrkdwn} text=${happening.what} context=${reading} />
      ${
        happening.whyNow &&
        html`<details class="why"><summary>Why now?</summary><div><${Mrkdwn} text=${happening.whyNow} context=${reading} /></div></details>`
      }
    </span>
    <${Where} desk=${desk} happening=${happening} />
  </li>`;

const summaryOf = ({ from, to, happenings }: TimePassed): string => {
  const count =
    happenings.length === 0
      ? "nobody had to be told anything"
      : happenings.length === 1
        ? "one thing happened"
        : `${happenings.length} things happened`;
  return `${lengthOf(to - from)} passed, and ${count}`;
};

/** What came of time that passed, each with its reason and where it can be seen. */
export const Happenings = ({ desk, passed, dismiss }: { desk: Desk; passed: TimePassed | undefined; dismiss: () => void }): VNode => {
  const reading = useReading(desk);
  return html`<div aria-live="polite" class="happenings-live">
    ${
      passed &&
      html`<section class="happenings" aria-label="What happened">
        <header>
          <h2>${summaryOf(passed)}</h2>
          <button type="button" class="quiet" onClick=${dismiss}>Hide</button>
        </header>
        ${
          passed.happenings.length === 0 &&
          desk.world.cases.length > 0 &&
          html`<p class="about">
            What was only noted is in the <button type="button" class="link" onClick=${() => desk.go({ drawer: "trail", ts: desk.place.ts })}>audit trail</button>
          </p>`
        }
        ${
          passed.happenings.length > 0 &&
          html`<ol tabindex="0" aria-label="What happened, oldest first">
            ${passed.happenings.map((happening, index) => html`<${Line} key=${index} desk=${desk} happening=${happening} reading=${reading} />`)}
          </ol>`
        }
      </section>`
    }
  </div>`;
};
