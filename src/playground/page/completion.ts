import type { SlashCommand } from "../api.ts";

export interface Offer {
  /** What the person reads. */
  readonly label: string;
  readonly about: string;
  /** The whole text of the composer once it is taken. */
  readonly text: string;
}

export interface Named {
  readonly id: string;
  readonly name: string;
  /** `maria`; channels have none. */
  readonly handle?: string;
}

export interface Completing {
  readonly commands: readonly SlashCommand[];
  readonly people: readonly Named[];
  readonly channels: readonly Named[];
}

const MOST = 8;

const begins = (whole: string, start: string): boolean => whole.toLowerCase().startsWith(start.toLowerCase());

const commandOffers = (text: string, { commands }: Completing): readonly Offer[] =>
  commands
    .filter(({ command }) => begins(command, text))
    .map(({ command, hint }) => ({ label: command, about: hint, text: `${command} ` }));

const verbOffers = (name: string, typed: string, { commands }: Completing): readonly Offer[] => {
  const found = commands.find(({ command }) => command === name);
  if (!found) return [];
  return found.verbs
    .filter(({ verb }) => begins(verb, typed) && verb !== typed)
    .map(({ verb, about }) => ({ label: verb, about, text: `${name} ${verb} ` }));
};

const isCalled = ({ name, handle }: Named, typed: string): boolean =>
  begins(name, typed) || begins(handle ?? name, typed) || name.split(" ").some((part) => begins(part, typed));

/** `@ir` at the end of what is written: who could be meant. */
const namedOffers = (text: string, { people, channels }: Completing): readonly Offer[] => {
  const found = /(?:^|\s)([@#])([\p{L}\d._-]*)$/u.exec(text);
  if (!found) return [];
  const [, sigil = "", typed = ""] = found;
  return (sigil === "@" ? people : channels)
    .filter((each) => isCalled(each, typed))
    .map(({ name, handle }) => ({
      label: `${sigil}${name}`,
      about: handle ?? "",
      text: `${text.slice(0, text.length - typed.length - 1)}${sigil}${name} `,
    }));
};

/** What the text could go on with: commands, then their verbs; people after `@` and channels after `#`. */
export const completionsFor = (text: string, from: Completing): readonly Offer[] => {
  const words = /^(\/\S+) (\S*)$/.exec(text);
  const offers = words ? verbOffers(words[1] ?? "", words[2] ?? "", from) : /^\/\S*$/.test(text) ? commandOffers(text, from) : [];
  return (offers.length > 0 ? offers : namedOffers(text, from)).slice(0, MOST);
};

const inPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Finds the sigil with a whole name: not in the middle of an address or a word, nor the start of a longer name; the longest first. */
const patternFor = (sigil: string, names: Iterable<string>, goesOn: string): RegExp | undefined => {
  const longestFirst = [...names].filter((name) => name !== "").sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return undefined;
  return new RegExp(`(?<![\\p{L}\\d.<&])${sigil}(${longestFirst.map(inPattern).join("|")})(?![${goesOn}])`, "giu");
};

const withPeople = (text: string, people: readonly Named[]): string => {
  const ids = new Map(people.flatMap(({ id, name, handle = "" }) => [name, handle].map((called) => [called.toLowerCase(), id] as const)));
  const pattern = patternFor("@", ids.keys(), "\\p{L}\\d");
  return pattern === undefined ? text : text.replace(pattern, (_whole, name: string) => `<@${ids.get(name.toLowerCase()) ?? name}>`);
};

const withChannels = (text: string, channels: readonly Named[]): string => {
  const known = new Map(channels.map((channel) => [channel.name.toLowerCase(), channel]));
  const pattern = patternFor("#", known.keys(), "\\p{L}\\d_-");
  if (pattern === undefined) return text;
  return text.replace(pattern, (whole, typed: string) => {
    const channel = known.get(typed.toLowerCase());
    return channel === undefined ? whole : `<#${channel.id}|${channel.name}>`;
  });
};

/** What a person wrote, as Slack's client sends it: the people and channels in it by their ids. */
export const asSent = (text: string, { people, channels }: Pick<Completing, "people" | "channels">): string =>
  withChannels(withPeople(text, people), channels);
