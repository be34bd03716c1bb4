import { copyFile, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { describeOnEachDatabase, openOnEither } from "../support/databases.ts";
import { openStage, SHIPPED, type Stage } from "../support/stage.ts";
import { claimArrives, claimIsTriaged, claimsStage, MONDAY_9 } from "./support/given-claim.ts";
import { directTo, saidIn, tells } from "./support/telling.ts";

type Fault = (faults: Stage["slack"]["faults"]) => void;

const FAULTS: readonly (readonly [string, Fault])[] = [
  ["answers that Slack is busy", (faults) => faults.rateLimit("chat.postMessage", 0, 2)],
  ["fails before it does anything", (faults) => faults.serverError("chat.postMessage", 1)],
  ["fails after it has done it", (faults) => faults.serverError("chat.postMessage", 1, { accepted: true })],
  ["loses its answer", (faults) => faults.dropAnswer("chat.postMessage", 1)],
  ["answers with a proxy's page", (faults) => faults.html("chat.postMessage", 1, { accepted: true })],
];

const CHORES = `
workflow: chores
title: Chores
about: Small things that are due soon.
owner: maria@example.com
channel: "#claims"
case: { key: id, title: "Chore {{ id }}" }
inputs: { id: { type: text, label: Chore, required: true } }
start_on: [{ event: chore.due, with: { id: data.id } }]
notify: dm
reminders: { at_due: true }
steps:
  do-it: { title: Do it, owner: sara@example.com, due: 30 minutes }
`;

const choresFolder = async (): Promise<string> => {
  const folder = await mkdtemp(`${tmpdir()}/coxswain-chores-`);
  await copyFile(`${SHIPPED}/teams.yaml`, `${folder}/teams.yaml`);
  await writeFile(`${folder}/chores.yaml`, CHORES);
  return folder;
};

/** How often each text stands in a channel. */
const twice = (texts: readonly string[]): readonly string[] => texts.filter((text, n) => texts.indexOf(text) !== n);

describeOnEachDatabase("a message that Slack", (open) => {
  it.each(FAULTS)("%s is seen exactly once", async (_how, fail) => {
    const stage = await claimsStage({ open });
    fail(stage.slack.faults);
    await claimArrives(stage);
    fail(stage.slack.faults);
    await claimIsTriaged(stage);
    expect(stage.slack.faults.seen.length).toBeGreaterThan(1);
    const said = saidIn(stage, "claims");
    expect(twice(said)).toEqual([]);
    expect(said.filter((text) => text.includes("IDD compliance check* is yours"))).toHaveLength(1);
    expect(said.filter((text) => text.includes("*Claim 2024-0847*: running"))).toHaveLength(1);
    await stage.stop();
  });
});

describe("a workspace that does not take Slack's plan block", () => {
  it("gets the case card in its plain form, at once and ever after", async () => {
    const stage = await claimsStage({ open: openOnEither(), refusedBlocks: ["plan", "task_card"] });
    await claimArrives(stage);
    await claimIsTriaged(stage);
    const card = stage.slack.messages("claims")[0];
    const kinds = JSON.stringify(card?.blocks);
    expect(kinds).not.toContain('"plan"');
    expect(saidIn(stage, "claims")[0]).toMatch(/2 of 5 steps done[\s\S]*Classify the severity[\s\S]*Tina/);
    await stage.stop();
  });

  it("and one that does shows the plan", async () => {
    const stage = await claimsStage({ open: openOnEither() });
    await claimArrives(stage);
    expect(JSON.stringify(stage.slack.messages("claims")[0]?.blocks)).toContain('"plan"');
    await stage.stop();
  });
});

describe("reminders over a day's budget", () => {
  it("wait for the next working morning, as one message; with nothing in it none is sent", async () => {
    const stage = await openStage({ open: openOnEither(), workflowsDir: await choresFolder(), at: MONDAY_9 });
    for (let n = 1; n <= 10; n += 1) {
      await tells(stage, `chore-${n}`, "chore.due", { id: `${n}` });
      await stage.until(stage.now() + 40 * 60_000);
    }
    const reminders = directTo(stage, "sara").filter((text) => text.includes("*Do it* was due") || text.includes("*Do it* is due"));
    expect(reminders).toHaveLength(8);
    await stage.until(MONDAY_9 + 22 * 3_600_000);
    const digests = (handle: string): readonly string[] => directTo(stage, handle).filter((text) => text.includes("this morning"));
    expect(digests("sara")).toEqual([]);
    await stage.until(MONDAY_9 + 25 * 3_600_000);
    expect(digests("sara")).toHaveLength(1);
    expect(digests("sara")[0]).toMatch(/Chore 9: Do it[\s\S]*Chore 10: Do it/);
    expect(digests("bo")).toEqual([]);
    await stage.stop();
  });

  it("and a ladder that ended without an answer are in the process owner's digest every working morning", async () => {
    const stage = await claimsStage({ open: openOnEither() });
    await claimArrives(stage);
    await claimIsTriaged(stage);
    const day = 24 * 3_600_000;
    for (let n = 1; n <= 7; n += 1) await stage.until(MONDAY_9 + n * day + 60_000);
    const digests = directTo(stage, "claims-head").filter((text) => text.includes("this morning"));
    expect(digests.length).toBeGreaterThanOrEqual(2);
    expect(digests[0]).toContain("IDD compliance check");
    await stage.stop();
  });
});
