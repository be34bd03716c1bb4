import { describe, expect, it } from "vitest";
import { HOUR, personId } from "../../support/builders.ts";
import { agentFor, signedEvent } from "../../support/given.ts";
import { mail, play, problemsOf, shippedDirectory } from "../../support/play.ts";

const directory = shippedDirectory();
const managed = [...directory.people.values()].find((person) => person.manager !== undefined && person.id !== mail("ferrari"))!;
const purchase = {
  request_id: "P-1",
  item: "Laptops",
  amount: 4_000,
  supplier: "Acme",
  budget_owner: managed.id,
  cost_centre: "it",
  reason: "new colleagues",
};
const checked = (inputs = {}) => {
  const story = play("procurement-approval").start(mail("starter"), { inputs: { ...purchase, ...inputs } });
  return story.when(story.work("check").owner!, {
    type: "DecideStep",
    step: "check",
    option: "complete",
    evidence: { quote: "https://example.com/quote" },
  });
};

describe("a purchase", () => {
  it("of a small amount needs its budget owner only", () => {
    const story = checked().when(managed.id, { type: "CastVote", step: "approve-budget", vote: "approve", revision: 1 });
    expect(story.status()).toMatchObject({ "approve-finance": "skipped", "approve-board": "skipped", order: "active" });
  });

  it("of a large amount needs finance and the whole board, too", () => {
    const story = checked({ amount: 60_000 });
    expect(story.instance.priority).toBe("high");
    story.when(managed.id, { type: "CastVote", step: "approve-budget", vote: "approve", revision: 1 });
    expect(story.work("approve-finance").request).toMatchObject({ needed: 2 });
    for (const approver of story.work("approve-finance").request!.approvers.slice(0, 2)) {
      story.when(approver, { type: "CastVote", step: "approve-finance", vote: "approve", revision: 1 });
    }
    const { approvers, needed } = story.work("approve-board").request!;
    expect(needed).toBe(approvers.length);
  });

  it("that nobody answers for 48 hours reaches the approver's manager, then the process owner, and is never approved by that", () => {
    const story = checked();
    const asked = story.now;
    story.until(asked + 48 * HOUR - 1);
    expect(story.happened("escalation.queued")).toEqual([]);
    story.until(asked + 48 * HOUR);
    expect(story.happened("escalation.queued")).toMatchObject([{ trigger: "unanswered", level: 1, to: [managed.manager] }]);
    story.until(asked + 96 * HOUR);
    expect(story.happened("escalation.queued")).toMatchObject([{ level: 1 }, { level: 2, to: [mail("procurement-head")] }]);
    story.until(asked + 2_000 * HOUR);
    expect(story.step("approve-budget").status).toBe("active");
    expect(problemsOf(story)).toEqual([]);
  });

  it("waits for its delivery: the event of another order does not count, its own ends the case", () => {
    const story = checked().when(managed.id, { type: "CastVote", step: "approve-budget", vote: "approve", revision: 1 });
    story.when(story.work("order").owner!, { type: "CompleteStep", step: "order", evidence: { order_number: "O-7" } });
    const delivered = (order: string) =>
      story.when(signedEvent, {
        type: "DeliverEvent",
        event: { type: "goods.received", id: `evt-${order}`, data: { order } },
      });
    delivered("O-8");
    expect(story.step("goods-received").status).toBe("active");
    delivered("O-7");
    expect(story.instance.status).toBe("completed");
    expect(problemsOf(story)).toEqual([]);
  });

  const LATE = { type: "BlockStep", step: "order", reason: "The supplier delivers in May", on: "vendor" } as const;
  const ordered = (inputs: object, signed: boolean) => {
    const all = { ...purchase, cost_centre: "sales", amount: 800, ...inputs };
    const story = play("procurement-approval", undefined, signed ? new Set(["block"] as const) : undefined).start(mail("starter"), {
      inputs: all,
    });
    const option = { option: "complete", evidence: { quote: "https://example.com/quote" } };
    story.when(story.work("check").owner!, { type: "DecideStep", step: "check", ...option });
    return story.when(managed.id, { type: "CastVote", step: "approve-budget", vote: "approve", revision: 1 });
  };
  const hears = (inputs: object, { signed = true, confidence = 0.97 } = {}) => {
    const story = ordered(inputs, signed);
    story.when(agentFor(story.work("order").owner!), { ...LATE, judgement: { confidence, evidence: ["msg-1"], run: "r-1" } });
    const [suggestion] = Object.values(story.instance.suggestions ?? {});
    return { story, how: suggestion?.how, id: suggestion?.id ?? "" };
  };

  it("is blocked by an agent that is nearly sure and signed for, and by nobody's doing where its owner takes that back", () => {
    const { story, how, id } = hears({});
    expect([how, story.step("order").status]).toEqual(["acted", "blocked"]);
    story.when(story.work("order").owner!, { type: "UndoAct", suggestion: id });
    expect(story.step("order").status).toBe("active");
    expect(problemsOf(story)).toEqual([]);
  });

  it("is left to people by the agent where nobody has signed, it is less sure, or more is at risk", () => {
    expect(hears({}, { signed: false }).how).toBe("proposes");
    expect(hears({}, { confidence: 0.9 }).how).toBe("proposes");
    expect(hears({}, { confidence: 0.5 }).how).toBe("asks");
    expect(hears({ amount: 1_200 }).how).toBe("asks");
    expect(hears({ cost_centre: "it" }).how).toBe("asks");
  });

  it("cannot be approved by whoever asked for it, even as budget owner: the process owner is asked", () => {
    const story = play("procurement-approval").start(managed.id, { inputs: purchase });
    story.when(story.work("check").owner!, {
      type: "DecideStep",
      step: "check",
      option: "complete",
      evidence: { quote: "https://example.com/q" },
    });
    const refused = story.when(managed.id, { type: "CastVote", step: "approve-budget", vote: "approve", revision: 1 });
    expect(refused.rejection?.code).toBe("not-entitled");
    expect(
      story
        .posted("told")
        .filter((message) => message.content.what === "quorum-lost")
        .map((message) => message.audience),
    ).toContainEqual({
      to: "person",
      person: personId(mail("procurement-head")),
    });
  });
});
