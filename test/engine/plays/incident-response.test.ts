import { describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "../../support/builders.ts";
import { play, problemsOf, shippedDirectory } from "../../support/play.ts";

const SATURDAY_NIGHT = Date.parse("2026-03-07T23:00Z");
const incident = { incident_id: "INC-1", summary: "Checkout is down", severity: "sev1" };
const [commander = ""] = shippedDirectory().teams.get("on-call")?.members ?? [];

const started = (inputs = incident) => play("incident-response", SATURDAY_NIGHT).start(commander, { inputs });
const assigned = () => {
  const story = started();
  const owner = (key: string) => story.work(key).owner ?? commander;
  story.when(owner("triaged"), { type: "DecideStep", step: "triaged", option: "confirmed" });
  return story.when(owner("assigned"), { type: "CompleteStep", step: "assigned", evidence: { responders: "all of us" } });
};

describe("an incident", () => {
  it("reaches people on a Saturday night, and escalates when they are late and silent", () => {
    const story = started().until(SATURDAY_NIGHT + 2 * HOUR);
    expect(story.instance.priority).toBe("critical");
    const fired = story.events.filter((event) => event.body.type === "escalation.queued" || event.body.type === "warning.queued");
    expect(fired[0]?.at).toBe(SATURDAY_NIGHT + 10 * MINUTE);
    expect(fired.length).toBeGreaterThanOrEqual(2);
    expect(problemsOf(story)).toEqual([]);
  });

  it("fires each level once: the fewer answers, the higher it goes, and then it is quiet", () => {
    const story = started().until(SATURDAY_NIGHT + 24 * HOUR);
    const levels = story.happened("escalation.queued").map(({ step, episode, level }) => `${step}:${episode}:${level}`);
    expect(new Set(levels).size).toBe(levels.length);
  });

  it("that was a false alarm ends the case at once, and needs a reason", () => {
    const story = started();
    const owner = story.work("triaged").owner ?? commander;
    expect(story.when(owner, { type: "DecideStep", step: "triaged", option: "false-alarm" }).rejection?.code).toBe("invalid");
    story.when(owner, { type: "DecideStep", step: "triaged", option: "false-alarm", reason: "a test" });
    expect(story.instance).toMatchObject({ status: "cancelled" });
    expect(story.wakeAt).toBeUndefined();
  });

  it("asks for a word to everybody every 30 minutes until it is resolved", () => {
    const story = assigned();
    const owner = story.work("status-updates").owner ?? commander;
    const update = () => story.when(owner, { type: "CompleteStep", step: "status-updates", evidence: { update: "still on it" } });
    update();
    expect(story.step("status-updates")).toMatchObject({ status: "done", repeatAt: SATURDAY_NIGHT + 30 * MINUTE });
    story.until(SATURDAY_NIGHT + 31 * MINUTE);
    expect(story.step("status-updates")).toMatchObject({ status: "active", pass: 2 });
    update();
    story.when(owner, { type: "CompleteStep", step: "mitigating", evidence: { mitigation: "rolled back" } });
    story.when(owner, { type: "DecideStep", step: "monitoring", option: "stable" });
    story.when(owner, { type: "CompleteStep", step: "resolved", evidence: { customer_impact: "all" } });
    expect(
      story.when(owner, { type: "CompleteStep", step: "postmortem", evidence: { postmortem: "https://example.com/pm" } }).rejection,
    ).toBeUndefined();
    story.until(SATURDAY_NIGHT + 3 * HOUR);
    expect(story.instance.status).toBe("completed");
    expect(problemsOf(story)).toEqual([]);
  });

  it("needs no postmortem when it is small", () => {
    const story = started({ ...incident, severity: "sev3" });
    expect(story.instance.priority).toBe("medium");
    const owner = story.work("triaged").owner ?? commander;
    story.when(owner, { type: "DecideStep", step: "triaged", option: "confirmed" });
    story.when(story.work("assigned").owner!, { type: "CompleteStep", step: "assigned", evidence: { responders: "me" } });
    const lead = story.work("mitigating").owner!;
    story.when(lead, { type: "CompleteStep", step: "mitigating", evidence: { mitigation: "restarted" } });
    story.when(lead, { type: "DecideStep", step: "monitoring", option: "stable" });
    story.when(lead, { type: "CompleteStep", step: "resolved", evidence: { customer_impact: "nobody" } });
    expect(story.step("postmortem")).toMatchObject({ status: "skipped", cause: "condition" });
  });
});
