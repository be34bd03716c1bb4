import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askConfigured } from "../../src/build-agent.ts";
import { KEY } from "../agent/adapters.ts";
import { answers, calling, scripted } from "../agent/support/scripted.ts";
import { openVendorStandIn, type VendorStandIn } from "../agent/vendor-stand-in.ts";
import { openOnEither } from "../support/databases.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";
import type { Stage } from "../support/stage.ts";
import { does, onboardingStage } from "./support/given-onboarding.ts";
import { whisperedTo } from "./support/telling.ts";

const open = openOnEither();

const saysUnderTheirCard = async (stage: Stage, handle: string, text: string): Promise<string> => {
  const person = stage.as(handle);
  await person.types(text, { threadTs: stage.slack.messages(person.dm)[0]?.ts ?? "" });
  await stage.settled();
  return whisperedTo(stage, handle).at(-1) ?? "";
};

const QUESTION = "I wonder whom this hangs on in the end, the lawyers or us";
const reading = (says: string, words: string) => ({ says, step: 1, confidence: 0.9, words, on: null, until: null, to: null });

describe("a question that no rule answers", () => {
  it("is answered from what the tools say, and what it asks for is proposed, never done", async () => {
    const turns = [
      answers({ value: reading("question", "whom this hangs on") }),
      calling(["get_workflow_state", { case: "C-1" }]),
      calling(["add_note", { case: "C-1", text: "Sara asked whom it hangs on", sure: 0.9 }]),
      answers({ text: "It hangs on you: the handover is yours. I proposed a note." }),
    ];
    const { ask, asked } = scripted(() => turns.shift() ?? answers({ text: "" }));
    const stage = await onboardingStage({ open, ask: () => ask });
    expect(await saysUnderTheirCard(stage, "sara", QUESTION)).toContain("It hangs on you: the handover is yours.");
    expect(JSON.stringify(asked[2]?.messages)).toContain("Hand over the sale");
    const { rows } = await stage.database.pool.query<{ action: string }>(
      "SELECT action FROM audit_event WHERE actor_kind = 'agent' ORDER BY seq",
    );
    expect(rows.map(({ action }) => action)).toEqual(["agent.intended", "suggestion.made", "agent.acted"]);
    await stage.stop();
  });

  it("is answered from where the case stands when the model gives no answer", async () => {
    const turns = [answers({ value: reading("question", "whom this hangs on") })];
    const { ask } = scripted(() => turns.shift() ?? { ok: false, why: "fault", words: "It is down." });
    const stage = await onboardingStage({ open, ask: () => ask });
    expect(await saysUnderTheirCard(stage, "sara", QUESTION)).toContain("Hand over the sale");
    await stage.stop();
  });
});

describe("a configured model", () => {
  let vendor: VendorStandIn;
  beforeAll(async () => {
    vendor = await openVendorStandIn();
  });
  afterAll(async () => await vendor.close());

  it("reads a reply through the controls and on record: no name and no address leaves, and its writer confirms", async () => {
    vendor.mock.onMessage("writer's reply", { content: JSON.stringify(reading("done", "all of it is with them")) });
    const choice = { vendor: "anthropic", name: "claude-haiku-5-5", apiKey: KEY, baseUrl: vendor.url } as const;
    const limit = { cents: 100, tokens: 100_000 };
    const ask = askConfigured(
      {
        models: { classify: choice, draft: choice, analyse: choice, act: choice },
        agentBudgets: { person: limit, case: limit, workspace: limit },
      },
      createRecordingLogger(),
    );
    const stage = await onboardingStage({ open, ask });
    const said = await saysUnderTheirCard(stage, "sara", "Carla and rita@acme.example know, all of it is with them");
    expect(said).toContain("Mark *Hand over the sale* done?");
    const sent = JSON.stringify(vendor.mock.getRequests());
    expect(sent).toContain("all of it is with them");
    expect(sent).not.toMatch(/rita@acme\.example|Carla/);
    const { rows } = await stage.database.pool.query<{ pattern: string; outcome: string }>("SELECT pattern, outcome FROM agent_run");
    expect(rows).toEqual([{ pattern: "understand-reply", outcome: "end" }]);
    await does(stage, "sara", "Yes");
    const textsOf = async (): Promise<number> =>
      (await stage.database.pool.query("SELECT 1 FROM agent_entry JOIN personal_text ON id = text_id WHERE body IS NOT NULL")).rows.length;
    expect(await textsOf()).toBeGreaterThan(0);
    stage.clock.moveTo(stage.now() + 31 * 86_400_000);
    await stage.app().sweep();
    expect(await textsOf()).toBe(0);
    await stage.stop();
  });
});
