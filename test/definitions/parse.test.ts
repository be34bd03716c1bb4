import { describe, expect, it } from "vitest";
import { parseFile } from "../../src/definitions/parse.ts";

const parsed = (text: string | Uint8Array) => parseFile("x.yaml", typeof text === "string" ? new TextEncoder().encode(text) : text);
const firstProblem = (text: string | Uint8Array) => parsed(text).problems[0];

describe("a file", () => {
  it("gives each value its place", () => {
    const { source, problems } = parsed("a:\n  - b: one\n    c: two\n");
    expect(problems).toEqual([]);
    expect(source?.value).toEqual({ a: [{ b: "one", c: "two" }] });
    expect(source?.locate(["a", 0, "c"])).toEqual({ file: "x.yaml", line: 3, column: 8 });
    expect(source?.locate(["a", 0, "c"], "key")).toEqual({ file: "x.yaml", line: 3, column: 5 });
    expect(source?.locate(["a", 0, "d", "e"])).toEqual({ file: "x.yaml", line: 2, column: 5 });
    expect(source?.locate(["a", 0, "c"], "value", { text: "two", offset: 1 })).toMatchObject({ line: 3, column: 9 });
    expect(source?.locate(["a", 0, "c"], "value", { text: "elsewhere", offset: 1 })).toMatchObject({ line: 3, column: 8 });
  });

  it("names a value by what it looks like", () => {
    expect(parsed("true: a\n2: b\n").source?.value).toEqual({ true: "a", 2: "b" });
    expect(firstProblem("true: a\n'true': b\n")).toMatchObject({ line: 2, column: 1, message: 'duplicate key "true"' });
  });

  it("reads through an alias, and says where its anchor stands", () => {
    const { source } = parsed("a: &one { b: 1 }\nc: *one\n");
    expect(source?.value).toEqual({ a: { b: 1 }, c: { b: 1 } });
    expect(source?.locate(["c", "b"])).toMatchObject({ line: 1, column: 14 });
  });

  it.each([
    ["YAML that cannot be read", "a: [1, 2\nb: 3\n", 2, 1, ""],
    ["a duplicate key", "a: 1\nb: 2\na: 3\n", 3, 1, 'duplicate key "a"'],
    ["a key of the prototype", "a:\n  __proto__: 1\n", 2, 3, "not allowed"],
    ["a key that is not a word", "a: 1\n~: b\n", 2, 1, "not a word"],
    ["a key that is a list", "? [a, b]\n: 1\n", 1, 3, "not a word"],
    ["a byte order mark", "\ufeffa: 1\n", 1, 1, "byte order mark"],
    ["NUL", "a: 1\nb: x\u0000y\n", 2, 5, "U+0000"],
    ["NUL that is written out", 'a: 1\nb: "x\\0"\n', 2, 4, "U+0000"],
    ["a mark that reorders what is read", "a: x\u202ey\n", 1, 5, "U+202E"],
    ["an alias without an anchor", "a: *b\n", 1, 4, "has no anchor"],
    ["an alias that contains itself", "a: &a [1, *a]\n", 1, 11, "contains itself"],
    ["an unknown tag", "a: !shell ls\n", 1, 4, "tag"],
    ["two documents", "a: 1\n---\nb: 2\n", 2, 1, "multiple documents"],
    ["a number out of range", "a: .inf\n", 1, 4, "out of range"],
    ["deep nesting", `a: ${"[".repeat(80)}${"]".repeat(80)}\n`, 1, 68, "nested too deeply"],
  ])("is refused for %s", (_, text, line, column, says) => {
    expect(firstProblem(text)).toMatchObject({ line, column, message: expect.stringContaining(says) as string });
  });

  it("is refused for nesting that would exhaust the stack", () => {
    expect(firstProblem("[".repeat(300_000))).toMatchObject({ line: 1, message: "the file is nested too deeply to read" });
  });

  it("is refused for more than a megabyte", () => {
    expect(firstProblem("a: b\n".repeat(300_000))).toMatchObject({ message: "the file is too large", expected: "at most 1 MB" });
  });

  it("is refused for bytes that are not UTF-8", () => {
    expect(firstProblem(new Uint8Array([97, 58, 32, 10, 98, 58, 32, 0xff]))).toMatchObject({ line: 2, column: 4, expected: "UTF-8" });
  });

  it("is refused for aliases that grow beyond measure, soon", () => {
    const lines = Array.from({ length: 30 }, (_, index) => `l${index + 1}: &l${index + 1} [${Array(9).fill(`*l${index}`).join(", ")}]`);
    const before = process.threadCpuUsage();
    expect(firstProblem(`l0: &l0 [x]\n${lines.join("\n")}\n`)).toMatchObject({
      message: "the file grows too large once its aliases are put in",
    });
    expect(process.threadCpuUsage(before).user / 1_000).toBeLessThan(1_000);
  });

  it("takes about as long for each key, however many there are in one map", { timeout: 60_000 }, () => {
    const msFor = (keys: number): number => {
      const text = Array.from({ length: keys }, (_, index) => `k${index}: 1`).join("\n");
      const before = process.threadCpuUsage();
      expect(firstProblem(text)).toBeUndefined();
      return process.threadCpuUsage(before).user;
    };
    msFor(2_000);
    // Ten times the keys: a hundred times as long if each were looked for among all the others.
    expect(msFor(80_000) / msFor(8_000)).toBeLessThan(50);
  });
});
