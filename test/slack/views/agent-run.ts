import type { Entry, RecordedRun } from "../../../src/application/ports/agent-records.ts";
import { WORKSPACE } from "../../support/given.ts";
import { email } from "./story.ts";

export const agentRun = (words: string): RecordedRun => ({
  ...{ workspace: WORKSPACE, id: words, instance: undefined, purpose: "act", pattern: words, onBehalfOf: email("lea"), model: words },
  ...{ began: 0, ended: 0, outcome: words, usage: { input: 1, cacheRead: 2, cacheWrite: 3, output: 4 }, cents: 0.5, unpriced: 1 },
});

export const agentEntries = (words: string): readonly Entry[] => {
  const kinds = ["prompt", "answer", "tool-call", "tool-result", "fault"] as const;
  const texts = kinds.map((kind, seq) => ({ seq, at: 0, kind, name: words, ref: undefined, text: words }));
  return [...texts, { seq: 9, at: 0, kind: "verdict", name: words, verdict: "DENY", reason: words, ref: undefined, text: undefined }];
};
