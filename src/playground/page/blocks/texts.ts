import type { VNode } from "preact";
import type { Json } from "../../api.ts";
import { html } from "../html.ts";
import { emojiOf } from "../mrkdwn/emoji.ts";
import { Mrkdwn } from "../mrkdwn/mrkdwn.ts";
import { safeUrl } from "../mrkdwn/safe-url.ts";
import type { Context } from "./context.ts";
import { isJson, stringOf, wordsOf } from "./json.ts";

/** A plain text's words, with the emoji that it allows. */
export const plainOf = (text: unknown): string => {
  const words = wordsOf(text);
  return isJson(text) && text.emoji === false ? words : words.replaceAll(/:([a-z0-9_+-]+):/g, (_, name: string) => emojiOf(name));
};

/** A text object, either kind. */
export const Text = ({ text, context }: { text: unknown; context: Context }): VNode | null => {
  if (!isJson(text)) return null;
  return text.type === "mrkdwn"
    ? html`<${Mrkdwn} text=${stringOf(text.text)} context=${context} />`
    : html`<div class="b-plain">${plainOf(text)}</div>`;
};

const sourceOf = (image: Json): string | undefined => {
  const file = isJson(image.slack_file) ? image.slack_file.url : undefined;
  const url = safeUrl(image.image_url ?? file);
  return url?.startsWith("http") ? url : undefined;
};

/** A picture by its address; by its words alone when it has none that may be followed. */
export const Image = ({ image, look }: { image: Json; look: string }): VNode => {
  const source = sourceOf(image);
  const words = stringOf(image.alt_text);
  return source === undefined
    ? html`<span class=${`b-no-image ${look}`}>${words || "Image"}</span>`
    : html`<img class=${look} src=${source} alt=${words} loading="lazy" referrerpolicy="no-referrer" />`;
};
