import { KIND_OF } from "../../src/engine/autonomy/kinds.ts";
import type { BareAct, Suggestion } from "../../src/engine/autonomy/suggestion.ts";
import type { StepKey } from "../../src/engine/ids.ts";
import { DAY, personId } from "./builders.ts";
import { MONDAY } from "./given.ts";

/** An act of an agent for otto, of Monday, about the first pass of an active step. */
export const aSuggestion = (
  id: string,
  act: BareAct & { readonly step?: StepKey },
  how: Suggestion["how"],
  overrides: Partial<Suggestion> = {},
): Suggestion => ({
  id,
  kind: KIND_OF[act.type],
  step: act.step,
  was: { pass: 1, status: "active" },
  act,
  by: "clerk",
  onBehalfOf: personId("otto"),
  to: [personId("otto")],
  confidence: 0.8,
  evidence: ["msg-1"],
  run: "r-1",
  how,
  why: "this kind of act is at the level assist",
  at: MONDAY,
  until: MONDAY + DAY,
  status: "open",
  answer: undefined,
  final: undefined,
  before: {},
  ...overrides,
});
