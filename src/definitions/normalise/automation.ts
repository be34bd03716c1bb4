import { ACT_KINDS, type ActKind } from "../../engine/autonomy/kinds.ts";
import { type Automation, DEFAULT_AUTOMATION, type Level } from "../../engine/autonomy/policy.ts";
import { invariant } from "../../engine/invariant.ts";
import type { AutomationDocument } from "../schema/automation.ts";
import { normaliseDuration } from "./duration.ts";

/** Undefined where a definition says nothing of agents: such a version stays the version that it was. */
export const normaliseAutomation = (document: AutomationDocument | undefined): Automation | undefined => {
  if (document === undefined) return undefined;
  const { level, acts, confidence, promotion } = document;
  return {
    level: level ?? DEFAULT_AUTOMATION.level,
    acts: normaliseActs(acts ?? {}),
    confidence: {
      actAbove: confidence?.act_above ?? DEFAULT_AUTOMATION.confidence.actAbove,
      askBelow: confidence?.ask_below ?? DEFAULT_AUTOMATION.confidence.askBelow,
    },
    money: document.money === undefined ? undefined : { input: document.money.input, askAbove: document.money.ask_above },
    alwaysAsk: { regulated: condition(document.always_ask?.regulated), customer: condition(document.always_ask?.customer) },
    controls: normaliseControls(document.controls ?? {}),
    stop: normaliseStop(document.stop ?? {}),
    promotion: {
      proposals: promotion?.proposals ?? DEFAULT_AUTOMATION.promotion.proposals,
      accepted: promotion?.accepted ?? DEFAULT_AUTOMATION.promotion.accepted,
    },
  };
};

const normaliseActs = (acts: Readonly<Record<string, Level>>): Automation["acts"] =>
  Object.fromEntries(
    Object.entries(acts).map(([kind, level]) => {
      invariant(isKind(kind), `the rules accepted the kind of act "${kind}"`);
      return [kind, level];
    }),
  );

const isKind = (word: string): word is ActKind => (ACT_KINDS as readonly string[]).includes(word);

const condition = (asked: string | true | undefined): string | undefined => (asked === true ? "true" : asked);

const normaliseControls = (controls: NonNullable<AutomationDocument["controls"]>): Automation["controls"] => ({
  piiDetector: controls["pii-detector"] ?? DEFAULT_AUTOMATION.controls.piiDetector,
  topicGuardrail: topics(controls["topic-guardrail"] ?? true),
  toolRateLimit: unlessOff(controls["tool-rate-limit"] ?? DEFAULT_AUTOMATION.controls.toolRateLimit),
});

const topics = (asked: boolean | { readonly words: readonly string[] }): Automation["controls"]["topicGuardrail"] => {
  if (typeof asked !== "boolean") return { words: asked.words };
  return asked ? DEFAULT_AUTOMATION.controls.topicGuardrail : undefined;
};

const unlessOff = (asked: number | false | undefined): number | undefined => (asked === false ? undefined : asked);

const normaliseStop = (stop: NonNullable<AutomationDocument["stop"]>): Automation["stop"] => ({
  noProgressMs: stop.no_progress === undefined ? DEFAULT_AUTOMATION.stop.noProgressMs : plainMs(stop.no_progress),
  conflictingSignals: stop.conflicting_signals ?? true,
  missingApproval: stop.missing_approval ?? true,
  reachesCustomer: stop.reaches_customer ?? true,
});

const plainMs = (written: string | false): number | undefined => {
  if (written === false) return undefined;
  const duration = normaliseDuration(written);
  invariant(duration.kind !== "working-days", "the schema accepted working days");
  return duration.ms;
};
