import { afterEach, beforeEach, expect, vi } from "vitest";
import { z } from "zod";
import { createModels, type ModelChoice } from "../../src/agent/models/models-by-purpose.ts";
import { type Model, type ModelAnswer, ModelFault, type ModelRequest } from "../../src/application/ports/model.ts";
import { AWS_ENVIRONMENT } from "./adapters.ts";
import { openVendorStandIn, type VendorStandIn } from "./vendor-stand-in.ts";

export const asked = (overrides: Partial<ModelRequest> = {}): ModelRequest => ({
  purpose: "act",
  system: "You are terse.",
  context: "Case 7: two steps are open.",
  messages: [{ role: "user", text: "How many steps are open?" }],
  maxTokens: 500,
  deadlineMs: 10_000,
  ...overrides,
});
export const STATE = { name: "get_state", description: "The state of a case.", input: z.strictObject({ key: z.string().max(20) }) };
export const MEANING = z.strictObject({ means: z.enum(["done", "blocked"]), until: z.string().nullable() });

export const faultOf = async (answer: Promise<ModelAnswer>): Promise<ModelFault> => {
  const fault = await answer.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(fault instanceof ModelFault)) return expect.fail(`not a ModelFault: ${fault}`);
  return fault;
};

export interface Given {
  readonly standIn: VendorStandIn;
  readonly model: Model;
}

export const modelOf = (choice: ModelChoice): Model => {
  const model = createModels({ classify: undefined, draft: undefined, analyse: undefined, act: choice })("act");
  return model ?? expect.fail("no model");
};

/** For each test a vendor of its own, and a model on it. */
export const givenModel = (choice: (url: string) => ModelChoice): { readonly now: () => Given } => {
  let given: Given | undefined;
  beforeEach(async () => {
    for (const [name, value] of Object.entries(AWS_ENVIRONMENT)) vi.stubEnv(name, value);
    const standIn = await openVendorStandIn();
    given = { standIn, model: modelOf(choice(standIn.url)) };
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await given?.standIn.close();
  });
  return { now: () => given ?? expect.fail("before the test") };
};
