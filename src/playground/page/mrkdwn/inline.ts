/** A run of text, whatever markup it was written in: mrkdwn, Markdown and rich text are all drawn from this. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "styled"; readonly tag: "b" | "i" | "s" | "u"; readonly parts: readonly Inline[] }
  | { readonly kind: "link"; readonly url: string; readonly parts: readonly Inline[] }
  | { readonly kind: "user" | "channel" | "group"; readonly id: string; readonly label: string | undefined }
  | { readonly kind: "broadcast"; readonly range: string }
  | {
      readonly kind: "date";
      readonly seconds: number;
      readonly format: string;
      readonly url: string | undefined;
      readonly fallback: string;
    }
  | { readonly kind: "emoji"; readonly name: string }
  | { readonly kind: "color"; readonly value: string };

/** Lines that belong together. */
export type Passage =
  | { readonly kind: "text"; readonly parts: readonly Inline[] }
  | { readonly kind: "heading"; readonly level: number; readonly parts: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "quote"; readonly passages: readonly Passage[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly start: number; readonly items: readonly ListItem[] }
  | { readonly kind: "table"; readonly head: readonly (readonly Inline[])[]; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly kind: "rule" };

export interface ListItem {
  readonly indent: number;
  readonly parts: readonly Inline[];
}
