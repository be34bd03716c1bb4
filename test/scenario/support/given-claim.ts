import { openStage, type Stage, type StageOptions } from "../../support/stage.ts";
import { tells } from "./telling.ts";

/** Monday, when work begins in Milan. */
export const MONDAY_9 = Date.parse("2026-11-23T09:00:00+01:00");

export const CLAIM = { claim: "2024-0847", type: "auto-liability", region: "northeast", reserve: 4200, name: "Ada Lovelace" };

/** A stage on which claims are handled, on a Monday morning. */
export const claimsStage = async (options: Omit<StageOptions, "at">): Promise<Stage> => await openStage({ at: MONDAY_9, ...options });

export const claimArrives = async (stage: Stage): Promise<void> => {
  await tells(stage, `notice-${CLAIM.claim}`, "fnol.received", CLAIM);
};

/** Triage took and classified it. */
export const claimIsTriaged = async (stage: Stage, by = "tina"): Promise<void> => {
  await stage.as(by).clicks("Take it");
  await stage.settled();
  await stage.as(by).clicks("High");
  await stage.settled();
};

export const complianceFindsGaps = async (stage: Stage): Promise<void> => {
  await stage.as("compliance").clicks("Gaps found");
  await stage.as("compliance").submits({ Reason: "No proof of advice on file" });
  await stage.settled();
};

export const reserveIsProposed = async (stage: Stage, reserve = "3850", by = "lin"): Promise<void> => {
  await stage.as(by).clicks("Done");
  await stage.as(by).submits({ "Proposed reserve": reserve, "Underwriting aligned": "Yes" });
  await stage.settled();
};

/** It waits for the adjuster of its region. */
export const claimAwaitsApproval = async (stage: Stage): Promise<void> => {
  await claimIsTriaged(stage);
  await complianceFindsGaps(stage);
  await reserveIsProposed(stage);
};
