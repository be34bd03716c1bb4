import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Story, StoryRequest } from "../api.ts";
import { postJson, sayFailure } from "./ask.ts";
import { type Desk, placeOf } from "./desk.ts";
import { html } from "./html.ts";

/** What happened earlier is put away as soon as the story goes on. */
const useStory = (desk: Desk, dismiss: () => void) => {
  const [error, setError] = useState<string | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const tell = async (request: StoryRequest): Promise<void> => {
    setBusy(true);
    setError(undefined);
    dismiss();
    try {
      await postJson("/api/story", request);
    } catch (failure) {
      setError(sayFailure(failure));
    }
    // Busy until the next turn is shown: a click is always for the turn that is read.
    await desk.refresh();
    setBusy(false);
  };
  return { error, isBusy, tell };
};

type Telling = ReturnType<typeof useStory>;

const Offers = ({ desk, telling }: { desk: Desk; telling: Telling }): VNode =>
  html`<div class="offers-row">
    <p class="welcome">
      ${
        desk.world.cases.length === 0
          ? "Coxswain steers work that many people share in Slack. Here is a small Slack to try it in: be anybody, and move the clock. Start with a story:"
          : "A guided story shows whose turn it is at each step:"
      }
    </p>
    ${desk.world.stories.map(
      ({ id, title, about }, index) =>
        html`<div key=${id} class="offer"><button
          type="button"
          class=${index === 0 && desk.world.cases.length === 0 ? "primary" : ""}
          aria-describedby=${`about-${id}`}
          disabled=${telling.isBusy}
          onClick=${() => telling.tell({ type: "start", id })}
        >
          ${title}
        </button>
        <p class="about" id=${`about-${id}`}>${about}</p>
      </div>`,
    )}
  </div>`;

type Turning = NonNullable<Story["turn"]>;

/** The person whose turn it is, and the place; where that person may not look, their direct message. */
const thereOf = (desk: Desk, turn: Turning) => {
  const as = turn.person ?? desk.world.me;
  const at =
    turn.channel === undefined
      ? desk.place.at
      : (placeOf(desk.world, turn.channel) ?? (turn.channel.startsWith("D") ? "dm" : turn.channel));
  return { as, at, thread: turn.threadTs };
};

const isThere = (desk: Desk, turn: Turning): boolean => {
  const { as, at, thread } = thereOf(desk, turn);
  return as === desk.world.me && at === desk.place.at && (thread === undefined || thread === desk.place.thread);
};

const goThere = (desk: Desk, turn: Turning): void => desk.go({ ...thereOf(desk, turn), ts: turn.threadTs });

const Turn = ({ desk, turn, telling }: { desk: Desk; turn: Turning; telling: Telling }): VNode => {
  const { person, what, why, doIt } = turn;
  const name = desk.world.people.find(({ id }) => id === person)?.name;
  const isMine = person === desk.world.me;
  const whose = isMine ? "Your turn" : `${name ?? person}'s turn`;
  return html`
    <div class="turn">
      <p>${person === undefined ? html`<strong>${what}</strong>` : html`<strong>${whose}.</strong> ${what}`}</p>
      <p class="about">${why}</p>
    </div>
    <div class="turn-acts">
      ${
        (person !== undefined || turn.channel !== undefined) &&
        !isThere(desk, turn) &&
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
        : html`<p class="turn">
            The story is over. Everything in it is still here: look around, or read${" "}
            <button type="button" class="link" onClick=${() => desk.go({ drawer: "trail", ts: desk.place.ts })}>what was decided and why</button>.
          </p>`
    }
  </div>`;

/** A story that begins is shown in the thread of its case, once: there everybody sees it move. */
const useShowing = (desk: Desk): void => {
  const { story, cases } = desk.world;
  const running = story?.id;
  const shown = useRef(running);
  const [newest] = cases;
  useEffect(() => {
    const at = placeOf(desk.world, newest?.channel);
    if (running !== undefined && shown.current === undefined) {
      // Its card may not be posted yet.
      if (at === undefined) return;
      desk.go({ at, thread: newest?.threadTs });
    }
    shown.current = running;
  }, [running, newest?.channel]);
};

/** A guided story: whose turn it is and why; the offers when none runs. */
export const StoryPanel = ({ desk, dismiss }: { desk: Desk; dismiss: () => void }): VNode | null => {
  const telling = useStory(desk, dismiss);
  const { story, stories } = desk.world;
  useShowing(desk);
  if (!story && stories.length === 0) return null;
  return html`<section class="story" aria-label="Guided story" aria-live="polite">
    ${story ? html`<${Running} desk=${desk} story=${story} telling=${telling} />` : html`<${Offers} desk=${desk} telling=${telling} />`}
    ${telling.error && html`<p class="act-error" role="alert">${telling.error}</p>`}
  </section>`;
};
