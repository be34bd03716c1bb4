import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Story, StoryRequest } from "../api.ts";
import { postJson, sayFailure } from "./ask.ts";
import { type Desk, placeOf } from "./desk.ts";
import { html } from "./html.ts";

const useStory = (desk: Desk) => {
  const [error, setError] = useState<string | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const tell = async (request: StoryRequest): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await postJson("/api/story", request);
    } catch (failure) {
      setError(sayFailure(failure));
    }
    setBusy(false);
    desk.refresh();
  };
  return { error, isBusy, tell };
};

type Telling = ReturnType<typeof useStory>;

const Offers = ({ desk, telling }: { desk: Desk; telling: Telling }): VNode =>
  html`<div class="offers-row">
    <p class="welcome">
      ${
        desk.world.cases.length === 0
          ? "Here people share work and Coxswain steers it: a small Slack where you can be everybody, and move the clock. Start with a story:"
          : "A guided story shows whose turn it is at each step:"
      }
    </p>
    ${desk.world.stories.map(
      ({ id, title, about }, index) =>
        html`<button
          key=${id}
          type="button"
          class=${index === 0 && desk.world.cases.length === 0 ? "primary" : ""}
          title=${about}
          disabled=${telling.isBusy}
          onClick=${() => telling.tell({ type: "start", id })}
        >
          ${title}
        </button>`,
    )}
  </div>`;

/** The person whose turn it is, and the place; where that person may not look, their direct message. */
const goThere = (desk: Desk, turn: NonNullable<Story["turn"]>): void => {
  const as = turn.person ?? desk.world.me;
  const at =
    turn.channel === undefined
      ? desk.place.at
      : (placeOf(desk.world, turn.channel) ?? (turn.channel.startsWith("D") ? "dm" : turn.channel));
  desk.go({ as, at, thread: turn.threadTs, ...(turn.threadTs === undefined ? {} : { ts: turn.threadTs }) });
};

const Turn = ({ desk, turn, telling }: { desk: Desk; turn: NonNullable<Story["turn"]>; telling: Telling }): VNode => {
  const { person, what, why, doIt } = turn;
  const name = desk.world.people.find(({ id }) => id === person)?.name;
  const isMine = person === desk.world.me;
  const whose = person === undefined ? "Time's turn" : isMine ? "Your turn" : `${name ?? person}'s turn`;
  return html`
    <div class="turn">
      <p><strong>${whose}.</strong> ${what}</p>
      <p class="about">${why}</p>
    </div>
    <div class="turn-acts">
      ${
        (person !== undefined || turn.channel !== undefined) &&
        html`<button type="button" onClick=${() => goThere(desk, turn)}>
        ${isMine || person === undefined ? "Go there" : `Be ${name ?? person}`}
      </button>`
      }
      <button type="button" class="primary" disabled=${telling.isBusy} onClick=${() => telling.tell({ type: "go" })}>
        ${telling.isBusy ? "Working…" : doIt}
      </button>
    </div>
  `;
};

const Running = ({ desk, story, telling }: { desk: Desk; story: Story; telling: Telling }): VNode =>
  html`<div class="running">
    <div class="progress">
      <h2>${story.title}</h2>
      <progress value=${story.done} max=${story.of} aria-label="Progress of the story"></progress>
      <span class="about">${story.done} of ${story.of}</span>
      <button type="button" class="quiet leave" disabled=${telling.isBusy} onClick=${() => telling.tell({ type: "leave" })}>Leave the story</button>
    </div>
    ${
      story.turn
        ? html`<${Turn} desk=${desk} turn=${story.turn} telling=${telling} />`
        : html`<p class="turn">The story is over. Everything in it is still here: look around, or open <em>Behind the curtain</em>.</p>`
    }
  </div>`;

/** A story that begins is shown where it happens, once. */
const useShowing = (desk: Desk): void => {
  const { story } = desk.world;
  const running = story?.id;
  const before = useRef(running);
  useEffect(() => {
    const isNew = running !== undefined && before.current === undefined;
    before.current = running;
    const at = placeOf(desk.world, story?.turn?.channel);
    if (isNew && at !== undefined && at !== desk.place.at) desk.go({ at });
  }, [running]);
};

/** A guided story: whose turn it is and why; the offers when none runs. */
export const StoryPanel = ({ desk }: { desk: Desk }): VNode | null => {
  const telling = useStory(desk);
  const { story, stories } = desk.world;
  useShowing(desk);
  if (!story && stories.length === 0) return null;
  return html`<section class="story" aria-label="Guided story" aria-live="polite">
    ${story ? html`<${Running} desk=${desk} story=${story} telling=${telling} />` : html`<${Offers} desk=${desk} telling=${telling} />`}
    ${telling.error && html`<p class="act-error" role="alert">${telling.error}</p>`}
  </section>`;
};
