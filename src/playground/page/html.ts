import htm from "htm";
import { h, type VNode } from "preact";

// Its types are written for another module system than its code.
const bound = (htm as unknown as { bind(create: typeof h): (strings: TemplateStringsArray, ...values: unknown[]) => VNode }).bind(h);

/** Markup as a tagged template, which Preact escapes. */
export const html = bound;
