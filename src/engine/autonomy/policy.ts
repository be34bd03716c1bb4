import { type ActKind, canBeUndone } from "./kinds.ts";

/** `assist`: it proposes. `automate`: it acts above a threshold. `enforce`: a gate, which nobody passes without its check. */
export type Level = "assist" | "automate" | "enforce";

/** How far agents may go in one workflow: `automation:` of its definition, with every default filled in. */
export interface Automation {
  /** Of every kind that `acts` does not name. */
  readonly level: "assist" | "automate";
  readonly acts: Readonly<Partial<Record<ActKind, Level>>>;
  /** From 0 to 1: at least `actAbove` acts, under `askBelow` asks, between them proposes. */
  readonly confidence: { readonly actAbove: number; readonly askBelow: number };
  /** What is at risk: the input or evidence that holds it, and from which amount on a person is asked. */
  readonly money: { readonly input: string; readonly askAbove: number } | undefined;
  /** Expressions: when a person is always asked. */
  readonly alwaysAsk: { readonly regulated: string | undefined; readonly customer: string | undefined };
  readonly controls: Controls;
  readonly stop: StopConditions;
  /** What a kind of act has to show before its promotion is proposed: answered proposals, and the lower bound of the share accepted. */
  readonly promotion: { readonly proposals: number; readonly accepted: number };
}

export interface Controls {
  readonly piiDetector: boolean;
  /** `words` that the agent must not speak of, besides what is outside the case; undefined when it is off. */
  readonly topicGuardrail: { readonly words: readonly string[] } | undefined;
  /** Calls of tools in an hour, for each case; undefined when it is off. */
  readonly toolRateLimit: number | undefined;
}

export interface StopConditions {
  /** Milliseconds in which nothing moved; undefined: never stops for that. */
  readonly noProgressMs: number | undefined;
  readonly conflictingSignals: boolean;
  readonly missingApproval: boolean;
  readonly reachesCustomer: boolean;
}

/** What holds where a definition says nothing: it proposes, all controls are on, everything stops it. */
export const DEFAULT_AUTOMATION: Automation = {
  level: "assist",
  acts: {},
  confidence: { actAbove: 0.9, askBelow: 0.5 },
  money: undefined,
  alwaysAsk: { regulated: undefined, customer: undefined },
  controls: { piiDetector: true, topicGuardrail: { words: [] }, toolRateLimit: 60 },
  stop: { noProgressMs: 14 * 24 * 3_600_000, conflictingSignals: true, missingApproval: true, reachesCustomer: true },
  promotion: { proposals: 20, accepted: 0.8 },
};

export const automationOf = ({ automation }: { readonly automation?: Automation | undefined }): Automation =>
  automation ?? DEFAULT_AUTOMATION;

/** What a definition allows of a kind of act: `automate` for all does not reach what can never be done without asking. */
export const allowedLevel = ({ acts, level }: Automation, kind: ActKind): Level =>
  acts[kind] ?? (level === "automate" && canBeUndone(kind) ? "automate" : "assist");

/** The lower of what a definition allows and what its process owner has signed. A gate needs no signature: it only asks for more. */
export const effectiveLevel = (policy: Automation, kind: ActKind, signed: boolean): Level => {
  const allowed = allowedLevel(policy, kind);
  return allowed === "automate" && !signed ? "assist" : allowed;
};
