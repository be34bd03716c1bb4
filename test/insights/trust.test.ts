import { describe, expect, it } from "vitest";
import { DEFAULT_AUTOMATION } from "../../src/engine/autonomy/policy.ts";
import { WorkflowId } from "../../src/engine/ids.ts";
import type { EventBody } from "../../src/engine/messages/event.ts";
import {
  type AutonomyRow,
  autonomyChanges,
  lowerBound,
  proposedKinds,
  signatureOf,
  signedKinds,
  trustOf,
} from "../../src/insights/trust.ts";
import { personId } from "../support/builders.ts";
import { INSTANCE } from "../support/given.ts";
import { aSuggestion } from "../support/suggestions.ts";

const step = undefined;
const kind = "complete" as const;
const by = personId("anna");
const act = { type: "CompleteStep", instance: INSTANCE, step: "a" as never } as const;
const workflow = WorkflowId.parse("a-workflow");
const BODY = {
  made: { type: "suggestion.made", step, suggestion: aSuggestion("s", act, "proposes") },
  accepted: { type: "suggestion.accepted", step, suggestion: "s", kind, by },
  edited: { type: "suggestion.edited", step, suggestion: "s", kind, by, final: act, drift: ["goal"] },
  dismissed: { type: "suggestion.dismissed", step, suggestion: "s", kind, by, why: "too early" },
  acted: { type: "act.automated", step, suggestion: aSuggestion("s", act, "acted") },
  undone: { type: "act.undone", step, suggestion: "s", kind, by, evidence: {} },
  proposed: { type: "autonomy.proposed", workflow, kind, figures: "" },
  signed: { type: "autonomy.signed", workflow, kind, by },
  revoked: { type: "autonomy.revoked", workflow, kind, by },
  demoted: { type: "autonomy.demoted", workflow, kind, figures: "" },
} as const satisfies Record<string, EventBody>;

type Told = keyof typeof BODY | readonly [number, keyof typeof BODY];
const rows = (...names: readonly Told[]): readonly AutonomyRow[] =>
  names.flatMap((each) =>
    typeof each === "string" ? [{ at: 0, body: BODY[each] }] : Array.from({ length: each[0] }, () => ({ at: 0, body: BODY[each[1]] })),
  );
const policy = { ...DEFAULT_AUTOMATION, level: "automate" as const };
const changes = (...names: readonly Told[]) => autonomyChanges(policy, rows(...names)).map(({ kind: of, change }) => `${of}: ${change}`);

describe("trust", () => {
  it("counts what became of each kind of act, why it was dismissed and what drifted", () => {
    const score = trustOf(rows([5, "made"], [2, "accepted"], "edited", "dismissed", [3, "acted"], "undone")).find(
      (each) => each.kind === kind,
    );
    expect(score).toMatchObject({
      made: 5,
      accepted: 2,
      edited: 1,
      dismissed: 1,
      acted: 3,
      undone: 1,
      reasons: ["too early"],
      drift: { goal: 1 },
    });
    expect(score?.acceptance?.share).toBe(0.5);
    expect(trustOf([]).every(({ acceptance }) => acceptance === undefined)).toBe(true);
  });

  it("trusts few answers less than many of the same share", () => {
    expect(lowerBound(0, 0)).toBe(0);
    expect(lowerBound(5, 5)).toBeCloseTo(0.566, 3);
    expect(lowerBound(50, 50)).toBeCloseTo(0.929, 3);
    expect(lowerBound(0, 5)).toBe(0);
  });
});

describe("a promotion", () => {
  it("is proposed once it is earned, and once only", () => {
    expect(changes([20, "accepted"])).toEqual(["complete: promotion"]);
    expect(changes([19, "accepted"])).toEqual([]);
    expect(changes([20, "accepted"], "proposed")).toEqual([]);
    expect(changes([20, "accepted"], [3, "dismissed"])).toEqual([]);
    expect(autonomyChanges(DEFAULT_AUTOMATION, rows([30, "accepted"]))).toEqual([]);
  });

  it("holds from its signature", () => {
    expect([...proposedKinds(rows([20, "accepted"], "proposed"))]).toEqual([kind]);
    expect([...signedKinds(rows([20, "accepted"], "proposed"))]).toEqual([]);
    expect([...signedKinds(rows("proposed", "signed"))]).toEqual([kind]);
  });
});

describe("a signature that was taken back", () => {
  it("counts no more, and has to be earned anew", () => {
    expect([...signedKinds(rows("proposed", "signed", "revoked"))]).toEqual([]);
    expect(changes([30, "accepted"], "proposed", "signed", "revoked")).toEqual([]);
    expect(changes([30, "accepted"], "proposed", "signed", "revoked", [20, "accepted"])).toEqual(["complete: promotion"]);
  });

  it("is known by who gave it", () => {
    expect(signatureOf(rows("proposed", "signed"), kind)).toEqual({ by, at: 0 });
    expect(signatureOf(rows("proposed"), kind)).toBeUndefined();
  });
});

describe("a demotion", () => {
  it("happens by itself once three of the last ten outcomes were overridden, and is said once", () => {
    const spike = ["proposed", "signed", [8, "acted"], "undone", "edited", "dismissed"] as const;
    expect([...signedKinds(rows(...spike))]).toEqual([]);
    expect(changes(...spike)).toEqual(["complete: demotion"]);
    expect(changes(...spike, "demoted")).toEqual([]);
    expect([...signedKinds(rows("signed", "undone", [9, "acted"], "undone", "undone"))]).toEqual([kind]);
    expect([...signedKinds(rows([5, "dismissed"], "signed"))]).toEqual([kind]);
  });

  it("is said also where proposals were accepted since, before anybody looked: nothing comes back without a signature", () => {
    const since = ["signed", "undone", "dismissed", "dismissed", [10, "accepted"]] as const;
    expect([...signedKinds(rows(...since))]).toEqual([]);
    expect(changes(...since)).toEqual(["complete: demotion"]);
  });

  it("lets nothing count that was earned before", () => {
    expect(changes([40, "accepted"], "proposed", "signed", "demoted", [10, "accepted"])).toEqual([]);
    expect(changes([40, "dismissed"], "demoted", [20, "accepted"])).toEqual(["complete: promotion"]);
  });
});
