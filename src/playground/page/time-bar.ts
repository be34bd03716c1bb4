import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { TimeRequest, World } from "../api.ts";
import { html } from "./html.ts";
import type { Timing } from "./use-time.ts";
import { dateOf, fromNow, timeOf, whenOf } from "./when.ts";

const SPEEDS: readonly (readonly [seconds: number, name: string])[] = [
  [600, "10 minutes a second"],
  [3600, "1 hour a second"],
  [21_600, "6 hours a second"],
  [86_400, "1 day a second"],
];

const JUMPS: readonly (readonly [TimeRequest["type"] & ("hour" | "morning" | "end"), string])[] = [
  ["hour", "+1 hour"],
  ["morning", "Next working morning"],
  ["end", "To the end"],
];

const Next = ({ world, zone }: { world: World; zone: string }): VNode => {
  const { next, now } = world;
  if (!next)
    return html`<p class="next"><span class="label">Next</span> Nothing is planned. Start a case, and time has something to do.</p>`;
  return html`<p class="next">
    <span class="label">Next, ${fromNow(next.at, now)}</span>
    <span class="what" title=${`${next.what} (${next.caseTitle})`}>${whenOf(next.at, zone)} · ${next.what} <span class="about">(${next.caseTitle})</span></span>
  </p>`;
};

const Play = ({ time, isIdle }: { time: Timing; isIdle: boolean }): VNode => {
  const [chosenSpeed, setSpeed] = useState(3600);
  const isPlaying = time.speed > 0;
  const speed = isPlaying ? time.speed : chosenSpeed;
  const choose = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    const chosen = Number(event.currentTarget.value);
    setSpeed(chosen);
    if (isPlaying) void time.move({ type: "play", speed: chosen });
  };
  return html`<span class="play">
    <button type="button" disabled=${isIdle && !isPlaying} onClick=${() => time.move({ type: "play", speed: isPlaying ? 0 : speed })}>${isPlaying ? "Pause" : "Play"}</button>
    <select aria-label="Speed of play" onChange=${choose}>
      ${SPEEDS.map(([seconds, name]) => html`<option key=${seconds} value=${seconds} selected=${seconds === speed}>${name}</option>`)}
    </select>
  </span>`;
};

/** The clock, what happens next, and what moves it. */
export const TimeBar = ({ world, zone, time }: { world: World; zone: string; time: Timing }): VNode =>
  html`<section class="time-bar" aria-label="Time">
    <p class="clock">
      <strong>${timeOf(world.now, zone)}</strong>
      <span>${dateOf(world.now, zone)}</span>
      <small title="Everything on the page is in this zone">${zone}</small>
    </p>
    <${Next} world=${world} zone=${zone} />
    <div class="controls" role="group" aria-label="Move the clock" aria-busy=${time.isMoving}>
      <button type="button" class="primary" disabled=${time.isMoving || !world.next} onClick=${() => time.move({ type: "next" })}>To the next moment</button>
      ${JUMPS.map(
        ([type, title]) =>
          html`<button key=${type} type="button" disabled=${time.isMoving || (type === "end" && !world.next)} onClick=${() => time.move({ type })}>${title}</button>`,
      )}
      <${Play} time=${time} isIdle=${!world.next} />
    </div>
    ${time.error && html`<p class="act-error" role="alert">${time.error}</p>`}
  </section>`;
