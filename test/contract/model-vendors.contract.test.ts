import { describe, expect, it } from "vitest";
import type { ModelMessage, ModelRequest } from "../../src/application/ports/model.ts";
import { ADAPTERS, type Adapter } from "../agent/adapters.ts";
import { asked, faultOf, givenModel, MEANING, modelOf, STATE } from "../agent/given-model.ts";
import { json } from "../agent/vendor-stand-in.ts";

// What only one kind of vendor has.

const THOUGHT = { type: "thinking", thinking: "", signature: "abc" };
const CALL = { type: "tool_use", id: "toolu_1", name: "get_state", input: { key: "7" } };

const thoughtfully = (says: Adapter["says"]) => ({ ...(says({ stop: "tools" }) as object), content: [THOUGHT, CALL] });
const resultsOf = (answer: Extract<ModelMessage, { role: "assistant" }>): ModelRequest["messages"] => [
  ...asked().messages,
  answer,
  { role: "tools", results: [{ id: "toolu_1", text: "Two.", isError: false }] },
];

for (const { vendor, choice, says, refuses } of ADAPTERS.filter((adapter) => adapter.vendor !== "openai")) {
  describe(`a model of ${vendor}, which thinks`, () => {
    const given = givenModel(choice);

    it("gets back what it thought, unchanged, with the results of its calls", async () => {
      const { standIn, model } = given.now();
      standIn.next(json(200, thoughtfully(says)), json(200, says({ text: "Two." })));
      const { text, calls } = await model.answer(asked({ tools: [STATE] }));
      await model.answer(asked({ tools: [STATE], messages: resultsOf({ role: "assistant", text, calls }) }));
      expect(standIn.sent[1]?.body.messages[1]).toEqual({ role: "assistant", content: [THOUGHT, CALL] });
    });

    it("does without its thoughts where they are refused, because the conversation began otherwise", async () => {
      const { standIn, model } = given.now();
      const stale = refuses(
        "invalid_request_error",
        "Invalid `signature` in `thinking` block. The block is bound to a different conversation.",
      );
      standIn.next(json(200, thoughtfully(says)), json(400, stale), json(200, says({ text: "Two." })));
      const { text, calls } = await model.answer(asked({ tools: [STATE] }));
      const messages = resultsOf({ role: "assistant", text, calls });
      expect((await model.answer(asked({ tools: [STATE], context: "Another.", messages }))).text).toBe("Two.");
      expect(standIn.sent[2]?.body.messages[1]).toEqual({ role: "assistant", content: [CALL] });
    });

    it("goes on when it paused in the middle, and is not asked for ever", async () => {
      const { standIn, model } = given.now();
      const paused = json(200, { ...(says({ text: "Two " }) as object), stop_reason: "pause_turn" });
      standIn.next(paused, json(200, says({ text: "steps." })));
      expect(await model.answer(asked())).toMatchObject({ text: "Two steps.", stop: "end", usage: { output: 80 } });
      expect(standIn.sent[1]?.body.messages.at(-1)).toEqual({ role: "assistant", content: [{ type: "text", text: "Two " }] });
      standIn.next(...Array.from({ length: 20 }, () => paused));
      expect((await faultOf(model.answer(asked()))).kind).toBe("unusable");
      expect(standIn.sent).toHaveLength(10);
    });

    it.each([
      ["model_context_window_exceeded", "too-long"],
      ["stop_sequence", "end"],
    ])("stops for %s: %s", async (reason, stop) => {
      const { standIn, model } = given.now();
      standIn.next(json(200, { ...(says({ text: "Two" }) as object), stop_reason: reason }));
      expect((await model.answer(asked())).stop).toBe(stop);
    });

    it("is of no use when it stops for a reason nobody knows", async () => {
      const { standIn, model } = given.now();
      standIn.next(json(200, { ...(says({ text: "Two" }) as object), stop_reason: "bored" }));
      expect(await faultOf(model.answer(asked()))).toMatchObject({ kind: "unusable", message: expect.stringContaining("bored") });
    });

    it("is not told of an effort when it is of before efforts", async () => {
      const { standIn } = given.now();
      standIn.next(json(200, says({ text: "Two." })));
      const old = modelOf({ ...choice(standIn.url), name: "claude-haiku-4-5" });
      await old.answer(asked());
      expect(standIn.sent[0]?.body).not.toHaveProperty("output_config");
      expect(standIn.sent[0]?.body.max_tokens).toBe(500);
    });
  });
}

for (const { choice, says } of ADAPTERS.filter((adapter) => adapter.vendor === "openai")) {
  describe("a model behind OpenAI's chat completions", () => {
    const given = givenModel(choice);
    const message = { role: "assistant", content: null, refusal: null };
    const with_ = (fields: object, reason: string): object => ({
      ...(says({}) as object),
      choices: [{ index: 0, logprobs: null, finish_reason: reason, message: { ...message, ...fields } }],
    });
    const written = (text: string) => [{ id: "c1", type: "function", function: { name: "get_state", arguments: text } }];

    it("has refused when it says so in a field of its own", async () => {
      const { standIn, model } = given.now();
      standIn.next(json(200, with_({ refusal: "I cannot." }, "stop")));
      expect(await model.answer(asked({ shape: MEANING }))).toMatchObject({ stop: "refused", text: "I cannot.", value: undefined });
    });

    it("calls, although its server ends with stop", async () => {
      const { standIn, model } = given.now();
      standIn.next(json(200, with_({ tool_calls: written('{"key":"7"}') }, "stop")));
      expect(await model.answer(asked({ tools: [STATE] }))).toMatchObject({ stop: "tools", calls: [{ input: { key: "7" } }] });
    });

    it("calls with what it wrote, although that is not JSON: whoever runs the tool answers it", async () => {
      const { standIn, model } = given.now();
      standIn.next(json(200, with_({ tool_calls: written('{"key":') }, "tool_calls")));
      expect((await model.answer(asked({ tools: [STATE] }))).calls).toEqual([{ id: "c1", name: "get_state", input: '{"key":' }]);
    });

    it("costs nobody knows what on a server of one's own, which needs no key", async () => {
      const { standIn } = given.now();
      standIn.next(json(200, { ...(says({ text: "Two." }) as object), model: "llama3.2:3b" }));
      const own = modelOf({ vendor: "openai", name: "llama3.2:3b", apiKey: undefined, baseUrl: `${standIn.url}/v1` });
      expect(await own.answer(asked())).toMatchObject({ model: "llama3.2:3b", cents: undefined });
    });
  });
}
