import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  RichTextBlock,
  SectionBlock,
  SectionBlockAccessory,
} from "@slack/types";
import { ACT, type Act, actionId, type ButtonValue, encode, valueBlockId } from "../button.ts";
import { clean, escapePlain, short } from "../escape.ts";
import { cut, LIMIT } from "../limits.ts";
import { cutMrkdwn, joinMd, type Mrkdwn } from "../mrkdwn.ts";

/** `verbatim`: Slack turns no address or name in it into a link. */
export const mrkdwn = (text: Mrkdwn, max: number): MrkdwnElement => ({
  type: "mrkdwn",
  text: cutMrkdwn(text, max).mrkdwn || " ",
  verbatim: true,
});

export const plain = (text: string, max: number): PlainTextElement => ({
  type: "plain_text",
  text: short(escapePlain(text), max) || "–",
  emoji: false,
});

export const section = (text: Mrkdwn, accessory?: SectionBlockAccessory): SectionBlock => ({
  type: "section",
  text: mrkdwn(text, LIMIT.sectionText),
  ...(accessory === undefined ? {} : { accessory }),
});

/** Label and value pairs in two columns, as many as Slack takes. */
export const fields = (pairs: readonly Mrkdwn[]): SectionBlock[] =>
  pairs.length === 0 ? [] : [{ type: "section", fields: pairs.slice(0, LIMIT.fields).map((pair) => mrkdwn(pair, LIMIT.fieldText)) }];

export const context = (...lines: readonly (Mrkdwn | undefined)[]): ContextBlock[] => {
  const text = joinMd(lines);
  return text.mrkdwn === "" ? [] : [{ type: "context", elements: [mrkdwn(text, LIMIT.contextText)] }];
};

export const header = (text: string): HeaderBlock => ({ type: "header", text: plain(text, LIMIT.headerText) });

export const DIVIDER: DividerBlock = { type: "divider" };

/** Monospaced and untouched, to be copied. */
export const preformatted = (text: string): RichTextBlock => ({
  type: "rich_text",
  elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: cut(clean(text), LIMIT.sectionText) || " " }] }],
});

export interface ButtonLook {
  readonly style?: "primary" | "danger";
  /** Which one of its kind in the message. */
  readonly n?: number;
  /** Asked before it is carried out. */
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string };
}

export const button = (label: string, act: Act, value: ButtonValue, { style, n, confirm }: ButtonLook = {}): Button => ({
  type: "button",
  text: plain(label, LIMIT.buttonText),
  action_id: actionId(act, n),
  value: encode(value),
  ...(style === undefined ? {} : { style }),
  ...(confirm === undefined
    ? {}
    : {
        confirm: {
          title: plain(confirm.title, LIMIT.confirmTitle),
          text: plain(confirm.text, LIMIT.confirmText),
          confirm: plain(confirm.yes, LIMIT.confirmButton),
          deny: plain("Go back", LIMIT.confirmButton),
        },
      }),
});

/** A row of buttons; no row where there is none. */
export const actions = (elements: readonly (ActionsBlockElement | undefined)[]): ActionsBlock[] => {
  const present = elements.filter((element) => element !== undefined).slice(0, LIMIT.actions);
  return present.length === 0 ? [] : [{ type: "actions", elements: present }];
};

export const option = (label: string, value: string, description?: string): PlainTextOption => ({
  text: plain(label, LIMIT.optionText),
  value,
  ...(description === undefined || description === "" ? {} : { description: plain(description, LIMIT.optionDescription) }),
});

/** Acts behind three dots. Their value is in the block, as an option's own holds no more than the act. */
const overflow = (acts: readonly (readonly [label: string, act: Act])[], n: number): Overflow => ({
  type: "overflow",
  action_id: actionId(ACT.more, n),
  options: acts.slice(0, LIMIT.overflowOptions).map(([label, act]) => option(label, act)),
});

/** A row of buttons that ends in three dots. */
export const actionsWithMore = (
  elements: readonly (ActionsBlockElement | undefined)[],
  more: readonly (readonly [label: string, act: Act])[],
  value: ButtonValue,
  n = 0,
): ActionsBlock[] => {
  const dots = more.length === 0 ? undefined : overflow(more, n);
  return actions([...elements, dots]).map((row) => ({ ...row, block_id: valueBlockId(value, n) }));
};

/** What a message or view holds at most, with a word about what is left out. */
export const atMost = (blocks: readonly KnownBlock[], max: number, rest: Mrkdwn): KnownBlock[] =>
  blocks.length <= max ? [...blocks] : [...blocks.slice(0, max - 1), ...context(rest)];
