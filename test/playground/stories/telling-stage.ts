import { createReceiveEvent } from "../../../src/application/receive-event.ts";
import type { AskOver } from "../../../src/build-agent.ts";
import { askInPlayground } from "../../../src/cli/playground/ask-in-playground.ts";
import { readConfig } from "../../../src/config.ts";
import type { Story, TimeRequest } from "../../../src/playground/api.ts";
import { createStories, type Stories } from "../../../src/playground/stories/stories.ts";
import type { OpenTestDatabase } from "../../support/databases.ts";
import { createRecordingLogger } from "../../support/recording-logger.ts";
import { openStage, type Stage } from "../../support/stage.ts";

const HOUR = 3_600_000;

/** 09:05 in Milan, on the next day from Monday to Friday. */
const nextMorning = (now: number): number => {
  const at = new Date(now + 12 * HOUR).setUTCHours(8, 5, 0, 0);
  const ahead = at <= now ? at + 24 * HOUR : at;
  const weekend = { 6: 2, 0: 1 }[new Date(ahead).getUTCDay()] ?? 0;
  return ahead + weekend * 24 * HOUR;
};

export interface TellingStage {
  readonly stage: Stage;
  readonly stories: () => Stories;
  readonly story: () => Promise<Story>;
  readonly turn: () => Promise<NonNullable<Story["turn"]>>;
  readonly go: () => Promise<void>;
  /** The page is served by a new process. */
  readonly again: () => Promise<void>;
  readonly handles: readonly string[];
}

const PEOPLE = "sara lea luca bo finn ivo iris ines carla chen tina tom compliance lin ferrari rossi claims-head maria".split(" ");

/** As in a playground without a key. */
export const asInPlayground = async (kept: () => string | undefined): Promise<AskOver> =>
  await askInPlayground(readConfig({}), createRecordingLogger(), kept);

/** `ask`: how models are asked, where there are any; it is given what is kept of the story. */
export const tellingStage = async (
  open: OpenTestDatabase,
  at: string,
  { ask }: { readonly ask?: (kept: () => string | undefined) => Promise<AskOver> } = {},
): Promise<TellingStage> => {
  let kept: string | undefined;
  const asking = ask === undefined ? {} : { ask: await ask(() => kept) };
  const stage = await openStage({ open, at: Date.parse(at), ...asking });
  const pass = async ({ type }: TimeRequest): Promise<void> => {
    if (type === "next") await stage.next();
    else if (type === "morning") await stage.until(nextMorning(stage.now()));
    else throw new Error(`no story passes time by ${type}`);
  };
  const write = (text: string): void => {
    kept = text;
  };
  const create = (): Stories => {
    const app = stage.app();
    return createStories({
      slack: stage.slack,
      product: app,
      clock: { now: stage.now },
      jump: { pass },
      receive: async (event) => await createReceiveEvent(app.core)(app.core.workspace, event),
      people: new Map(PEOPLE.map((handle) => [handle, stage.as(handle).id])),
      keep: { read: () => kept, write },
    });
  };
  let stories = create();
  const story = async (): Promise<Story> => {
    const now = await stories.now();
    if (now === undefined) throw new Error("no story is told");
    return now;
  };
  return {
    stage,
    handles: PEOPLE,
    stories: () => stories,
    story,
    turn: async () => {
      const { turn } = await story();
      if (turn === undefined) throw new Error("the story is over");
      return turn;
    },
    go: async () => await stories.handle({ type: "go" }),
    again: async () => {
      await stage.restart();
      stories = create();
    },
  };
};
