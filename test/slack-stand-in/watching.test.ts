import { describe, expect, it } from "vitest";
import { ANNA, caller, givenSlack, OPS } from "./support/given.ts";

describe("somebody who watches a workspace", () => {
  it("is called at each change until they stop", async () => {
    const slack = await givenSlack();
    let changes = 0;
    const stop = slack.onChange(() => {
      changes += 1;
    });
    await caller(slack)("chat.postMessage", { channel: OPS, text: "one" });
    const seen = changes;
    expect(seen).toBeGreaterThan(0);
    stop();
    await caller(slack)("chat.postMessage", { channel: OPS, text: "two" });
    expect(changes).toBe(seen);
  });

  it("sees who and what there is, and changes nothing by it", async () => {
    const slack = await givenSlack();
    const anna = slack.users().find(({ id }) => id === ANNA);
    expect(anna).toMatchObject({ id: ANNA, deleted: false });
    const ops = slack.channels().find(({ id }) => id === OPS);
    expect(ops?.members).toContain(ANNA);
    ops?.members.splice(0);
    expect(slack.channels().find(({ id }) => id === OPS)?.members).toContain(ANNA);
  });
});
