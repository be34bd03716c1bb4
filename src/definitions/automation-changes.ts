import { ACT_KINDS } from "../engine/autonomy/kinds.ts";
import { type Automation, allowedLevel } from "../engine/autonomy/policy.ts";
import { canonicalJson } from "../engine/canonical.ts";

const WORDS: { readonly [K in Exclude<keyof Automation, "level" | "acts">]: string } = {
  confidence: "how sure it must be to act or to propose",
  money: "how much may be at risk",
  alwaysAsk: "when a person is always asked",
  controls: "its controls",
  stop: "what stops it",
  promotion: "what a promotion needs",
};

/** What a new version allows agents that the one before did not, or no longer, a line each. */
export const automationChanges = (before: Automation, after: Automation): readonly string[] => {
  const levels = ACT_KINDS.map((kind) => ({ kind, from: allowedLevel(before, kind), to: allowedLevel(after, kind) }));
  const moved = levels.filter(({ from, to }) => from !== to).map(({ kind, from, to }) => `agents: "${kind}" goes from ${from} to ${to}`);
  const others = Object.entries(WORDS).filter(([key]) => canonicalJson(partOf(before, key)) !== canonicalJson(partOf(after, key)));
  return [...moved, ...others.map(([, words]) => `agents: ${words} changed`)];
};

const partOf = (policy: Automation, key: string): unknown => ({ ...policy })[key as keyof Automation]; // a key of the table above
