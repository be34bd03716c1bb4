import { type ActKind, ALWAYS_ASKED } from "./kinds.ts";
import { type Automation, effectiveLevel } from "./policy.ts";

/** `acts`: carried out, logged, can be undone. `proposes`: a person accepts, edits or dismisses it. `asks`: a person looks at it first. */
export interface AutonomyVerdict {
  readonly does: "acts" | "proposes" | "asks";
  /** In words, for the card and the trace. */
  readonly why: string;
}

export interface Judged {
  readonly policy: Automation;
  readonly kind: ActKind;
  /** From 0 to 1; undefined where the agent does not say. */
  readonly confidence: number | undefined;
  /** What is at risk; "unknown" where the policy wants to know and nobody can tell. */
  readonly money: number | "unknown" | undefined;
  readonly reachesCustomer: boolean;
  readonly regulated: boolean;
  /** How far the agent itself goes at most. */
  readonly ceiling: "assist" | undefined;
  /** The process owner has signed that this kind of act may be automated. */
  readonly signed: boolean;
}

/** In percent: people do not read 0.87. */
export const asPercent = (share: number): string => `${Math.round(share * 100)} %`;

/** How far an agent goes with one act. Pure; risk weighs before confidence, confidence before level. */
export const verdictOn = (judged: Judged): AutonomyVerdict => {
  const { confidence = 0 } = judged;
  const asked = whyAsked(judged);
  if (asked !== undefined) return { does: "asks", why: asked };
  const proposed = whyProposed(judged);
  return proposed === undefined ? { does: "acts", why: `it is ${asPercent(confidence)} sure` } : { does: "proposes", why: proposed };
};

const whyAsked = ({ policy, confidence, money, reachesCustomer, regulated }: Judged): string | undefined => {
  if (reachesCustomer) return "it touches a customer";
  if (regulated) return "it is regulated";
  if (money === "unknown") return `nobody can tell how much is at risk (${policy.money?.input})`;
  if (money !== undefined && policy.money !== undefined && money > policy.money.askAbove)
    return `more than ${policy.money.askAbove} is at risk`;
  if (confidence === undefined) return "it does not say how sure it is";
  const { askBelow } = policy.confidence;
  return confidence < askBelow ? `it is only ${asPercent(confidence)} sure, and asks below ${asPercent(askBelow)}` : undefined;
};

const whyProposed = ({ policy, kind, confidence = 0, signed, ceiling }: Judged): string | undefined => {
  const never = ALWAYS_ASKED[kind];
  if (never !== undefined) return never;
  if (ceiling === "assist") return "this agent only proposes";
  const level = effectiveLevel(policy, kind, signed);
  if (level !== "automate") return `this kind of act is at the level ${level}`;
  const { actAbove } = policy.confidence;
  return confidence < actAbove ? `it is ${asPercent(confidence)} sure, and acts from ${asPercent(actAbove)}` : undefined;
};
