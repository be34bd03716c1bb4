import { describe, expect, it } from "vitest";
import { createLogger } from "../../src/ops/logging.ts";

const logged = (level: "info" | "silent", fields: Record<string, unknown>): readonly string[] => {
  const lines: string[] = [];
  createLogger(level, (line) => lines.push(line)).info(fields, "said");
  return lines;
};

describe("the log", () => {
  it("is one JSON line for each message", () => {
    expect(logged("info", { case: "4711" }).map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ case: "4711", msg: "said" }),
    ]);
  });

  it.each([
    ["bot token", "xoxb-123-abc"],
    ["app-level token", "xapp-1-A0-99-ffff"],
    ["webhook secret", "whsec_c2VjcmV0"],
    ["model key", "sk-ant-api03-xyz"],
    ["database password", "postgresql://me:hunter2@db/x"],
  ])("never shows a %s, wherever it stands", (_what, secret) => {
    const [line] = logged("info", { error: { nested: `failed with ${secret}` } });
    expect(line).toContain("[redacted]");
    expect(line).not.toContain(secret);
  });

  it("says nothing when it is silent", () => {
    expect(logged("silent", {})).toEqual([]);
  });
});
