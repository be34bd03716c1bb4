import type { CaseFile } from "../../../src/application/case-file.ts";
import { DEFAULT_AUTOMATION } from "../../../src/engine/autonomy/policy.ts";
import type { Charter } from "../../../src/slack/views/answers/charter.ts";
import { email } from "./story.ts";

export const aCharter = (file: CaseFile, words: string): Charter => {
  const automation = {
    ...{ ...DEFAULT_AUTOMATION, level: "automate" as const, acts: { arrived: "enforce" as const } },
    ...{ money: { input: words, askAbove: 10 }, alwaysAsk: { regulated: words, customer: words } },
    controls: { ...DEFAULT_AUTOMATION.controls, topicGuardrail: { words: [words] } },
  };
  const score = { made: 3, accepted: 1, edited: 1, dismissed: 1, acted: 1, undone: 1, acceptance: { share: 0.3, atLeast: 0.1 } };
  return {
    definition: { ...file.definition, automation },
    directory: file.directory,
    signed: new Map([["complete", { by: email("carla"), at: 0 }]]),
    trust: [{ kind: "complete", ...score, reasons: [words], drift: {} }],
  };
};
