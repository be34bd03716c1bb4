import { ACT_KINDS, type ActKind, ALWAYS_ASKED, GATED } from "../../engine/autonomy/kinds.ts";
import { DEFAULT_AUTOMATION } from "../../engine/autonomy/policy.ts";
import { nearest } from "../../engine/nearest.ts";
import type { Finding, WorkflowRule } from "./rule.ts";

const levels = ({ document }: Parameters<WorkflowRule>[0]) => Object.entries(document.automation?.acts ?? {});
const reasonOf = (kind: string): string | undefined => ALWAYS_ASKED[kind as ActKind]; // a word that is no kind has none

/** Levels are given to what an agent may do at all. */
export const actKindsAreKnown: WorkflowRule = (context) =>
  levels(context).flatMap(([kind]): Finding[] =>
    (ACT_KINDS as readonly string[]).includes(kind)
      ? []
      : [
          {
            path: ["automation", "acts", kind],
            on: "key",
            message: `unknown kind of act "${kind}"`,
            expected: `one of ${ACT_KINDS.join(", ")}`,
            nearest: nearest(kind, ACT_KINDS),
          },
        ],
  );

/** What cannot be taken back, or reaches a customer, is never done without asking. */
export const automatedActsCanBeUndone: WorkflowRule = (context) =>
  levels(context).flatMap(([kind, level]): Finding[] => {
    const why = reasonOf(kind);
    if (level !== "automate" || why === undefined) return [];
    return [{ path: ["automation", "acts", kind], message: `"${kind}" can never be automated: ${why}`, expected: "assist" }];
  });

/** A gate stands where a step ends. */
export const gatesAreWhereStepsEnd: WorkflowRule = (context) =>
  levels(context).flatMap(([kind, level]): Finding[] => {
    if (level !== "enforce" || (GATED as readonly string[]).includes(kind) || !(ACT_KINDS as readonly string[]).includes(kind)) return [];
    return [
      {
        path: ["automation", "acts", kind],
        message: `"${kind}" ends no step, and cannot be a gate`,
        expected: `enforce for ${GATED.join(" or ")}`,
      },
    ];
  });

/** Between asking and acting there is room for proposing. */
export const confidenceIsInOrder: WorkflowRule = ({ document }) => {
  const given = document.automation?.confidence;
  if (given === undefined) return [];
  const { actAbove, askBelow } = DEFAULT_AUTOMATION.confidence;
  const [act, ask] = [given.act_above ?? actAbove, given.ask_below ?? askBelow];
  return ask <= act
    ? []
    : [
        {
          path: ["automation", "confidence"],
          on: "key",
          message: `it asks below ${ask} and acts above ${act}`,
          expected: "ask_below at most act_above",
        },
      ];
};

/** What is at risk is an amount that the case holds. */
export const moneyIsAnAmount: WorkflowRule = ({ document }) => {
  const input = document.automation?.money?.input;
  if (input === undefined) return [];
  const evidence = Object.values(document.steps).flatMap((step) => Object.entries(step.evidence ?? {}));
  const fields = new Map([...evidence, ...Object.entries(document.inputs)]);
  const amounts = [...fields].filter(([, { type, personal }]) => (type === "money" || type === "number") && personal !== true);
  const known = amounts.map(([name]) => name);
  if (known.includes(input)) return [];
  return [
    {
      path: ["automation", "money", "input"],
      message: fields.has(input) ? `"${input}" is no amount that anybody can read` : `unknown input "${input}"`,
      expected: known.length === 0 ? "an input of type money or number (there is none)" : `one of ${known.join(", ")}`,
      nearest: nearest(input, known),
    },
  ];
};

/** So many proposals, all of them accepted, are enough. */
export const promotionCanBeEarned: WorkflowRule = ({ document }) => {
  const promotion = document.automation?.promotion;
  if (promotion === undefined) return [];
  const { proposals = DEFAULT_AUTOMATION.promotion.proposals, accepted = DEFAULT_AUTOMATION.promotion.accepted } = promotion;
  // Wilson's lower bound of `proposals` out of `proposals` accepted, at 95 %.
  const best = proposals / (proposals + 1.96 ** 2);
  return best >= accepted
    ? []
    : [
        {
          path: ["automation", "promotion"],
          on: "key",
          message: `${proposals} proposals, all accepted, show no more than ${best.toFixed(2)}`,
          expected: `accepted of at most ${(Math.floor(best * 100) / 100).toFixed(2)}, or more proposals`,
        },
      ];
};
