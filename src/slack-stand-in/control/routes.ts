import type { Actor } from "../people/actor.ts";
import type { SlackStandIn } from "../slack-stand-in.ts";
import { ACTS } from "./acts.ts";
import { type Asked, count, Mistake, onlyGiven, optionalFlag, optionalObject, optionalText, optionalTexts, text } from "./asked.ts";
import { FAULT_NAMES, strike } from "./strikes.ts";

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** Below `/stand-in/`; `:name` stands for any part. */
  readonly path: string;
  /** What it takes in its query (GET) or its JSON body. */
  readonly takes: string;
  readonly about: string;
  readonly answer: (slack: SlackStandIn, asked: Asked) => unknown;
}

const OK = { ok: true };

const personOf = (slack: SlackStandIn, { path: { id = "" } }: Asked): Actor => {
  const person = slack.users().find((each) => each.id === id || each.name === id);
  if (person && !person.isBot) return slack.asUser(person.id);
  const known = slack.users().filter(({ isBot }) => !isBot);
  throw new Mistake(`there is nobody called "${id}"; there is ${known.map((each) => `${each.id} (${each.name})`).join(", ")}`, 404);
};

const knownZone = (zone: string | undefined): string | undefined => {
  if (zone === undefined) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone && zone;
  } catch {
    throw new Mistake(`"tz" is "${zone}"; expected an IANA name, such as Europe/Rome`);
  }
};

const addPerson = (slack: SlackStandIn, asked: Asked) => {
  const optional = { id: optionalText(asked, "id"), email: optionalText(asked, "email"), tz: knownZone(optionalText(asked, "tz")) };
  return slack.addUser({ realName: text(asked, "realName"), ...onlyGiven({ ...optional, name: optionalText(asked, "name") }) });
};

const addRoom = (slack: SlackStandIn, asked: Asked) => {
  const members = optionalTexts(asked, "members") ?? slack.users().flatMap(({ id, isBot }) => (isBot ? [] : [id]));
  const stranger = members.find((member) => !slack.users().some(({ id }) => id === member));
  if (stranger !== undefined) throw new Mistake(`"members" has "${stranger}", whom nobody knows; add them to people first`);
  const bot = asked.given.bot === undefined || optionalFlag(asked, "bot");
  return slack.addChannel({ name: text(asked, "name").replace(/^#/, ""), members, isPrivate: optionalFlag(asked, "isPrivate"), bot });
};

const act = (slack: SlackStandIn, asked: Asked): unknown => {
  const name = asked.path.act ?? "";
  const known = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  if (!known) throw new Mistake(`nobody can "${name}"; people can ${Object.keys(ACTS).join(", ")}`, 404);
  return known.run(personOf(slack, asked), asked);
};

const deliverTo = (slack: SlackStandIn, asked: Asked): unknown => {
  const url = text(asked, "url");
  if (url !== "" && !URL.canParse(url))
    throw new Mistake(`"url" is "${url}"; expected such as http://127.0.0.1:3000/slack/events, or empty`);
  slack.deliverTo(url === "" ? undefined : { url });
  return OK;
};

const seen = (slack: SlackStandIn, asked: Asked): unknown => {
  const person = personOf(slack, asked);
  const thread = optionalText(asked, "thread");
  return { messages: person.sees(optionalText(asked, "channel") ?? person.dm, onlyGiven({ thread })) };
};

/** Everything that can be asked for, in the order in which one would. */
export const ROUTES: readonly Route[] = [
  { method: "GET", path: "people", takes: "", about: "everybody", answer: (slack) => ({ people: slack.users() }) },
  { method: "POST", path: "people", takes: "realName, id?, name?, email?, tz?", about: "somebody new", answer: addPerson },
  { method: "GET", path: "channels", takes: "", about: "every channel", answer: (slack) => ({ channels: slack.channels() }) },
  {
    method: "POST",
    path: "channels",
    takes: "name, members?, isPrivate?, bot?",
    about: "a new channel, with everybody and the app in it unless said otherwise",
    answer: addRoom,
  },
  {
    method: "GET",
    path: "people/:id/sees",
    takes: "channel?, thread?",
    about: "what is on their screen, oldest first; without a channel, their direct message with the app",
    answer: seen,
  },
  {
    method: "GET",
    path: "people/:id/views",
    takes: "",
    about: "their open modals, root first, and their App Home",
    answer: (slack, asked) => {
      const person = personOf(slack, asked);
      return { modals: person.views(), home: person.home() ?? null };
    },
  },
  { method: "POST", path: "people/:id/:act", takes: "see below", about: "they act; answers what the app answered", answer: act },
  { method: "POST", path: "deliver-to", takes: "url", about: "where the app listens over HTTP; empty for nowhere", answer: deliverTo },
  {
    method: "POST",
    path: "events",
    takes: "event",
    about: "any event at all, as it stands",
    answer: (slack, asked) => slack.fireEvent(optionalObject(asked, "event")),
  },
  {
    method: "POST",
    path: "functions",
    takes: "callbackId, inputs?",
    about: "Workflow Builder reaches one of the app's steps",
    answer: (slack, asked) => slack.runFunction(text(asked, "callbackId"), optionalObject(asked, "inputs")),
  },
  {
    method: "POST",
    path: "faults",
    takes: "fault, method, times?",
    about: `the next answers go wrong: ${FAULT_NAMES.join(", ")}`,
    answer: (slack, asked) => {
      strike(slack.faults, asked);
      return OK;
    },
  },
  { method: "GET", path: "faults", takes: "", about: "the faults that really struck", answer: (slack) => ({ seen: slack.faults.seen }) },
  {
    method: "DELETE",
    path: "faults",
    takes: "",
    about: "no more of them",
    answer: (slack) => {
      slack.faults.clear();
      return OK;
    },
  },
  {
    method: "POST",
    path: "disconnect",
    takes: "",
    about: "Socket Mode connections break off",
    answer: (slack) => {
      slack.disconnectSockets("abrupt");
      return OK;
    },
  },
  {
    method: "GET",
    path: "log",
    takes: "requests?, deliveries?",
    about: "what the app called and what it was handed; from such numbers on",
    answer: (slack, asked) => ({
      requests: slack.log.slice(count(asked, "requests", 0)),
      deliveries: slack.deliveries.slice(count(asked, "deliveries", 0)),
    }),
  },
  {
    method: "GET",
    path: "settled",
    takes: "",
    about: "answers when nothing is under way between the two",
    answer: async (slack) => {
      await slack.settled();
      return OK;
    },
  },
];
