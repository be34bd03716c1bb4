import type { VNode } from "preact";
import type { Json } from "../../../api.ts";
import { html } from "../../html.ts";
import { safeUrl } from "../../mrkdwn/safe-url.ts";
import { stringOf } from "../json.ts";
import { plainOf } from "../texts.ts";
import { type ElementProps, useAct } from "../use-act.ts";

const LOOKS: Readonly<Record<string, string>> = { primary: "b-button b-primary", danger: "b-button b-danger" };

const lookOf = (element: Json): string => LOOKS[stringOf(element.style)] ?? "b-button";

export const sentBy = (element: Json): { value?: string } => (typeof element.value === "string" ? { value: element.value } : {});

/** A button; one with an address is a link that the app hears of as well. */
export const Button = (props: ElementProps): VNode => {
  const { element } = props;
  const { isBusy, act, dialog } = useAct(props);
  const url = safeUrl(element.url);
  const shared = {
    class: lookOf(element),
    "aria-label": stringOf(element.accessibility_label) || undefined,
    "data-action-id": stringOf(element.action_id),
    onClick: () => act(sentBy(element)),
  };
  const words = plainOf(element.text);
  const drawn =
    url === undefined
      ? html`<button type="button" ...${shared} disabled=${isBusy} aria-busy=${isBusy ? "true" : undefined}>${words}</button>`
      : html`<a ...${shared} href=${url} target="_blank" rel="noopener noreferrer">${words}</a>`;
  return html`<span class="b-element">${drawn}${dialog}</span>`;
};

const ICONS: Readonly<Record<string, string>> = { trash: "🗑" };

/** To everybody, unless it names whom. */
const isShownTo = ({ visible_to_user_ids: only }: Json, me: string): boolean => !Array.isArray(only) || only.includes(me);

/** A button that is a sign, with its words for whoever cannot see it. */
export const IconButton = (props: ElementProps): VNode | null => {
  const { element, context } = props;
  const { isBusy, act, dialog } = useAct(props);
  if (!isShownTo(element, context.me)) return null;
  const words = stringOf(element.accessibility_label) || plainOf(element.text);
  return html`<span class="b-element">
    <button
      type="button"
      class="b-icon-button"
      aria-label=${words}
      title=${plainOf(element.text)}
      disabled=${isBusy}
      data-action-id=${stringOf(element.action_id)}
      onClick=${() => act(sentBy(element))}
    >
      ${ICONS[stringOf(element.icon)] ?? plainOf(element.text)}
    </button>
    ${dialog}
  </span>`;
};

const FEEDBACK = [
  ["positive_button", "👍"],
  ["negative_button", "👎"],
] as const;

/** Good or bad. */
export const FeedbackButtons = (props: ElementProps): VNode => {
  const { element } = props;
  const { isBusy, act, dialog } = useAct(props);
  const buttons = FEEDBACK.map(([name, sign]) => {
    const half = (element[name] ?? {}) as Json; // The schema requires both; one that is missing has no words.
    const words = stringOf(half.accessibility_label) || plainOf(half.text);
    return html`<button
      type="button"
      class="b-icon-button"
      aria-label=${words}
      title=${plainOf(half.text)}
      disabled=${isBusy}
      data-action-id=${stringOf(element.action_id)}
      onClick=${() => act(sentBy(half))}
    >
      ${sign}
    </button>`;
  });
  return html`<span class="b-element">${buttons}${dialog}</span>`;
};
