import { describe, expect, it } from "vitest";
import { DAY } from "../../support/builders.ts";
import { signedEvent } from "../../support/given.ts";
import { mail, play, problemsOf, ROME_MONDAY, shippedDirectory } from "../../support/play.ts";

const WINDOW = ROME_MONDAY + 7 * DAY;
const change = {
  change_id: "C-9",
  summary: "New database",
  system: "billing",
  requester: mail("sara"),
  downtime: false,
  window_start: WINDOW,
};
const board = shippedDirectory().teams.get("change-board")?.members ?? [];
const plans = { plan: "https://example.com/plan", back_out: "https://example.com/back" };

const started = (inputs: Readonly<Record<string, unknown>> = {}) =>
  play("it-change").start(mail("ivo"), { inputs: { ...change, ...inputs } as never });
const described = (inputs = {}) => {
  const story = started(inputs).when(mail("sara"), { type: "CompleteStep", step: "describe", evidence: plans });
  return story.when(story.work("assess-risk").owner!, { type: "DecideStep", step: "assess-risk", option: "low" });
};
const approved = (inputs = {}) => {
  const story = described(inputs);
  for (const member of board.slice(0, 2)) story.when(member, { type: "CastVote", step: "approve", vote: "approve", revision: 1 });
  return story;
};

describe("a change", () => {
  it("is approved by two of the board; one vote is not enough", () => {
    const story = described().when(board[0]!, { type: "CastVote", step: "approve", vote: "approve", revision: 1 });
    expect(story.step("approve").status).toBe("active");
    story.when(board[0]!, { type: "CastVote", step: "approve", vote: "approve", revision: 1 });
    expect(story.step("approve").status).toBe("active");
    story.when(board[1]!, { type: "CastVote", step: "approve", vote: "approve", revision: 1 });
    expect(story.step("approve")).toMatchObject({ status: "done", outcome: "approved" });
  });

  it("waits for its window, and goes on when the window opens", () => {
    const story = approved();
    expect(story.status()).toMatchObject({ announce: "skipped", window: "active", implement: "waiting" });
    story.until(WINDOW - 1);
    expect(story.status()).toMatchObject({ window: "active" });
    story.until(WINDOW);
    expect(story.status()).toMatchObject({ window: "done", implement: "active" });
    expect(story.events.find((event) => event.body.type === "step.completed" && event.step === "window")?.at).toBe(WINDOW);
  });

  it("announces a downtime before the window", () => {
    const story = approved({ downtime: true }).until(WINDOW + DAY);
    expect(story.status()).toMatchObject({ announce: "active", window: "waiting" });
    story.when(story.work("announce").owner!, {
      type: "CompleteStep",
      step: "announce",
      evidence: { announcement: "https://example.com/a" },
    });
    expect(story.status()).toMatchObject({ window: "done", implement: "active" });
  });

  it("is backed out by whoever implemented it when the verification fails, and then closed", () => {
    const story = approved().until(WINDOW);
    const implementer = story.work("implement").owner!;
    story.when(implementer, { type: "CompleteStep", step: "implement", evidence: { change_log: "https://example.com/log" } });
    story.when(story.work("verify").owner!, { type: "DecideStep", step: "verify", option: "back-out", reason: "it broke" });
    expect(story.work("back-out").owner).toBe(implementer);
    expect(story.events.find((event) => event.action === "change.verify")).toMatchObject({ verdict: "DENY" });
    story.when(implementer, { type: "CompleteStep", step: "back-out", evidence: { restored: true } });
    story.when(story.work("close").owner!, { type: "CompleteStep", step: "close" });
    expect(story.instance.status).toBe("completed");
    expect(problemsOf(story)).toEqual([]);
  });

  it("ends when the board rejects it", () => {
    const story = described().when(board[0]!, { type: "CastVote", step: "approve", vote: "reject", reason: "not now", revision: 1 });
    expect(story.instance).toMatchObject({ status: "cancelled", outcome: "rejected" });
    expect(problemsOf(story)).toEqual([]);
  });

  it("that an event brought without its window asks the requester for it, and reminds, and escalates, and then begins", () => {
    const { window_start: _, ...known } = change;
    const story = play("it-change").start(signedEvent, { event: { type: "change.requested", id: "e-1" }, inputs: known });
    expect(story.step("describe")).toMatchObject({ status: "waiting", unready: { missing: ["window_start"], asked: [mail("sara")] } });
    story.until("2026-03-04 12:00");
    expect(story.happened("escalation.queued")).toMatchObject([{ step: "describe", trigger: "unready", to: [mail("change-manager")] }]);
    story.when(mail("sara"), { type: "ProvideInput", inputs: { window_start: WINDOW } });
    expect(story.step("describe")).toMatchObject({ status: "active", owner: mail("sara"), episode: undefined });
    expect(problemsOf(story)).toEqual([]);
  });
});
