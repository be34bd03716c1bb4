import { describe, expect, it } from "vitest";
import { ADAPTERS, type Adapter, KEY } from "../agent/adapters.ts";
import { asked, faultOf, givenModel, MEANING, STATE } from "../agent/given-model.ts";
import { events, hangUp, json, silence } from "../agent/vendor-stand-in.ts";

/** What every model does when its vendor does not do its part. */
const rules = ({ choice, says, begins, refuses, vendor }: Adapter): void => {
  const given = givenModel(choice);

  it("is given up when its deadline passes", async () => {
    const { standIn, model } = given.now();
    standIn.next(silence);
    const begun = performance.now();
    expect((await faultOf(model.answer(asked({ deadlineMs: 300 })))).kind).toBe("timeout");
    expect(performance.now() - begun).toBeLessThan(1_500);
  });

  it("is asked again when its vendor says so, and not before", async () => {
    const { standIn, model } = given.now();
    standIn.next(json(429, refuses("rate_limit_error", "slowly"), { "retry-after": "1" }), json(200, says({ text: "Two." })));
    const begun = performance.now();
    expect((await model.answer(asked())).text).toBe("Two.");
    expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
  });

  it("is not waited for when its vendor wants longer than the deadline", async () => {
    const { standIn, model } = given.now();
    standIn.next(json(429, refuses("rate_limit_error", "slowly"), { "retry-after": "60" }));
    expect((await faultOf(model.answer(asked()))).kind).toBe("rate-limited");
    expect(standIn.sent).toHaveLength(1);
  });

  it.each([529, 503, 500])("is asked twice more when it answers %i, then is overloaded", async (status) => {
    const { standIn, model } = given.now();
    const overloaded = json(status, refuses("overloaded_error", "busy"), { "retry-after-ms": "5" });
    standIn.next(overloaded, json(200, says({ text: "Two." })));
    expect((await model.answer(asked())).text).toBe("Two.");
    standIn.next(overloaded, overloaded, overloaded);
    expect((await faultOf(model.answer(asked()))).kind).toBe("overloaded");
    expect(standIn.sent).toHaveLength(5);
  });

  it.each([
    [401, "authentication_error", `Incorrect API key provided: ${KEY}`],
    [404, "not_found_error", `model: no such model for ${KEY}`],
    [429, "insufficient_quota", "You exceeded your current quota"],
  ])("is misconfigured when it answers %i %s, and nobody hears its key", async (status, code, message) => {
    const { standIn, model } = given.now();
    standIn.next(json(status, refuses(code, message)));
    const fault = await faultOf(model.answer(asked()));
    expect(fault.kind).toBe("misconfigured");
    expect(fault.message).not.toContain(KEY);
    expect(fault.message).toContain(`${vendor}:`);
    expect(standIn.sent).toHaveLength(1);
  });

  it.each([
    ["half of its JSON", json(200, '{"id":"msg_1","content":[{"type":"te')],
    ["JSON of another kind", json(200, { hello: "world" })],
    ["a page", json(200, "<html>Welcome</html>")],
  ])("is of no use when it answers with %s", async (_what, reply) => {
    const { standIn, model } = given.now();
    standIn.next(reply);
    expect((await faultOf(model.answer(asked()))).kind).toBe("unusable");
  });

  it("is of no use when it answers with a megabyte", async () => {
    const { standIn, model } = given.now();
    standIn.next(json(200, says({ text: "x".repeat(1_000_001) })), json(200, says({ text: "x".repeat(3_000_000) })));
    expect(await faultOf(model.answer(asked()))).toMatchObject({ kind: "unusable", message: expect.stringContaining("megabyte") });
    expect(await faultOf(model.answer(asked()))).toMatchObject({ kind: "unusable", message: expect.stringContaining("megabyte") });
  });

  it("is stopped when it streams a megabyte, and nobody is given all of it", async () => {
    const { standIn, model } = given.now();
    let heard = 0;
    const hear = (piece: string): void => {
      heard += piece.length;
    };
    standIn.mock.onMessage("steps", { content: "x".repeat(1_200_000) }, { chunkSize: 50_000 });
    const fault = await faultOf(model.answer(asked({ onText: hear })));
    expect(fault).toMatchObject({ kind: "unusable", message: expect.stringContaining("megabyte") });
    expect(heard).toBeLessThanOrEqual(1_000_000);
  });

  it.each([
    ["refused", { text: "I would rather not.", stop: "refused" }],
    ["length", { text: "Two and", stop: "length" }],
  ] as const)("says so when it stops: %s", async (stop, saying) => {
    const { standIn, model } = given.now();
    standIn.next(json(200, says(saying)));
    expect(await model.answer(asked())).toMatchObject({ stop, text: saying.text });
  });

  it("has no value of a shape that it refused, and is not asked again", async () => {
    const { standIn, model } = given.now();
    standIn.next(json(200, says({ text: "No.", stop: "refused" })));
    expect(await model.answer(asked({ shape: MEANING }))).toMatchObject({ stop: "refused", value: undefined });
    expect(standIn.sent).toHaveLength(1);
  });

  it.each([
    ["context_length_exceeded", "This model's maximum context length is 100 tokens."],
    ["invalid_request_error", "prompt is too long: 2000000 tokens > 1000000 maximum"],
  ])("says that it has no room for what it was asked (%s)", async (code, message) => {
    const { standIn, model } = given.now();
    standIn.next(json(400, refuses(code, message)));
    expect(await model.answer(asked())).toMatchObject({ stop: "too-long", text: "" });
  });

  it("makes no call that was cut off, and none that was not offered", async () => {
    const { standIn, model } = given.now();
    const calls = [{ id: "call_1", name: "delete_everything", input: {} }];
    standIn.next(json(200, says({ calls, stop: "length" })), json(200, says({ calls, stop: "tools" })));
    expect(await model.answer(asked({ tools: [STATE] }))).toMatchObject({ calls: [], stop: "length" });
    expect((await faultOf(model.answer(asked()))).kind).toBe("unusable");
  });

  it("cannot be reached when it hangs up each time", async () => {
    const { standIn, model } = given.now();
    standIn.next(hangUp, hangUp, hangUp);
    expect((await faultOf(model.answer(asked()))).kind).toBe("unreachable");
    expect(standIn.sent).toHaveLength(3);
  });

  if (begins !== undefined) {
    it.each([true, false])(
      "is not asked again once it has given away text, although its stream breaks off (connection cut: %s)",
      async (cut) => {
        const { standIn, model } = given.now();
        const pieces: string[] = [];
        standIn.next(events(begins("Two"), { cut }));
        expect((await faultOf(model.answer(asked({ onText: (piece) => void pieces.push(piece) })))).kind).toBe("unreachable");
        expect(pieces).toEqual(["Two"]);
        expect(standIn.sent).toHaveLength(1);
      },
    );
  }
};

for (const adapter of ADAPTERS) describe(`a model of ${adapter.vendor}`, () => rules(adapter));
