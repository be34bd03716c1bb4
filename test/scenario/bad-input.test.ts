import { describe, expect, it } from "vitest";
import { openOnEither } from "../support/databases.ts";
import type { Stage } from "../support/stage.ts";
import { CLAIM, claimArrives, claimAwaitsApproval, claimIsTriaged, claimsStage, complianceFindsGaps } from "./support/given-claim.ts";
import { directTo, pressesOld, saidIn, tells, traceOf, whisperedTo, wordsOf } from "./support/telling.ts";

const open = openOnEither();

/** As Slack's date picker sends it. */
const at = (moment: string): number => Date.parse(moment) / 1000;

/** What a slash command answered its author, at once or by a message only they see. */
const asks = async (stage: Stage, handle: string, command: string): Promise<string> => {
  const before = whisperedTo(stage, handle).length;
  await stage.as(handle).runs(command, { channel: "claims" });
  await stage.settled();
  return whisperedTo(stage, handle).slice(before).join("\n");
};

describe("words that are not known", () => {
  it("get the nearest that is, privately: a verb, a workflow, a case, an input", async () => {
    const stage = await claimsStage({ open });
    await claimArrives(stage);
    const before = saidIn(stage, "claims").length;
    expect(await asks(stage, "tina", "/workflow statsu")).toMatch(/There is no command called \*statsu\*. Did you mean \*status\*\?/);
    expect(await asks(stage, "tina", "/workflow frobnicate")).toMatch(/There is no command called \*frobnicate\*. `\/workflow help` lists/);
    expect(await asks(stage, "tina", "/workflow start clam-handling")).toContain("Did you mean *claim-handling*?");
    expect(await asks(stage, "tina", "/workflow status 2024-0874")).toContain("Did you mean *2024-0847*?");
    expect(await asks(stage, "claims-head", "/workflow pause 2024-084")).toContain("Did you mean *2024-0847*?");
    expect(await asks(stage, "sara", "/workflow status 2024-0874")).not.toContain("2024-0847*");
    await stage
      .as("tina")
      .runs("/workflow start claim-handling claim_id=7 claim_type=propertie regin=south reserve=lots", { channel: "claims" });
    const form = wordsOf(stage.as("tina").modal());
    expect(form).toContain("Did you mean region?");
    expect(form).toMatch(/Initial reserve: /);
    expect(saidIn(stage, "claims")).toHaveLength(before);
    await stage.stop();
  });
});

describe("a click that comes too late or from the wrong person", () => {
  it("on an old card gets today's truth, and the card is mended", async () => {
    const stage = await claimsStage({ open });
    await claimArrives(stage);
    await stage.as("tina").clicks("Take it");
    await stage.settled();
    const card = stage.slack.messages("claims").findLast((message) => wordsOf(message).includes("Medium"));
    if (card === undefined) throw new Error("there is no card to decide on");
    const old = structuredClone(card);
    await stage.as("tina").clicks("High");
    await stage.settled();
    await pressesOld(stage, "tina", old, "Low");
    expect(whisperedTo(stage, "tina").at(-1)).toMatch(/Classify the severity.*done|What you saw is no longer true/);
    expect((await traceOf(stage, "2024-0847")).filter((row) => row.startsWith("triage.classify"))).toHaveLength(1);
    expect(wordsOf(stage.slack.messages("claims").find(({ ts }) => ts === old.ts))).not.toContain("Medium");
    await stage.stop();
  });

  it("by somebody who is not entitled is refused privately with who can, and is one row however often it is tried in a minute", async () => {
    const stage = await claimsStage({ open, mode: "http" });
    await claimArrives(stage);
    const said = saidIn(stage, "claims").length;
    for (const _try of [1, 2, 3]) await stage.as("bo").clicks("Take it", { in: "claims" });
    await stage.settled();
    expect(whisperedTo(stage, "bo").at(-1)).toMatch(/Only Tina or Tom can take this step/);
    expect((await traceOf(stage, "2024-0847")).filter((row) => row.endsWith("DENY"))).toEqual(["act.refused DENY"]);
    expect(saidIn(stage, "claims")).toHaveLength(said);

    await stage.until(stage.now() + 60_000);
    await stage.as("bo").clicks("Take it", { in: "claims" });
    await stage.settled();
    expect((await traceOf(stage, "2024-0847")).filter((row) => row.endsWith("DENY"))).toHaveLength(2);
    await stage.stop();
  });
});

describe("a form with missing or impossible values", () => {
  it("says so under each field, keeps what was filled in, and changes nothing", async () => {
    const stage = await claimsStage({ open });
    await claimArrives(stage);
    await claimIsTriaged(stage);
    await complianceFindsGaps(stage);
    const lin = stage.as("lin");
    await lin.clicks("Done");
    expect(Object.keys((await lin.submits({})).errors ?? {})).toEqual(["field:proposed_reserve", "field:underwriting_aligned"]);
    await lin.closes();

    await lin.clicks("Blocked");
    const past = await lin.submits({
      "What is in the way?": "The police report",
      "On whom does it wait?": "other",
      "Until when, if known?": at("2026-11-20T12:00:00+01:00"),
    });
    expect(past.errors).toHaveProperty("until");
    await lin.closes();

    await lin.clicks("On it until a time");
    expect((await lin.submits({ "Until when?": at("2026-11-20T12:00:00+01:00") })).errors).toHaveProperty("until");
    await lin.closes();

    await lin.clicks("Hand off");
    expect((await lin.submits({ "To whom?": lin.id })).errors).toHaveProperty("person");
    await lin.closes();
    await stage.settled();
    expect((await traceOf(stage, "2024-0847")).filter((row) => row.startsWith("liquidation") || row.startsWith("step.blocked"))).toEqual(
      [],
    );
    await stage.stop();
  });
});

describe("an event whose values do not fit", () => {
  it("is not dropped: the process owner gets the form filled in, completes it, and the trace has a warning", async () => {
    const stage = await claimsStage({ open });
    const data = { ...CLAIM, region: "nowhere", reserve: "a lot" };
    const first = await tells(stage, "notice-bad", "fnol.received", data);
    const again = await tells(stage, "notice-bad", "fnol.received", data);
    expect(again).toEqual(first);
    const asked = directTo(stage, "claims-head").filter((words) => words.includes("could not start"));
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/region/);
    expect(asked[0]).toMatch(/reserve/);

    const head = stage.as("claims-head");
    await head.clicks("Open the form");
    const held = JSON.stringify(head.modal()?.state.values);
    expect(held).toContain(CLAIM.claim);
    await head.submits({ Region: "northeast", "Initial reserve": "4200" });
    await stage.settled();
    expect(saidIn(stage, "claims").join("\n")).toContain("*Claim 2024-0847*: running");
    const { rows } = await stage.database.pool.query("SELECT verdict FROM audit_log WHERE action = 'event.unmapped'");
    expect(rows).toEqual([{ verdict: "WARN" }]);
    await stage.stop();
  });
});

describe("what is delivered more than once", () => {
  it("acts once: a webhook, a click, a form, a message, and a retry whose first delivery never came", async () => {
    const stage = await claimsStage({ open, mode: "http" });
    await claimArrives(stage);
    await claimArrives(stage);
    await claimAwaitsApproval(stage);
    const before = await traceOf(stage, "2024-0847");
    for (const delivery of stage.slack.deliveries.slice()) await stage.slack.redeliver(delivery);
    await stage.settled();
    expect(await traceOf(stage, "2024-0847")).toEqual(before);
    expect(saidIn(stage, "claims").filter((words) => words.includes("Approve the liquidation* needs an answer"))).toHaveLength(1);

    stage.slack.deliverTo(undefined);
    const root = stage.slack.messages("claims")[0];
    await stage.as("ferrari").types("looking into it", { channel: "claims", threadTs: root?.ts ?? "" });
    stage.slack.deliverTo({ url: `http://127.0.0.1:${stage.app().port}/slack/events` });
    await stage.settled();
    expect(stage.slack.deliveries.findLast(({ kind }) => kind === "events_api")?.acknowledgement.ok).toBe(true);
    expect((await traceOf(stage, "2024-0847")).filter((row) => row.startsWith("step.heard")).length).toBeLessThanOrEqual(1);
    await stage.stop();
  });
});

describe("what Slack will never take", () => {
  it("in a channel that was archived is said once to the process owner, and tried no further", async () => {
    const stage = await claimsStage({ open });
    await claimArrives(stage);
    const channel = stage.slack.messages("claims")[0]?.channel ?? "";
    stage.slack.changeChannel(channel, { isArchived: true });
    await stage.slack.fireEvent({ type: "channel_archive", channel, user: stage.as("maria").id });
    await stage.settled();
    await tells(stage, "another", "fnol.received", { ...CLAIM, claim: "2024-0848" });
    await stage.until(stage.now() + 26 * 3_600_000);
    const told = directTo(stage, "claims-head").filter((words) => /archived|can be said|could not be delivered/.test(words));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("archived");
    await stage.stop();
  });

  it("to a person who left is said once to the process owner, with what waits for them", async () => {
    const stage = await claimsStage({ open });
    await claimArrives(stage);
    await claimIsTriaged(stage);
    await complianceFindsGaps(stage);
    const lin = stage.as("lin");
    const left = stage.slack.changeUser(lin.id, { deleted: true });
    await stage.slack.fireEvent({ type: "user_change", user: { ...left, real_name: "Lin", profile: { email: "lin@example.com" } } });
    await stage.settled();
    await stage.until(stage.now() + 26 * 3_600_000);
    const told = directTo(stage, "claims-head").filter((words) => /left the workspace|has left/.test(words));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("Propose the liquidation");
    await stage.stop();
  });
});
