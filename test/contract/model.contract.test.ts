import { describe, expect, it } from "vitest";
import type { ModelRequest } from "../../src/application/ports/model.ts";
import { ADAPTERS, type Adapter, USAGE } from "../agent/adapters.ts";
import { asked, faultOf, givenModel, MEANING, STATE } from "../agent/given-model.ts";
import { json } from "../agent/vendor-stand-in.ts";

/** What every model does that is asked. */
const rules = ({ choice, model: answering, says, vendor }: Adapter): void => {
  const given = givenModel(choice);
  const speaksMessages = vendor !== "openai";

  it("gives the text, what was used and what it cost", async () => {
    const { standIn, model } = given.now();
    standIn.next(json(200, says({ text: "Two." })));
    const answer = await model.answer(asked());
    expect(answer).toMatchObject({ text: "Two.", value: undefined, calls: [], stop: "end", usage: USAGE, model: answering });
    // 100 at $2, 2,000 read at $0.10, 300 written at $2.50, 40 out at $10, for a million each; in cents.
    expect(answer.cents).toBeCloseTo(0.155, 6);
  });

  it("is sent what is known before what is asked, and no sampling parameter", async () => {
    const { standIn, model } = given.now();
    standIn.mock.onMessage("steps", { content: "Two." });
    expect((await model.answer(asked())).text).toBe("Two.");
    const { body, path } = standIn.sent[0]!;
    for (const refused of ["temperature", "top_p", "top_k", "tool_choice", "tools"]) expect(body).not.toHaveProperty(refused);
    if (speaksMessages) {
      expect(body.system).toEqual([
        { type: "text", text: "You are terse.", cache_control: { type: "ephemeral" } },
        { type: "text", text: "Case 7: two steps are open.", cache_control: { type: "ephemeral" } },
      ]);
      expect(body.messages).toEqual([{ role: "user", content: [{ type: "text", text: "How many steps are open?" }] }]);
      expect(body.output_config).toEqual({ effort: "medium" });
      // Room for what it thinks, which vendors count with the answer.
      expect(body.max_tokens).toBe(500 + 4_096);
    } else {
      expect(body.messages).toEqual([
        { role: "system", content: "You are terse.\n\nCase 7: two steps are open." },
        { role: "user", content: "How many steps are open?" },
      ]);
      expect(body.max_tokens).toBe(500);
    }
    expect(path).toBe(
      { anthropic: "/v1/messages", bedrock: "/model/global.anthropic.claude-sonnet-5-5/invoke", openai: "/v1/chat/completions" }[vendor],
    );
  });

  it("calls tools, and goes on from their results", async () => {
    const { standIn, model } = given.now();
    standIn.mock.on(
      { userMessage: "steps", hasToolResult: false },
      { toolCalls: [{ id: "call_1", name: "get_state", arguments: { key: "7" } }] },
    );
    standIn.mock.on({ userMessage: "steps", hasToolResult: true }, { content: "Two." });
    const first = await model.answer(asked({ tools: [STATE] }));
    expect(first.stop).toBe("tools");
    expect(first.calls).toMatchObject([{ name: "get_state", input: { key: "7" } }]);
    const [call] = first.calls;
    const messages: ModelRequest["messages"] = [
      ...asked().messages,
      { role: "assistant", text: first.text, calls: first.calls },
      { role: "tools", results: [{ id: call!.id, text: "no such case", isError: true }] },
    ];
    expect(await model.answer(asked({ tools: [STATE], messages }))).toMatchObject({ text: "Two.", stop: "end" });
    const { tools, messages: sent } = standIn.sent[1]!.body;
    const schema = {
      type: "object",
      properties: { key: { type: "string", maxLength: 20 } },
      required: ["key"],
      additionalProperties: false,
    };
    if (speaksMessages) {
      expect(tools).toEqual([{ name: "get_state", description: "The state of a case.", input_schema: schema }]);
      expect(sent.slice(1)).toEqual([
        {
          role: "assistant",
          content: [expect.objectContaining({ type: "tool_use", id: call!.id, name: "get_state", input: { key: "7" } })],
        },
        { role: "user", content: [{ type: "tool_result", tool_use_id: call!.id, content: "no such case", is_error: true }] },
      ]);
    } else {
      expect(tools).toEqual([
        { type: "function", function: { name: "get_state", description: "The state of a case.", parameters: schema } },
      ]);
      expect(sent.slice(2)).toEqual([
        {
          role: "assistant",
          content: null,
          tool_calls: [{ id: call!.id, type: "function", function: { name: "get_state", arguments: '{"key":"7"}' } }],
        },
        { role: "tool", tool_call_id: call!.id, content: "Error: no such case" },
      ]);
    }
  });

  it("answers in the shape that was asked for", async () => {
    const { standIn, model } = given.now();
    standIn.mock.onMessage("steps", { content: '{"means":"blocked","until":null}' });
    expect((await model.answer(asked({ shape: MEANING }))).value).toEqual({ means: "blocked", until: null });
    const schema = {
      type: "object",
      properties: { means: { type: "string", enum: ["done", "blocked"] }, until: { type: ["string", "null"] } },
      required: ["means", "until"],
      additionalProperties: false,
    };
    const { body } = standIn.sent[0]!;
    if (speaksMessages) expect(body.output_config.format).toEqual({ type: "json_schema", schema });
    else expect(body.response_format).toEqual({ type: "json_schema", json_schema: { name: "answer", strict: true, schema } });
  });

  it("is told once what is wrong with its shape, and both tries are counted", async () => {
    const { standIn, model } = given.now();
    standIn.next(json(200, says({ text: '{"means":"late"}' })), json(200, says({ text: '```json\n{"means":"done","until":null}\n```' })));
    const answer = await model.answer(asked({ shape: MEANING }));
    expect(answer.value).toEqual({ means: "done", until: null });
    expect(answer.usage).toEqual({ input: 200, cacheRead: 4_000, cacheWrite: 600, output: 80 });
    const said = JSON.stringify(standIn.sent[1]!.body.messages);
    expect(said).toContain("late");
    expect(said).toContain("That is not what was asked for");
  });

  it("is of no use when its shape is wrong twice; what it cost is known", async () => {
    const { standIn, model } = given.now();
    standIn.next(json(200, says({ text: "Blocked, I think." })), json(200, says({ text: "{}" })));
    const fault = await faultOf(model.answer(asked({ shape: MEANING })));
    expect(fault.kind).toBe("unusable");
    expect(fault.spent?.usage.output).toBe(80);
    expect(standIn.sent).toHaveLength(2);
  });

  it("gives each piece of text as it comes", async () => {
    const { standIn, model } = given.now();
    const pieces: string[] = [];
    standIn.mock.onMessage(
      "steps",
      { content: "Two steps are open, both with legal.", usage: { output_tokens: 12, completion_tokens: 12 } },
      { chunkSize: 5 },
    );
    const answer = await model.answer(asked({ onText: (piece) => void pieces.push(piece) }));
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join("")).toBe("Two steps are open, both with legal.");
    expect(answer).toMatchObject({ text: "Two steps are open, both with legal.", stop: "end" });
    expect(answer.usage.output).toBe(12);
  });

  it("calls tools and is cut off in a stream as well", async () => {
    const { standIn, model } = given.now();
    const streamed = asked({ tools: [STATE], onText: () => undefined });
    standIn.mock.on({ userMessage: "steps", sequenceIndex: 0 }, { toolCalls: [{ name: "get_state", arguments: { key: "7" } }] });
    standIn.mock.on({ userMessage: "steps" }, { content: "Two and", finishReason: "length" });
    expect(await model.answer(streamed)).toMatchObject({ stop: "tools", calls: [{ name: "get_state", input: { key: "7" } }] });
    expect(await model.answer(streamed)).toMatchObject({ stop: "length", text: "Two and", calls: [] });
  });

  it("stops when it is told to, in the middle of a sentence", async () => {
    const { standIn, model } = given.now();
    const stop = new AbortController();
    standIn.mock.onMessage("steps", { content: "word ".repeat(200) }, { chunkSize: 5, streamingProfile: { tps: 20 } });
    let heard = 0;
    const onText = (): void => {
      heard += 1;
      stop.abort();
    };
    expect((await faultOf(model.answer(asked({ onText, signal: stop.signal })))).kind).toBe("stopped");
    expect(heard).toBe(1);
  });

  it("is not asked at all when it was stopped before", async () => {
    const { standIn, model } = given.now();
    expect((await faultOf(model.answer(asked({ signal: AbortSignal.abort() })))).kind).toBe("stopped");
    expect(standIn.sent).toEqual([]);
  });
};

for (const adapter of ADAPTERS) describe(`a model of ${adapter.vendor}`, () => rules(adapter));
