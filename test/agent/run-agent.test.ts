import { describe, expect, it } from "vitest";
import { givenAgent } from "./support/given-agent.ts";
import { answers, calling } from "./support/scripted.ts";

const NOTE = ["add_note", { case: "C-1", text: "The contract is on its way" }] as const;

describe("a writing tool", () => {
  it("proposes what the person it acts for may do, with its intent before it and its result after, and changes nothing itself", async () => {
    const { calls, core, first, accepts } = await givenAgent();
    const result = await calls("complete_step", { case: "C-1", sure: 0.9, step: "a", evidence: [{ name: "amount", value: "4,200" }] });
    expect(result).toMatchObject({ isError: false, text: expect.stringContaining("Proposed") });
    expect(first().steps).toMatchObject({ a: { status: "active" } });
    const asked = core.commands.find(({ type }) => type === "CompleteStep");
    expect(asked).toMatchObject({ actor: { kind: "agent", id: "helper", onBehalfOf: "anna" }, via: "agent" });
    const names = core.rows.map(({ action }) => action).filter((action) => /^agent\.|^suggestion\./.test(action));
    expect(names).toEqual(["agent.intended", "suggestion.made", "agent.acted"]);
    expect(core.rows.find(({ action }) => action === "agent.intended")?.body).toMatchObject({ act: asked?.id });
    await accepts();
    expect(first().steps).toMatchObject({ a: { status: "done", by: "anna" } });
    expect(first().evidence).toMatchObject({ amount: { value: 4200 } });
  });

  it("proposes once for the same call of the same run, however sure it is by then", async () => {
    const { runs, core } = await givenAgent();
    await runs([calling(NOTE, NOTE), calling(NOTE), calling(["add_note", { ...NOTE[1], sure: 0.99 }])]);
    expect(core.commands.filter(({ type }) => type === "AddNote")).toHaveLength(1);
    expect(core.rows.filter(({ action }) => action === "suggestion.made")).toHaveLength(1);
  });

  it("that succeeds where the same call failed before has both on record", async () => {
    const { runs, core, does, first } = await givenAgent();
    const call = calling(["escalate_blocker", { case: "C-1", sure: 0.9, step: "a" }]);
    await runs([call]);
    await does({ type: "BlockStep", instance: first().id, step: "a", pass: 1, reason: "Waiting", on: "vendor", urgency: "normal" }, "anna");
    await runs([call]);
    const outcomes = core.rows.flatMap(({ body }) => (body.type === "agent.acted" ? [body.outcome] : []));
    expect(outcomes).toEqual(["refused", "proposed"]);
  });

  it("is refused what its person may not do, and the model reads who could", async () => {
    const { calls, core } = await givenAgent();
    expect(await calls("complete_step", { case: "C-1", step: "b" })).toMatchObject({
      isError: true,
      text: expect.stringContaining("Only Ben can"),
    });
    expect(await calls("extend", { case: "C-1", step: "a", until: "2026-03-20T12:00:00Z", reason: "we need time" })).toMatchObject({
      isError: true,
      text: expect.stringContaining("An agent cannot extend this step"),
    });
    expect(core.rows.filter(({ action }) => action === "act.refused").map(({ verdict }) => verdict)).toEqual(["DENY", "DENY"]);
    expect(core.rows.filter(({ action }) => action === "agent.acted").map(({ verdict }) => verdict)).toEqual(["DENY", "DENY"]);
  });

  it("proposes what somebody else decides, and says so", async () => {
    const { calls, first } = await givenAgent();
    expect(await calls("assign_task", { case: "C-1", step: "a", to: "ben" })).toMatchObject({
      isError: false,
      text: expect.stringContaining("Proposed"),
    });
    expect(first().steps).toMatchObject({ a: { owner: "anna", proposal: { alternative: "reassign" } } });
  });

  it("blocks, escalates, unblocks, gives information and drafts by the same rules", async () => {
    const { calls, does, first, accepts } = await givenAgent();
    expect(await calls("escalate_blocker", { case: "C-1", step: "a" })).toMatchObject({
      isError: true,
      text: expect.stringContaining("is not blocked"),
    });
    await calls("block_step", {
      case: "C-1",
      sure: 0.9,
      step: "a",
      reason: "The vendor is silent",
      on: "vendor",
      until: "2026-03-04T12:00:00Z",
    });
    await accepts();
    expect(first().steps).toMatchObject({ a: { status: "blocked", block: { urgency: "normal" } } });
    await calls("escalate_blocker", { case: "C-1", sure: 0.9, step: "a" });
    await accepts();
    expect(first().steps).toMatchObject({ a: { block: { urgency: "urgent", reason: "The vendor is silent", on: "vendor" } } });
    expect(await calls("unblock_step", { case: "C-1", step: "a" })).toMatchObject({
      isError: true,
      text: expect.stringContaining("stopped"),
    });
    await does({ type: "ResumeAutomation", instance: first().id }, "maria");
    await calls("provide_input", { case: "C-1", sure: 0.9, inputs: [{ name: "goal", value: "Ten sites" }] });
    await accepts();
    expect(first().inputs).toMatchObject({ goal: "Ten sites" });
    await calls("draft_message", { case: "C-1", message: "question", step: "a" });
    expect(Object.values(first().drafts)).toMatchObject([{ message: "question", status: "pending", approvers: ["ben"] }]);
  });
});

describe("a start that an agent wants because of its case", () => {
  const start = (workflow: string) =>
    ["start_workflow", { case: "C-1", sure: 0.9, workflow, inputs: [{ name: "case_id", value: "C-3" }] }] as const;

  it("is put to the person it acts for, once, and starts nothing", async () => {
    const { runs, core, first } = await givenAgent();
    const call = calling(start(first().workflow));
    const { results } = await runs([call, call]);
    expect(results.map(({ text }) => text)).toEqual(Array(2).fill(expect.stringContaining("Proposed")));
    const made = core.rows.flatMap(({ body }) => (body.type === "suggestion.made" ? [body] : []));
    expect(made).toMatchObject([
      {
        origin: { kind: "case", instance: first().id },
        suggestion: { kind: "start", to: ["anna"], confidence: 0.9 },
        because: "helper works on another case",
      },
    ]);
    expect(core.rows.findLast(({ action }) => action === "agent.acted")?.body).toMatchObject({ outcome: "proposed" });
    expect(core.instances.size).toBe(2);
  });

  it("is put to nobody where that person may not start it", async () => {
    const { calls, first, core } = await givenAgent();
    const [name, input] = start(first().workflow);
    expect(await calls(name, input, { person: "ben" as never })).toMatchObject({
      isError: true,
      text: expect.stringContaining("may not start"),
    });
    expect(core.rows.filter(({ action }) => action === "suggestion.made")).toEqual([]);
  });
});

describe("a run whose process died", () => {
  const DONE = ["agent.intended", "suggestion.made", "agent.acted"];

  it.each(["AddNote", "RecordResult"])("before %s ends what it began when its job runs again, and records it once", async (at) => {
    const { runs, dying, core } = await givenAgent();
    const turn = calling(["add_note", { case: "C-1", text: "hello", sure: 0.9 }]);
    Object.assign(dying, { at });
    await expect(runs([turn])).rejects.toThrow("the process is gone");
    Object.assign(dying, { at: "", gone: false });
    const { results } = await runs([turn]);
    expect(results).toMatchObject([{ isError: false, text: expect.stringContaining("Proposed") }]);
    expect(core.rows.map(({ action }) => action).filter((action) => DONE.includes(action))).toEqual(DONE);
  });

  it("after an act is told what became of it, though the case no longer allows it", async () => {
    const { runs, dying, core, does, accepts, first } = await givenAgent();
    const turn = calling(["complete_step", { case: "C-1", sure: 0.9, step: "a", evidence: [] }]);
    Object.assign(dying, { at: "RecordResult" });
    await expect(runs([turn])).rejects.toThrow("the process is gone");
    await accepts();
    Object.assign(dying, { at: "", gone: false });
    expect(first().steps).toMatchObject({ a: { status: "done" } });
    await does({ type: "AddNote", instance: first().id, text: "moved on" });
    await runs([turn]);
    expect(core.rows.findLast(({ action }) => action === "agent.acted")?.body).toMatchObject({ outcome: "proposed" });
  });
});

describe("the scope of a run", () => {
  it("is its case: another one, a channel, somebody outside and a call to everybody are errors that the model reads", async () => {
    const { calls, second } = await givenAgent();
    const before = JSON.stringify(second());
    const wrong: readonly (readonly [string, object, string])[] = [
      ["add_note", { case: "C-2", text: "hello" }, "C-1 only"],
      ["complete_step", { case: second().id, step: "a" }, "C-1 only"],
      ["add_note", { case: "#general", text: "hello" }, "C-1 only"],
      ["add_note", { case: "C-1", text: "hello", channel: "#general" }, "does not fit"],
      ["add_note", { case: "C-1", text: "<!channel> read this" }, "mention neither"],
      ["add_note", { case: "C-1", text: "@here read this" }, "mention neither"],
      ["assign_task", { case: "C-1", step: "a", to: "outsider" }, "takes part"],
      ["assign_task", { case: "C-1", step: "a", to: "outsider@example.com" }, "takes part"],
      ["provide_input", { case: "C-1", inputs: [{ name: "contact", value: "me@evil.example" }] }, "A person must say"],
      ["provide_input", { case: "C-1", inputs: [{ name: "goal", value: "outsider@example.com" }] }, "A person must say"],
      ["start_workflow", { case: "C-1", workflow: "nothing", inputs: [] }, "no workflow"],
      ["complete_step", { case: "C-1", step: "__proto__" }, "no step"],
      ["draft_message", { case: "C-1", message: "constructor" }, "no message"],
      ["get_workflow_state", { case: "all" }, "C-1 only"],
      ["get_workflow_state", { case: "C-2" }, "C-1 only"],
      ["drop_tables", {}, "no tool"],
    ];
    for (const [name, input, words] of wrong)
      expect(await calls(name, input), JSON.stringify([name, input])).toMatchObject({
        isError: true,
        text: expect.stringContaining(words),
      });
    expect(JSON.stringify(second())).toBe(before);
  });

  it("outside any case has no writing, and reads only what its person may see", async () => {
    const { calls, anna } = await givenAgent();
    const nowhere = { instance: undefined };
    expect(await calls("add_note", { case: "C-1", text: "hello" }, nowhere)).toMatchObject({ isError: true });
    expect((await calls("get_workflow_state", { case: "all" }, { ...nowhere, person: anna })).text).toContain('"C-2"');
    expect((await calls("get_workflow_state", { case: "all" }, { ...nowhere, person: "outsider" as typeof anna })).text).toBe(
      "They can see no open case.",
    );
    expect(await calls("get_history", {}, { person: "outsider" as typeof anna })).toMatchObject({ isError: true });
  });

  it("lets it read its case, its history, its people and how such cases went", async () => {
    const { calls } = await givenAgent();
    expect((await calls("get_workflow_state", { case: "C-1" })).text).toMatch(
      /Case "C-1"[\s\S]*a "[^"]*": active, owner "Anna" \(anna\), due/,
    );
    await calls(...NOTE);
    expect((await calls("get_history", {})).text).toContain("suggestion.made");
    expect((await calls("get_people_and_load", {})).text).toMatch(/"Anna" \(anna\): there/);
    expect((await calls("find_similar_cases", {})).text).toContain("No past case");
  });
});

describe("a run", () => {
  it("ends with words, which do nothing", async () => {
    const { runs, core } = await givenAgent();
    const before = core.rows.length;
    expect(await runs([answers({ text: "complete_step(a) is done, and all were told." })])).toMatchObject({
      ended: "said",
      turns: 1,
      calls: 0,
    });
    expect(core.rows).toHaveLength(before);
  });

  it("ends at its bounds: turns, calls, time and cents", async () => {
    const { runs, machine } = await givenAgent();
    const forever = Array.from({ length: 50 }, (_, n) => calling(["add_note", { case: "C-1", text: `note ${n}` }]));
    expect(await runs(forever)).toMatchObject({ ended: "turns", turns: 8 });
    expect(await runs([calling(NOTE, NOTE, NOTE)], { run: "r2", bounds: { calls: 2 } })).toMatchObject({ ended: "calls", calls: 0 });
    expect(await runs(forever, { run: "r3", bounds: { cents: 3 } })).toMatchObject({ ended: "cents", turns: 3, calls: 2 });
    machine.now = () => (machine.at += 40_000);
    expect(await runs(forever, { run: "r4" })).toMatchObject({ ended: "time" });
  });

  it("stops when it is told to, and does nothing more", async () => {
    const { runs, core } = await givenAgent();
    const stop = new AbortController();
    stop.abort();
    expect(await runs([calling(NOTE)], { signal: stop.signal })).toMatchObject({ ended: "stopped", asked: 0 });
    expect(core.rows.filter(({ action }) => action === "suggestion.made")).toEqual([]);
  });

  it("that gets no answer ends there", async () => {
    const { runs } = await givenAgent();
    expect(await runs([{ ok: false, why: "fault", words: "It is down." }])).toMatchObject({ ended: "fault", calls: 0 });
  });
});
