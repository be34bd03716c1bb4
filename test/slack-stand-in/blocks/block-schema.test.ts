import { describe, expect, it } from "vitest";
import { generateBlockSchema } from "../../../.config/block-schema/generate-block-schema.ts";
import committed from "../../../src/slack-stand-in/blocks/block-schema.json" with { type: "json" };

describe("the block schema", () => {
  it("is what the installed @slack/types says (else: node .config/block-schema/generate-block-schema.ts)", () => {
    expect(committed).toEqual(generateBlockSchema());
    // It compiles the types, which takes a busy machine long.
  }, 60_000);
});
