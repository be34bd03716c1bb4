/** What a person themselves wrote in a message, without what they only passed on. */
export interface PlainReply {
  /** Their words on one line for each line they wrote; mentions as `@U1`, links as their address. */
  readonly text: string;
  /** Slack ids that were mentioned, in order. */
  readonly mentions: readonly string[];
}

const ENTITY: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** Quoted lines, code and quotation marks hold somebody else's words. */
const withoutQuotes = (text: string): string =>
  text
    .replaceAll(/```[\s\S]*?(```|$)/g, " ")
    .replaceAll(/^\s*(&gt;)+.*$/gm, "")
    .replaceAll(/`[^`\n]*`/g, " ")
    .replaceAll(
      /"[^"\n]*"|“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»|(?<![\p{L}\p{N}])'[^'\n]*'(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])‘[^’\n]*’(?![\p{L}\p{N}])/gu,
      " … ",
    );

const withoutMarkup = (text: string): string =>
  text
    .replaceAll(/<@([A-Z0-9]+)(\|[^>]*)?>/g, " @$1 ")
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, "$1")
    .replaceAll(/<[#!][^|>]*(\|([^>]*))?>/g, " ")
    .replaceAll(/<(https?:[^|>]+)(\|[^>]*)?>/g, "$1")
    .replaceAll(/<mailto:([^|>]+)(\|[^>]*)?>/g, "$1")
    .replaceAll(/:[a-z0-9_+-]*[a-z][a-z0-9_+-]*:|(?:\p{Extended_Pictographic}|\u{FE0F}|\u{200D}|\p{Emoji_Modifier})+/giu, " ")
    .replaceAll(/~[^~\n]+~/g, " … ")
    .replaceAll(/(?<![\p{L}\p{N}])[*_]+(?=\S)|(?<=\S)[*_]+(?![\p{L}\p{N}])/gu, "")
    .replaceAll(/&(amp|lt|gt);/g, (entity) => ENTITY[entity] ?? entity);

/** A struck or quoted passage leaves an ellipsis, so that what stands around it is not read as one sentence. `except` is our own bot. */
export const plainReply = (slackText: string, except: string): PlainReply => {
  const own = withoutQuotes(slackText);
  const mentions = [...own.matchAll(/<@([A-Z0-9]+)(\|[^>]*)?>/g)].flatMap(([, id]) => (id === undefined || id === except ? [] : [id]));
  const text = withoutMarkup(own.replaceAll(new RegExp(`<@${except}(\\|[^>]*)?>`, "g"), " "));
  const lines = text.split("\n").map((line) => line.replaceAll(/[^\S\n]+/g, " ").trim());
  return { text: lines.filter((line) => line !== "").join("\n"), mentions: [...new Set(mentions)] };
};

/** Slack ids mentioned in the plain text of a reply. */
export const mentionsIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/(?<![\p{L}\p{N}])@([UW][A-Z0-9]{2,})/gu)].flatMap(([, id]) => id ?? [])),
];
