import type { Json } from "../../../api.ts";
import type { Context, NamedId } from "../context.ts";
import { groupsOf, keyOf } from "../element-value.ts";
import { plainOf } from "../texts.ts";

export interface Choosable {
  readonly key: string;
  readonly words: string;
}

export interface ChoosableGroup {
  readonly label: string | undefined;
  readonly choices: readonly Choosable[];
}

const named = (label: string | undefined, sigil: string, all: readonly NamedId[]): ChoosableGroup => ({
  label,
  choices: all.map(({ id, name }) => ({ key: id, words: `${sigil}${name}` })),
});

const chosenFrom = (option: Json): Choosable => {
  const about = plainOf(option.description);
  return { key: keyOf(option), words: about === "" ? plainOf(option.text) : `${plainOf(option.text)} – ${about}` };
};

/** What a menu offers: options, people, channels, or both of these. */
export const choosableIn = (element: Json, context: Pick<Context, "people" | "channels">): readonly ChoosableGroup[] => {
  const type = String(element.type).replace(/^multi_/, "");
  if (type === "users_select") return [named(undefined, "", context.people)];
  if (type === "channels_select") return [named(undefined, "#", context.channels)];
  if (type === "conversations_select") return [named("Channels", "#", context.channels), named("People", "", context.people)];
  return groupsOf(element).map(({ label, options }) => ({ label, choices: options.map(chosenFrom) }));
};

/** With what is held but no longer offered, so that it is still shown. */
export const withHeld = (
  groups: readonly ChoosableGroup[],
  held: readonly string[],
  nameOf: (id: string) => string,
): readonly ChoosableGroup[] => {
  const known = new Set(groups.flatMap(({ choices }) => choices.map(({ key }) => key)));
  const missing = held.filter((key) => !known.has(key)).map((key) => ({ key, words: nameOf(key) }));
  return missing.length === 0 ? groups : [...groups, { label: undefined, choices: missing }];
};
