import { execFile } from "node:child_process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { KEY } from "./adapters.ts";
import { openVendorStandIn, type VendorStandIn } from "./vendor-stand-in.ts";

let standIn: VendorStandIn;
beforeAll(async () => {
  standIn = await openVendorStandIn();
  standIn.mock.onMessage("What does it mean?", { content: '{"means":"blocked","confidence":0.9}' });
  standIn.mock.onMessage("security review", { content: "Ines, the security review is due on Friday." });
  standIn.mock.onMessage("what is stuck", { content: "Two steps wait on legal since Monday." }, { chunkSize: 6 });
});
afterAll(() => standIn.close());

const agentTry = async (
  environment: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ code: number; out: string; err: string }> =>
  await new Promise((done) => {
    const env = { PATH: process.env.PATH, ...environment };
    execFile(process.execPath, ["src/cli.ts", "agent", "try", ...args], { env }, (error, out, err) =>
      done({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });

it("says in a line for each purpose what its model did, in tokens, cents and seconds", async () => {
  standIn.mock.on({ userMessage: "How many steps", hasToolResult: false }, { toolCalls: [{ name: "get_workflow_state", arguments: {} }] });
  standIn.mock.on({ userMessage: "How many steps", hasToolResult: true }, { content: "17" });
  const { code, out } = await agentTry({ ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: standIn.url });
  const lines = out.trim().split("\n");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^classify · anthropic:claude-haiku-5-5 · an object works · \d+ tokens in, \d+ out, [\d.e-]+ cents · \d\.\d s$/);
  expect(lines[1]).toContain("draft · anthropic:claude-sonnet-5-5 · a text works");
  expect(lines[2]).toContain("a stream works");
  expect(lines[3]).toContain("a tool works");
  expect(code).toBe(0);
});

it("says which model did not, why, and leaves with 1", async () => {
  const { code, out, err } = await agentTry({ OPENAI_BASE_URL: "http://127.0.0.1:1/v1", OPENAI_API_KEY: KEY, MODEL_DRAFT: "openai:llama" });
  expect(code).toBe(2);
  expect(err).toMatch(/^MODEL: missing/);
  const unreachable = await agentTry({ OPENAI_BASE_URL: "http://127.0.0.1:1/v1", MODEL_DRAFT: "openai:llama" });
  expect(unreachable.code).toBe(1);
  expect(unreachable.out).toContain("classify · none configured");
  expect(unreachable.out).toContain("draft · a text failed, unreachable · openai:llama: cannot be reached");
  expect(out + unreachable.out).not.toContain(KEY);
});

it("leaves with 2 when there is no model to try", async () => {
  const { code, err } = await agentTry({});
  expect(code).toBe(2);
  expect(err).toMatch(/^ANTHROPIC_API_KEY: missing;.*\.env\.example\.\n$/);
  expect((await agentTry({}, "--spend")).code).toBe(2);
});
