import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createHolidayCache } from "../../src/definitions/holiday-cache.ts";

const folder = mkdtempSync(join(tmpdir(), "coxswain-holidays-"));
afterAll(() => rmSync(folder, { recursive: true }));

const day = { date: "2026-01-01 00:00:00", start: 0, end: 86_400_000 };
const never = (): never => {
  throw new Error("asked again");
};

describe("what the library of holidays answered", () => {
  it("is asked once, by whichever process comes first", () => {
    expect(createHolidayCache("1", folder)("IT 2026", () => [day])).toEqual([day]);
    expect(createHolidayCache("1", folder)("IT 2026", never)).toEqual([day]);
  });

  it("is asked again when the library is another", () => {
    expect(createHolidayCache("2", folder)("IT 2026", () => [])).toEqual([]);
  });

  it("is not kept when there is no such place, nor confused with what every object has", () => {
    const cache = createHolidayCache("1", folder);
    expect(cache("constructor", () => undefined)).toBeUndefined();
    expect(cache("XX", () => undefined)).toBeUndefined();
    expect(cache("XX", () => [day])).toEqual([day]);
  });

  it("is asked when the file is broken, or cannot be written", () => {
    for (const broken of ["{half", "null"]) {
      writeFileSync(join(folder, "holidays-3.json"), broken);
      expect(createHolidayCache("3", folder)("IT 2026", () => [day])).toEqual([day]);
    }
    expect(createHolidayCache("4", "/dev/null/nowhere")("IT 2026", () => [day])).toEqual([day]);
  });
});
