import { describe, expect, it } from "vitest";
import { describeOnEachDatabase, openOnEither } from "../support/databases.ts";
import type { Stage } from "../support/stage.ts";
import {
  CLAIM,
  claimArrives,
  claimAwaitsApproval,
  claimIsTriaged,
  claimsStage,
  complianceFindsGaps,
  reserveIsProposed,
} from "./support/given-claim.ts";
import { directTo, pressesOld, saidIn, traceOf, whisperedTo, wordsOf } from "./support/telling.ts";

const lastWhisper = (stage: Stage, handle: string): string => whisperedTo(stage, handle).at(-1) ?? "";

/** The newest approval prompt in the thread. */
const prompt = (stage: Stage) => {
  const found = stage.slack.messages("claims").findLast((message) => wordsOf(message).includes("Approve the liquidation* needs"));
  if (found === undefined) throw new Error("nobody is asked for an approval");
  return structuredClone(found);
};

describeOnEachDatabase("a claim from first notice to liquidation", (open) => {
  for (const mode of ["socket", "http"] as const) {
    it(`is handled by the people it needs and leaves one trace, by ${mode}`, async () => {
      const stage = await claimsStage({ open, mode });
      await claimArrives(stage);
      expect(saidIn(stage, "claims").join("\n")).toContain("is for the team triage: whoever takes it owns it");

      await claimIsTriaged(stage);
      await complianceFindsGaps(stage);
      await reserveIsProposed(stage);
      const asked = wordsOf(prompt(stage));
      expect(asked).toContain("*Asked:* Ferrari");
      expect(asked).not.toContain("Rossi");
      expect(asked).toMatch(/\*Reserve\*\n4,200 → 3,850/);
      expect(asked).toContain("*Severity*\nhigh");

      await stage.as("lin").clicks("Approve");
      await stage.settled();
      expect(lastWhisper(stage, "lin")).toContain("Only Ferrari can vote on this request");

      await stage.as("ferrari").clicks("Approve");
      await stage.settled();
      const said = saidIn(stage, "claims").join("\n");
      expect(said).toContain("*Claim 2024-0847*: completed, 5 of 5 steps done");
      expect(said).toContain("*approved* by Ferrari");

      const { rows } = await stage.database.pool.query("SELECT * FROM audit_log WHERE claim_id = '2024-0847' ORDER BY seq");
      const trace = rows.map(({ action, verdict }) => `${action} ${verdict}`);
      const milestones = /^(fnol|triage|idd|liquidation)\.|refused/;
      expect(trace.filter((row) => milestones.test(row))).toEqual([
        "fnol.receive ALLOW",
        "triage.classify ALLOW",
        "idd.check WARN",
        "liquidation.propose ALLOW",
        "act.refused DENY",
        "liquidation.approve ALLOW",
      ]);
      expect(rows.map(({ seq }) => Number(seq))).toEqual(rows.map((_row, n) => n + 1));
      expect(JSON.stringify(rows)).not.toContain(CLAIM.name);
      await stage.stop();
    });
  }
});

describe("four eyes on a liquidation", () => {
  const open = openOnEither();

  it("keeps whoever proposed from approving, even the adjuster of the region, and asks the process owner at once", async () => {
    const stage = await claimsStage({ open });
    await claimArrives(stage);
    await claimIsTriaged(stage);
    await complianceFindsGaps(stage);
    await stage.as("lin").clicks("Hand off");
    await stage.as("lin").submits({ "To whom?": stage.as("ferrari").id });
    await stage.settled();
    await reserveIsProposed(stage, "3850", "ferrari");

    await stage.as("ferrari").clicks("Approve", { in: "claims" });
    await stage.settled();
    expect(lastWhisper(stage, "ferrari")).toContain("nobody can vote on this request. Claims Head can say how it goes on");
    const told = (): string => directTo(stage, "claims-head").findLast((words) => words.includes("too few approvers are left")) ?? "";
    expect(told()).toContain("Change approvers");
    expect(await traceOf(stage, "2024-0847")).toContain("act.refused DENY");
    expect(await traceOf(stage, "2024-0847")).not.toContain("liquidation.approve ALLOW");

    const head = stage.as("claims-head");
    await head.clicks("Change approvers");
    expect((await head.submits({ "Who is asked?": [stage.as("ferrari").id] })).errors).toMatchObject({
      approvers: expect.stringContaining("second pair of eyes"),
    });
    await head.submits({ "Who is asked?": [stage.as("rossi").id] });
    await stage.settled();
    expect(told()).not.toContain("Change approvers");
    await stage.as("rossi").clicks("Approve", { in: "claims" });
    await stage.settled();
    expect(await traceOf(stage, "2024-0847")).toContain("liquidation.approve ALLOW");
    await stage.stop();
  });

  it("keeps whoever started the case from approving it, and writes a burst of refused clicks down once", async () => {
    const stage = await claimsStage({ open, mode: "http" });
    await stage
      .as("tina")
      .runs("/workflow start claim-handling claim_id=2024-0847 claim_type=auto-liability region=northeast reserve=4200", {
        channel: "claims",
      });
    await stage.settled();
    await claimAwaitsApproval(stage);
    for (const _click of [1, 2, 3]) await stage.as("tina").clicks("Approve", { in: "claims" });
    await stage.settled();
    expect(lastWhisper(stage, "tina")).toContain("Only Ferrari can vote on this request");
    const trace = await traceOf(stage, "2024-0847");
    expect(trace.filter((row) => row === "act.refused DENY")).toHaveLength(1);
    expect(trace).not.toContain("liquidation.approve ALLOW");
    await stage.stop();
  });
});

describe("an approval that is not given", () => {
  const open = openOnEither();

  it("goes back with the reason, closes the old prompt, and refuses a vote on the old proposal with today's", async () => {
    const stage = await claimsStage({ open });
    await claimArrives(stage);
    await claimAwaitsApproval(stage);
    const old = prompt(stage);
    await stage.as("ferrari").clicks("Reject", { in: "claims" });
    const empty = await stage.as("ferrari").submits({});
    expect(empty.errors).toHaveProperty("reason");
    await stage.as("ferrari").submits({ "Why?": "The bodily injury is missing" });
    await stage.settled();

    const said = saidIn(stage, "claims").join("\n");
    expect(said).toContain("*rejected* by Ferrari");
    expect(said).toContain("The bodily injury is missing");
    const closed = stage.slack.messages("claims").find(({ ts }) => ts === old.ts);
    expect(wordsOf(closed)).not.toContain("Request changes");
    expect(await traceOf(stage, "2024-0847")).toContain("liquidation.approve DENY");

    await reserveIsProposed(stage, "5100");
    expect(wordsOf(prompt(stage))).toMatch(/\*Reserve\*\n4,200 → 5,100/);
    await pressesOld(stage, "ferrari", old, "Approve");
    expect(lastWhisper(stage, "ferrari")).toMatch(/no longer true[\s\S]*4,200 → 5,100[\s\S]*Approve/);
    expect(await traceOf(stage, "2024-0847")).not.toContain("liquidation.approve ALLOW");

    await stage.as("ferrari").clicks("Approve");
    await stage.settled();
    expect(await traceOf(stage, "2024-0847")).toContain("liquidation.approve ALLOW");
    const { rows } = await stage.database.pool.query(
      "SELECT DISTINCT pass FROM audit_log WHERE claim_id = '2024-0847' AND action = 'liquidation.propose' ORDER BY pass",
    );
    expect(rows).toEqual([{ pass: 1 }, { pass: 2 }]);
    await stage.stop();
  });

  it("goes back for changes with what should change", async () => {
    const stage = await claimsStage({ open, mode: "http" });
    await claimArrives(stage);
    await claimAwaitsApproval(stage);
    await stage.as("ferrari").clicks("Request changes", { in: "claims" });
    await stage.as("ferrari").submits({ "What should change?": "Split the reserve by cover" });
    await stage.settled();
    const said = saidIn(stage, "claims").join("\n");
    expect(said).toContain("Split the reserve by cover");
    expect(said).toContain("*Propose the liquidation* is yours");
    expect(await traceOf(stage, "2024-0847")).toContain("liquidation.approve WARN");
    await stage.stop();
  });
});
