import { isJson } from "../json.ts";
import type { Act } from "../people/act.ts";
import type { Actor } from "../people/actor.ts";
import type { In } from "../people/place.ts";
import type { SayOptions } from "../people/say.ts";
import type { UseOptions } from "../people/use-element.ts";
import { type Asked, Mistake, messageIn, onlyGiven, optionalFlag, optionalObject, optionalText, text } from "./asked.ts";

export interface PersonsAct {
  /** What it takes, as one would write it down. */
  readonly takes: string;
  readonly about: string;
  readonly run: (actor: Actor, asked: Asked) => Promise<Act>;
}

/** A place is a channel, `modal`, `home`, a view's id, or one message as `{ channel, ts }`. */
const placeIn = ({ given }: Asked): In | undefined => {
  const place = given.in;
  if (place === undefined || typeof place === "string") return place;
  if (isJson(place) && typeof place.channel === "string" && typeof place.ts === "string") return { channel: place.channel, ts: place.ts };
  throw new Mistake(`"in" is ${JSON.stringify(place)}; expected a channel, "modal", "home", or { "channel", "ts" }`);
};

const useOptions = (asked: Asked): UseOptions =>
  onlyGiven({
    in: placeIn(asked),
    blockId: optionalText(asked, "blockId"),
    value: optionalText(asked, "value"),
    values: asked.given.values === undefined ? undefined : optionalObject(asked, "values"),
  }) as UseOptions;

const sayOptions = (asked: Asked): SayOptions =>
  onlyGiven({ channel: optionalText(asked, "channel"), threadTs: optionalText(asked, "thread") }) as SayOptions;

const tabOf = (asked: Asked): "home" | "messages" => {
  const tab = optionalText(asked, "tab") ?? "home";
  if (tab === "home" || tab === "messages") return tab;
  throw new Mistake(`"tab" is "${tab}"; expected home or messages`);
};

export const ACTS: Readonly<Record<string, PersonsAct>> = {
  clicks: {
    takes: "name, in?, blockId?, value?, values?",
    about: "a button or menu entry, by its action_id or what is written on it",
    run: (actor, asked) => actor.clicks(text(asked, "name"), useOptions(asked)),
  },
  selects: {
    takes: "name, choice, in?, blockId?, values?",
    about: "a select, picker, checkboxes or text: options by value or text, dates as YYYY-MM-DD, null to empty it",
    run: (actor, asked) => {
      if (asked.given.choice === undefined) throw new Mistake('"choice" is missing; expected what is chosen or typed, or null');
      return actor.selects(text(asked, "name"), asked.given.choice, useOptions(asked));
    },
  },
  searches: {
    takes: "name, typed, in?, blockId?, values?",
    about: "what an external select offers, in response.body",
    run: (actor, asked) => actor.searches(text(asked, "name"), text(asked, "typed"), useOptions(asked)),
  },
  types: {
    takes: "text, channel?, thread?",
    about: "a message; without a channel to the app itself",
    run: (actor, asked) => actor.types(text(asked, "text"), sayOptions(asked)),
  },
  edits: {
    takes: "channel, ts, text",
    about: "a message of their own",
    run: (actor, asked) => actor.edits(messageIn(asked), text(asked, "text")),
  },
  erases: { takes: "channel, ts", about: "a message of their own", run: (actor, asked) => actor.erases(messageIn(asked)) },
  runs: {
    takes: "command, channel?",
    about: "a slash command, typed whole",
    run: (actor, asked) => actor.runs(text(asked, "command"), sayOptions(asked)),
  },
  submits: {
    takes: "values?",
    about: "fills the open modal in, by block_id, action_id or label, and submits it",
    run: (actor, asked) => actor.submits(optionalObject(asked, "values")),
  },
  closes: { takes: "all?", about: "the modal on top, or all", run: (actor, asked) => actor.closes({ all: optionalFlag(asked, "all") }) },
  shortcut: { takes: "callbackId", about: "a global shortcut", run: (actor, asked) => actor.shortcut(text(asked, "callbackId")) },
  messageShortcut: {
    takes: "callbackId, channel, ts",
    about: "a shortcut from a message's menu",
    run: (actor, asked) => actor.messageShortcut(text(asked, "callbackId"), messageIn(asked)),
  },
  opensHome: { takes: "tab?", about: "App Home: home or messages", run: (actor, asked) => actor.opensHome(tabOf(asked)) },
  opensAssistant: {
    takes: "lookingAt?",
    about: "the agent pane, perhaps while looking at a channel",
    run: (actor, asked) => actor.opensAssistant(onlyGiven({ lookingAt: optionalText(asked, "lookingAt") })),
  },
  reacts: {
    takes: "emoji, channel, ts",
    about: "to a message",
    run: (actor, asked) => actor.reacts(text(asked, "emoji"), messageIn(asked)),
  },
};
