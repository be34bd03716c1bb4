import { describe, expect, it } from "vitest";
import { openOnEither } from "../support/databases.ts";
import { onboardingStage } from "./support/given-onboarding.ts";

describe("a token that is revoked while Coxswain runs", () => {
  it("is told by readyz and the log, and nothing of what waits is lost", async () => {
    const stage = await onboardingStage({ open: openOnEither() });
    stage.slack.faults.error("chat.postMessage", "token_revoked");
    await stage.as("sara").clicks("Blocked", {});
    await stage.as("sara").submits({ reason: "No answer", on: "customer", urgency: "critical" });
    await stage.app().drain();
    const ready = await fetch(`http://127.0.0.1:${stage.app().port}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ ok: false, missing: ["slack token (token_revoked)"] });
    expect(stage.logger.lines.filter(({ message }) => message.includes("SLACK_BOT_TOKEN"))).toHaveLength(1);
    const { rows } = await stage.database.pool.query("SELECT DISTINCT state FROM message WHERE state IN ('pending', 'failed')");
    expect(rows).toEqual([{ state: "pending" }]);
    await stage.stop();
  });
});
