import { copyFile, cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { openOnEither } from "../support/databases.ts";
import { openStage, SHIPPED } from "../support/stage.ts";
import { MONDAY_9 } from "./support/given-claim.ts";
import { does, onboardingStage } from "./support/given-onboarding.ts";
import { directTo, saidIn, tells, traceOf } from "./support/telling.ts";

const open = openOnEither();

const PAPERS = `
workflow: papers
title: Papers
about: Two of three sign.
owner: maria@example.com
channel: "#claims"
case: { key: id, title: "Paper {{ id }}" }
inputs: { id: { type: text, label: Paper, required: true } }
start_on: [{ event: paper.written, with: { id: data.id } }]
steps:
  sign:
    kind: approval
    title: Sign
    approvers: [lea@example.com, bo@example.com, carla@example.com]
    quorum: 2
    shows: [{ label: Paper, value: id }]
    on_reject: cancel
`;

const papersFolder = async (): Promise<string> => {
  const folder = await mkdtemp(`${tmpdir()}/coxswain-papers-`);
  await copyFile(`${SHIPPED}/teams.yaml`, `${folder}/teams.yaml`);
  await writeFile(`${folder}/papers.yaml`, PAPERS);
  return folder;
};

const paperStage = async (mode: "socket" | "http") => {
  const stage = await openStage({ open, mode, workflowsDir: await papersFolder(), at: MONDAY_9 });
  await tells(stage, "paper", "paper.written", { id: "P-1" });
  return stage;
};

describe("a vote", () => {
  it("may be changed until it is decided: the second counts, not both", async () => {
    const stage = await paperStage("http");
    const lea = stage.as("lea");
    await lea.clicks("Approve", { in: "claims" });
    await stage.settled();
    await lea.clicks("Approve", { in: "claims" });
    await stage.settled();
    expect(saidIn(stage, "claims").join("\n")).toContain("Lea approved");
    expect(await traceOf(stage, "P-1")).not.toContain("approval.decided ALLOW");

    await lea.clicks("Reject", { in: "claims" });
    await lea.submits({ "Why?": "The annex is missing" });
    await stage.settled();
    const said = saidIn(stage, "claims").join("\n");
    expect(said).toContain("*rejected* by Lea");
    expect(said).not.toContain("Lea approved");
    expect((await traceOf(stage, "P-1")).filter((row) => row.startsWith("vote.cast"))).toHaveLength(2);
    await stage.stop();
  });

  it("of two people at once decides once, and the late third is told what was decided", async () => {
    const stage = await paperStage("socket");
    const prompt = stage.slack.messages("claims").at(-1);
    if (prompt === undefined) throw new Error("nobody was asked");
    const vote = async (handle: string) => await stage.as(handle).clicks("Approve", { in: prompt });
    await Promise.all([vote("lea"), vote("bo"), vote("carla")]);
    await stage.settled();
    const trace = await traceOf(stage, "P-1");
    expect(trace.filter((row) => row.startsWith("approval.decided"))).toEqual(["approval.decided ALLOW"]);
    expect(trace.filter((row) => row.startsWith("vote.cast"))).toHaveLength(2);
    expect(stage.slack.ephemerals().length).toBeGreaterThanOrEqual(1);
    await stage.stop();
  });
});

describe("skipping a step that is blocked", () => {
  it("takes the approval of those the alternative names, and goes on only then", async () => {
    const workflowsDir = await mkdtemp(`${tmpdir()}/coxswain-skip-`);
    await cp(SHIPPED, workflowsDir, { recursive: true });
    const file = `${workflowsDir}/customer-onboarding.yaml`;
    await writeFile(file, (await readFile(file, "utf8")).replace("approval: process-owner", "approval: compliance@example.com"));
    const stage = await onboardingStage({ open, workflowsDir });
    await does(stage, "sara", "Blocked", { "What is in the way?": "No contact", "On whom does it wait?": "customer" });
    await stage.until(stage.now() + 26 * 3_600_000);
    expect(directTo(stage, "maria").join("\n")).toContain("Skip this step");
    const isSkipped = async (): Promise<boolean> => (await traceOf(stage, "C-1")).some((row) => row.startsWith("step.skipped"));
    // The third of three.
    await does(stage, "maria", "alternative.2");
    expect(await isSkipped()).toBe(false);
    expect(saidIn(stage, "onboarding").join("\n")).toContain("It waits for the approval of Compliance.");
    await does(stage, "compliance", "Approve");
    expect(await isSkipped()).toBe(true);
    expect(saidIn(stage, "onboarding").join("\n")).toContain("*Review the contract* is yours");
    await stage.stop();
  });
});
