import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Asked, AskOutcome } from "../../src/application/ports/ask.ts";
import { answers, calling, scripted } from "../agent/support/scripted.ts";
import { openOnEither } from "../support/databases.ts";
import { openStage, SHIPPED, type Stage } from "../support/stage.ts";
import { MONDAY_9 } from "./support/given-claim.ts";
import { tells, wordsOf } from "./support/telling.ts";

const open = openOnEither();

const AGENTS = `agents:
  intake:
    { responsibility: Onboardings, prompt: Decide., tools: [decide_start, add_note], for: sara@example.com, wakes_on: [lead.converted] }
  enricher: { responsibility: Facts, prompt: Look up., for: sara@example.com, wakes_on: [lead.converted], retries: 0 }
  greeter: { responsibility: Notes, prompt: Note it., tools: [add_note], for: case owner, wakes_on: [case.started] }
`;

const folder = mkdtempSync(join(tmpdir(), "coxswain-agents-"));
for (const name of ["teams.yaml", "customer-onboarding.yaml"]) cpSync(join(SHIPPED, name), join(folder, name));
writeFileSync(join(folder, "agents.yaml"), AGENTS);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LEAD = { id: "C-7", company: "Acme", contact: "rita@acme.example", owner: "carla@example.com" };
const START = {
  workflow: "customer-onboarding",
  inputs: [
    { name: "customer_id", value: "C-7" },
    { name: "customer", value: "Acme" },
    { name: "contract", value: "https://acme.example/c" },
    { name: "csm", value: "carla@example.com" },
  ],
  confidence: 0.9,
  why: "The lead is new",
};

/** The intake decides, the enricher's model is down, the greeter has nothing to say. */
const says = ({ pattern, messages }: Asked): AskOutcome => {
  if (pattern === "enricher") return { ok: false, why: "fault", words: "It is down." };
  const isFirst = pattern === "intake" && messages.length === 1;
  return isFirst ? calling(["decide_start", START], ["assign_task", { to: "eve@evil.example" }]) : answers({ text: "Done." });
};

const rowsOf = async (stage: Stage, like: string) => {
  const { rows } = await stage.database.pool.query<{ said: string }>(
    `SELECT concat_ws(' ', action, verdict, actor_id, data->>'outcome') AS said FROM audit_event WHERE action LIKE '${like}' ORDER BY at, actor_id, seq`,
  );
  return rows.map(({ said }) => said);
};

describe("an event that wakes agents", () => {
  it("runs each on its own: one proposes a start, which a person makes, while another fails; a repeat and a forgery wake nobody", async () => {
    const { ask, asked } = scripted(says);
    const stage = await openStage({ open, at: MONDAY_9, workflowsDir: folder, ask: () => ask });
    const answer = await tells(stage, "evt-1", "lead.converted", LEAD);
    expect(answer).toMatchObject({
      status: 200,
      body: { success: true, event_type: "lead.converted", agents_triggered: ["intake", "enricher"], started: [] },
    });
    expect(await rowsOf(stage, "agent.%")).toEqual([
      "agent.woke ALLOW enricher",
      "agent.finished WARN enricher failed",
      "agent.woke ALLOW intake",
      "agent.finished ALLOW intake done",
    ]);
    const intake = asked.filter(({ pattern }) => pattern === "intake");
    expect(JSON.stringify(intake[0]?.messages)).toContain("rita@acme.example");
    expect(JSON.stringify(intake[1]?.messages)).toContain("There is no tool");
    const { rows } = await stage.database.pool.query<{ id: string; outcome: string }>(
      "SELECT pattern AS id, outcome FROM agent_run WHERE pattern LIKE 'agent:%' ORDER BY pattern",
    );
    expect(rows).toEqual([
      { id: "agent:enricher", outcome: "fault" },
      { id: "agent:intake", outcome: "said" },
    ]);
    const trace = await stage.database.pool.query<{ all: string }>("SELECT string_agg(data::text, '') AS all FROM audit_event");
    expect(trace.rows[0]?.all).not.toContain("rita");

    const before = asked.length;
    const forged = { "webhook-id": "evt-2", "webhook-timestamp": String(Math.floor(Date.now() / 1000)), "webhook-signature": "v1,AAAA" };
    const body = JSON.stringify({ type: "lead.converted", data: LEAD });
    const refused = await fetch(`http://127.0.0.1:${stage.app().port}/events`, { method: "POST", headers: forged, body });
    expect(refused.status).toBe(401);
    expect(await tells(stage, "evt-1", "lead.converted", LEAD)).toEqual(answer);
    expect(asked).toHaveLength(before);

    const sara = stage.as("sara");
    expect(stage.slack.messages(sara.dm).map(wordsOf).join("\n")).toContain("Acme");
    await sara.clicks("Start", { in: sara.dm });
    await stage.settled();
    expect(await rowsOf(stage, "instance.started")).toHaveLength(1);
    expect(asked.at(-1)).toMatchObject({ pattern: "greeter", instance: expect.any(String) });
    await stage.stop();
  });
});
