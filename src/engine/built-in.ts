import type { Alternative } from "./definition.ts";

const BUILT_IN: Readonly<Record<string, Alternative>> = {
  reassign: { id: "reassign", title: "Give it to somebody else", act: { do: "reassign", to: undefined } },
  extend: { id: "extend", title: "Extend the due date", act: { do: "extend", by: undefined } },
};

/** What may be proposed without being offered by any ladder: a later due date, and another owner. */
export const builtIn = (id: string): Alternative | undefined => BUILT_IN[id];
