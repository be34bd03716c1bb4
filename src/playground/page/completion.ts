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

/** What a person wrote, as Slack's client sends it: the people in it by their ids. */
export const asSent = (text: string, people: readonly Named[]): string => {
  const ids = new Map<string, string>();
  for (const { id, name, handle } of people) {
    ids.set(name.toLowerCase(), id);
    if (handle !== undefined) ids.set(handle.toLowerCase(), id);
  }
  const longestFirst = [...ids.keys()].filter((name) => name !== "").sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return text;
  // Not in the middle of an address, and not the start of a longer name.
  const pattern = new RegExp(`(?<![\\p{L}\\d.<])@(${longestFirst.map(inPattern).join("|")})(?![\\p{L}\\d])`, "giu");
  return text.replace(pattern, (_whole, name: string) => `<@${ids.get(name.toLowerCase()) ?? name}>`);
};
