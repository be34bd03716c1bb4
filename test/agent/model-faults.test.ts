import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createModel } from "../../src/agent/models/create-model.ts";
import { ModelFault, type ModelRequest } from "../../src/application/ports/model.ts";
import { sized } from "../support/sizes.ts";
import { ADAPTERS, type Adapter, AWS_ENVIRONMENT } from "./adapters.ts";
import { asked, MEANING, STATE } from "./given-model.ts";
import { events, hangUp, json, openVendorStandIn, type Reply, silence, type VendorStandIn } from "./vendor-stand-in.ts";

// R14 (RELIABILITY.md): whatever a vendor does, an answer is right or a fault, in time.

const SEED = Number(process.env.SEED ?? 20_261_120);
const FAULTS = sized(100, 1_000);
const DEADLINE_MS = 400;
const SLACK_MS = 1_000;

const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const RIGHT = '{"means":"done","until":null}';

type Wrong = (adapter: Adapter) => Reply;
const WRONGS: Readonly<Record<string, Wrong>> = {
  slow: () => silence,
  "rate limit": ({ refuses }) => json(429, refuses("rate_limit_error", "slowly"), { "retry-after-ms": "20" }),
  "long rate limit": ({ refuses }) => json(429, refuses("rate_limit_error", "slowly"), { "retry-after": "30" }),
  overloaded: ({ refuses }) => json(529, refuses("overloaded_error", "busy")),
  unavailable: () => json(503, "<html>Service Unavailable</html>"),
  "half JSON": ({ says }) => json(200, JSON.stringify(says({ text: RIGHT })).slice(0, 80)),
  "no JSON": () => json(200, "hello"),
  "wrong tool": ({ says }) => json(200, says({ calls: [{ id: "c", name: "approve", input: { by: "me" } }], stop: "tools" })),
  megabyte: ({ says }) => json(200, says({ text: "x".repeat(1_000_001) })),
  refusal: ({ says }) => json(200, says({ text: "No.", stop: "refused" })),
  unreachable: () => hangUp,
  "cut stream": ({ begins }) => (begins === undefined ? hangUp : events(begins("Tw"), { cut: true })),
  "wrong shape": ({ says }) => json(200, says({ text: '{"means":"maybe"}' })),
};

const REQUESTS: Readonly<Record<string, Partial<ModelRequest>>> = {
  text: {},
  stream: { onText: () => undefined },
  shape: { shape: MEANING },
  tools: { tools: [STATE] },
};

let standIn: VendorStandIn;
beforeAll(async () => {
  for (const [name, value] of Object.entries(AWS_ENVIRONMENT)) vi.stubEnv(name, value);
  standIn = await openVendorStandIn();
  standIn.mock.onMessage(/.*/, { content: RIGHT });
  // Reading a vendor's SDK for the first time takes longer than a round here may.
  for (const { vendor, open } of ADAPTERS) await createModel(`${vendor}:x`, open(standIn.url)).answer(asked());
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await standIn.close();
});

it(
  `gives a right answer or a fault in time, whatever of ${FAULTS} things goes wrong (seed ${SEED})`,
  async () => {
    const random = seeded(SEED);
    const one = <T>(among: readonly T[]): T => among[Math.floor(random() * among.length)] ?? expect.fail("nothing to pick");
    const seen = new Map<string, number>();
    const late: string[] = [];
    for (let n = 0; n < FAULTS; n += 1) {
      const adapter = one(ADAPTERS);
      const [wrong, reply] = one(Object.entries(WRONGS));
      const [kind, request] = one(Object.entries(REQUESTS));
      const round = `round ${n}: ${wrong} to ${kind} of ${adapter.vendor}, seed ${SEED}`;
      standIn.next(...Array.from({ length: 1 + Math.floor(random() * 3) }, () => reply(adapter)));
      const before = standIn.sent.length;
      const model = createModel(`${adapter.vendor}:x`, adapter.open(standIn.url), { pauseMs: 1 });
      const begun = performance.now();
      const outcome = await model.answer(asked({ ...request, deadlineMs: DEADLINE_MS })).catch((error: unknown) => error);
      if (performance.now() - begun > DEADLINE_MS + SLACK_MS) late.push(round);
      // A machine that stands still for longer than the deadline asks nothing: such a round shows nothing, and may be rare only.
      if (standIn.sent.length === before) expect(outcome, round).toMatchObject({ kind: "timeout" });
      else seen.set(wrong, (seen.get(wrong) ?? 0) + 1);
      if (!(outcome instanceof ModelFault)) {
        expect(outcome, round).toHaveProperty("stop");
        const { stop, value, text } = outcome as { stop: string; value: unknown; text: string };
        if (kind === "shape" && stop !== "refused") expect(value, round).toEqual({ means: "done", until: null });
        expect(text.length, round).toBeLessThanOrEqual(1_000_000);
      }
      standIn.forget();
    }
    // A busy machine comes late to its own timers, now and then; without a deadline every silence would be late.
    expect(late.length, late.join("\n")).toBeLessThan(0.03 * FAULTS);
    expect([...seen.keys()].sort()).toEqual(Object.keys(WRONGS).sort());
    expect([...seen.values()].reduce((sum, times) => sum + times, 0)).toBeGreaterThan(0.9 * FAULTS);
  },
  30_000 + FAULTS * 500,
);
