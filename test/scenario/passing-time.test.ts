import { expect, it } from "vitest";
import { openOnEither } from "../support/databases.ts";
import { openStage } from "../support/stage.ts";

const HOUR = 3_600_000;
const open = openOnEither();

it("a clock that is moved on by two days asks Slack about everybody once, not every hour", async () => {
  const at = Date.parse("2026-03-02T08:00:00Z");
  const stage = await openStage({ open, at });
  const before = stage.slack.log.length;
  for (let hour = 1; hour <= 48; hour++) await stage.until(at + hour * HOUR);
  const asked = stage.slack.log.slice(before).filter(({ method }) => method.startsWith("users."));
  const everybody = stage.app().core.catalogue.directory().people.size;
  expect(asked.length).toBeGreaterThanOrEqual(everybody);
  expect(asked.length).toBeLessThan(2 * everybody);
  await stage.stop();
});
