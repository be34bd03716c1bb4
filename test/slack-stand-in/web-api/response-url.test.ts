import { describe, expect, it } from "vitest";
import { actions, button } from "../support/blocks.ts";
import { ANNA, BEN, caller, givenSlack, OPS, standingClock } from "../support/given.ts";
import { givenApp } from "../support/given-app.ts";

const given = async () => {
  const machineClock = standingClock();
  const slack = await givenSlack({ machineClock });
  const app = await givenApp(slack);
  const respond = async (body: unknown): Promise<{ status: number; body: unknown }> => {
    const url = String(app.heard.findLast(({ payload }) => payload.response_url !== undefined)!.payload.response_url);
    const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  };
  return { slack, anna: slack.asUser(ANNA), respond, machineClock };
};

describe("a response_url", () => {
  it("whispers unless it is told to speak", async () => {
    const { slack, anna, respond } = await given();
    await anna.runs("/workflow", { channel: OPS });
    expect(await respond({ text: "only you" })).toEqual({ status: 200, body: { ok: true } });
    await respond({ text: "all of you", response_type: "in_channel" });
    expect(anna.sees(OPS)).toMatchObject([
      { text: "only you", isEphemeral: true },
      { text: "all of you", isEphemeral: false },
    ]);
    expect(slack.asUser(BEN).sees(OPS)).toMatchObject([{ text: "all of you" }]);
  });

  it("is good for five answers and for thirty minutes", async () => {
    const { anna, respond, machineClock } = await given();
    await anna.runs("/workflow", { channel: OPS });
    for (let use = 0; use < 5; use += 1) expect(await respond({ text: `${use}` })).toMatchObject({ status: 200 });
    expect(await respond({ text: "6" })).toEqual({ status: 404, body: { ok: false, error: "used_url" } });
    await anna.runs("/workflow", { channel: OPS });
    machineClock.pass(30 * 60_000 + 1);
    expect(await respond({ text: "late" })).toEqual({ status: 404, body: { ok: false, error: "expired_url" } });
  });

  it("replaces or deletes the message that was acted on", async () => {
    const { slack, anna, respond } = await given();
    await caller(slack)("chat.postMessage", { channel: OPS, text: "step", blocks: [actions(button("done", "Done"))] });
    await anna.clicks("Done");
    await respond({ replace_original: true, text: "done by Anna" });
    expect(anna.sees(OPS)).toMatchObject([{ text: "done by Anna", blocks: [], edited: {} }]);
    await respond({ delete_original: true });
    expect(anna.sees(OPS)).toEqual([]);
  });

  it("replaces and deletes an ephemeral, too, which no method of the Web API can", async () => {
    const { slack, anna, respond } = await given();
    await caller(slack)("chat.postEphemeral", { channel: OPS, user: ANNA, text: "sure?", blocks: [actions(button("yes", "Yes"))] });
    await anna.clicks("Yes");
    await respond({ replace_original: true, text: "noted" });
    expect(anna.sees(OPS)).toMatchObject([{ text: "noted", isEphemeral: true }]);
    await respond({ delete_original: true });
    expect(anna.sees(OPS)).toEqual([]);
  });

  it("checks blocks and payload like any other post", async () => {
    const { anna, respond } = await given();
    await anna.runs("/workflow", { channel: OPS });
    expect(await respond({ blocks: [{ type: "shout" }] })).toMatchObject({ status: 404, body: { error: "invalid_blocks" } });
    expect(await respond("text")).toMatchObject({ status: 404, body: { error: "invalid_payload" } });
    expect(await respond({})).toMatchObject({ status: 404, body: { error: "no_text" } });
  });
});
