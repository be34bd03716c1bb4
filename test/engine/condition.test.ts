import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkExpression, evaluate, isTrue, type NameType, type Scope } from "../../src/engine/condition.ts";

const names: ReadonlyMap<string, NameType> = new Map<string, NameType>([
  ["tier", "choice"],
  ["region", "text"],
  ["reserve", "money"],
  ["signed", "boolean"],
  ["start_at", "datetime"],
  ["start_on", "date"],
  ["data", "data"],
]);

const scope = (values: Scope["values"], outcomes: Readonly<Record<string, string>> = {}, data?: Record<string, unknown>): Scope => ({
  values,
  outcome: (step) => outcomes[step],
  ...(data && { data }),
});
const nothing = scope({});

describe("a condition", () => {
  it.each<[string, Scope["values"], boolean]>([
    ['tier == "enterprise"', { tier: "enterprise" }, true],
    ['tier == "enterprise"', { tier: "standard" }, false],
    ['tier != "enterprise"', { tier: "standard" }, true],
    ['tier in ["enterprise", "standard"]', { tier: "standard" }, true],
    ['tier == "a" || (region == "b" && !signed)', { region: "b", signed: false }, true],
    ["!(2.5 in [1, 2])", {}, true],
    ["reserve in [1, 2]", { reserve: 2 }, true],
    ["!(reserve in [1, 2])", { reserve: 2.5 }, true],
    ['region.startsWith("north") && size(region) > 5', { region: "northeast" }, true],
    ['region.split(",").exists(each, each.trim() == "south")', { region: "north, south" }, true],
    ['start_on >= "2026-06-01"', { start_on: "2026-06-05" }, true],
    ['start_at > timestamp("2026-06-01T00:00:00Z")', { start_at: Date.UTC(2026, 5, 5) }, true],
    ['start_at == timestamp("2026-06-05T00:00:00Z")', { start_at: Date.UTC(2026, 5, 5) }, true],
    ["(signed ? reserve : 0) > -1", { signed: true, reserve: 5 }, true],
    ["[[1, 2][1]] == [2]", {}, true],
  ])("%s, with %j, is %s", (source, values, holds) => {
    expect(isTrue(source, scope(values))).toBe(holds);
  });

  it("compares numbers as people do, whole or not", () => {
    const amounts = [4_200, 4_200.5, 50_000, 50_000.01];
    expect(amounts.map((reserve) => isTrue("reserve > 50000", scope({ reserve })))).toEqual([false, false, false, true]);
    expect(amounts.map((reserve) => isTrue("reserve == 4200 || reserve in [50000]", scope({ reserve })))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(amounts.map((reserve) => isTrue("reserve * 2 - 1 + 0.5 >= 8400.5 / 1", scope({ reserve })))).toEqual([false, true, true, true]);
    expect(evaluate("1000000000000000000000.0 + 0.0000000000012345", nothing)).toBe(1e21);
    expect(evaluate("0.0000000000012345", nothing)).toBe(0.0000000000012345);
    expect(isTrue("2 * reserve % 2 == 1 && 0 <= reserve && reserve % 0.5 == 0", scope({ reserve: 1.5 }))).toBe(true);
  });

  it("calculates with whole and broken numbers on either side", () => {
    const calculations = [
      "reserve + 1",
      "reserve - 1",
      "reserve * 3",
      "reserve / 2",
      "reserve % 2",
      "1 + reserve",
      "1 - reserve",
      "3 * reserve",
    ];
    expect(calculations.map((source) => evaluate(source, scope({ reserve: 2.5 })))).toEqual([3.5, 1.5, 7.5, 1.25, 0.5, 3.5, -1.5, 7.5]);
    expect(["5 / reserve", "4 % reserve"].map((source) => evaluate(source, scope({ reserve: 2.5 })))).toEqual([2, 1.5]);
  });

  it("puts datetimes in order with a time that is written down", () => {
    const noon = 'timestamp("2026-06-05T12:00:00Z")';
    const signs = ["<", "<=", ">", ">="];
    const ordered = (start_at: number) => signs.map((sign) => isTrue(`start_at ${sign} ${noon}`, scope({ start_at })));
    expect(ordered(Date.UTC(2026, 5, 5, 11))).toEqual([true, true, false, false]);
    expect(ordered(Date.UTC(2026, 5, 5, 12))).toEqual([false, true, false, true]);
    expect(isTrue(`${noon} < start_at && ${noon} != start_at`, scope({ start_at: Date.UTC(2026, 5, 5, 13) }))).toBe(true);
  });

  it("asks for the outcome of a step", () => {
    const decided = scope({}, { "idd-check": "gaps" });
    expect(isTrue('outcome("idd-check") == "gaps"', decided)).toBe(true);
    expect(isTrue('outcome("other") == "gaps" || has(outcome("other"))', decided)).toBe(false);
    expect(isTrue('has(outcome("idd-check"))', decided)).toBe(true);
  });

  it("reads into the data of the event that a step waits for", () => {
    const event = scope({ tier: "a" }, {}, { customer: { id: 7, tags: ["vip"] }, nothing: null });
    expect(isTrue('data.customer.id == 7 && "vip" in data.customer.tags && data.customer["id"] < 8', event)).toBe(true);
    expect(isTrue('data.supplier.id == 7 || data.customer.name == "x"', event)).toBe(false);
    expect(
      ["data.customer.id", "data.customer.name", "data.supplier.id", "data.nothing"].map((path) => isTrue(`has(${path})`, event)),
    ).toEqual([true, false, false, false]);
  });
});

describe("a missing value", () => {
  it("compares false, whatever the comparison", () => {
    const comparisons = [
      'tier == "a"',
      'tier != "a"',
      "reserve > 1",
      "reserve <= 1",
      'tier in ["a"]',
      "reserve + 1 > 0",
      'region.contains("")',
    ];
    expect(comparisons.map((source) => isTrue(source, nothing))).toEqual(comparisons.map(() => false));
    expect(comparisons.map((source) => isTrue(source, scope({ tier: null, reserve: null, region: null })))).toEqual(
      comparisons.map(() => false),
    );
  });

  it("leaves the rest of the condition standing", () => {
    expect(isTrue('!(tier == "a")', nothing)).toBe(true);
    expect(isTrue("!signed", nothing)).toBe(true);
    expect(isTrue('tier == "a" || reserve > 1', scope({ reserve: 2 }))).toBe(true);
    expect(isTrue('(tier == "a") == false', nothing)).toBe(true);
    expect(evaluate('tier == "a" ? "yes" : "no"', nothing)).toBe("no");
  });

  it("is told apart with has()", () => {
    expect([isTrue("has(tier)", nothing), isTrue("has(tier)", scope({ tier: "" })), isTrue("has(tier)", scope({ tier: null }))]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("is what an impossible calculation gives", () => {
    expect(
      ["1 / 0", "reserve", '"a".substring(9)', "[1]", "reserve / 0.0", "tier.", 'tier.matches("a")'].map((source) =>
        evaluate(source, nothing),
      ),
    ).toEqual(Array.from({ length: 7 }, () => undefined));
    expect(evaluate("reserve / 0.0", scope({ reserve: 1 }))).toBeUndefined();
  });

  it("is what every name of JavaScript's own is", () => {
    const own = ["constructor", "__proto__", "toString", "hasOwnProperty"];
    expect(own.map((name) => evaluate(name, nothing) ?? isTrue(`has(${name})`, nothing))).toEqual(own.map(() => false));
  });
});

describe("a value to show", () => {
  it("is text, a number, or yes and no; a time is its epoch milliseconds", () => {
    const values = scope({ tier: "enterprise", reserve: 4_200.5, signed: true });
    expect(
      ["tier", "reserve * 2", "signed", "size(tier)", '[tier, "x"].join("-")', 'timestamp("2026-01-01T00:00:00Z")'].map((s) =>
        evaluate(s, values),
      ),
    ).toEqual(["enterprise", 8_401, true, 10, "enterprise-x", Date.UTC(2026, 0, 1)]);
  });
});

describe("checking an expression", () => {
  it("says which names and outcomes it uses, and whether it answers yes or no", () => {
    expect(checkExpression('has(tier) && tier == "a" && outcome("idd-check") == "pass" && outcome("idd-check") != "x"', names)).toEqual({
      ok: true,
      names: ["tier"],
      outcomes: ["idd-check"],
      isCondition: true,
    });
    expect(checkExpression("reserve * 2", names)).toEqual({ ok: true, names: ["reserve"], outcomes: [], isCondition: false });
    expect(checkExpression("data.items.exists(item, item.price > reserve)", names)).toEqual({
      ok: true,
      names: ["data", "reserve"],
      outcomes: [],
      isCondition: true,
    });
    expect(checkExpression("data.approved", names)).toMatchObject({ ok: true, isCondition: true });
    expect(checkExpression("reserve in [1, 2]", names)).toMatchObject({ ok: true });
  });

  it("reports a name that nothing here goes by, and where", () => {
    expect(checkExpression('signed && teir == "a"', names)).toEqual({
      ok: false,
      message: '"teir" is neither an input nor evidence here.',
      offset: 10,
      unknown: "teir",
    });
  });

  it.each([
    ["tier ==", "cannot be read as an expression", 7],
    ["", "cannot be read as an expression", 0],
    ["tier == 3", "These do not go together: text == number", 0],
    ["signed && tier.startsWith(3)", "These do not go together", 10],
    ["signed && reserve", "not a yes or no", 10],
    ['tier == "🚢" && tier > 3', "These do not go together: text > number", 16],
    ["signed || tier == null", "has(name)", 18],
    ['signed || tier.matches("a+")', '"matches" is not available', 10],
    ["type(tier) == string", '"type" is not available', 0],
    ["cel.bind(x, 1, x) == 1", '"bind" is not available', 0],
    ["holds(signed)", '"holds" is not available', 0],
    ['{"a": tier}.a == "a"', "cannot contain a map", 0],
    ["outcome(tier) == 1", "the key of one step in quotes", 0],
    ['outcome("a", "b") == 1', "the key of one step in quotes", 0],
    ["has(1)", "has() takes one name", 0],
    ["has()", "", 0],
    ["[1].exists(1, true)", "", 0],
    [`${"(".repeat(60)}1${")".repeat(60)} == 1`, "", 0],
  ])("refuses %s", (source, message, least) => {
    const checked = checkExpression(source, names);
    expect(checked).toMatchObject({ ok: false, message: expect.stringContaining(message) });
    expect(checked.ok ? -1 : checked.offset).toBeGreaterThanOrEqual(least);
  });
});

describe("whatever is written", () => {
  const atoms = fc.constantFrom(
    "tier",
    "reserve",
    "signed",
    "data.a.b",
    "1",
    "2.5",
    '"a\\n\\"b"',
    "true",
    "[1, 2]",
    'outcome("x")',
    "missing",
    "has(tier)",
  );
  const sources = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      atoms,
      fc
        .tuple(tie("node"), fc.constantFrom("==", "!=", "<", ">=", "&&", "||", "+", "-", "*", "/", "%", "in"), tie("node"))
        .map(([left, sign, right]) => `(${left}) ${sign} (${right})`),
      tie("node").map((node) => `!(${node})`),
      tie("node").map((node) => `-(${node})`),
      fc.tuple(tie("node"), tie("node"), tie("node")).map(([when, one, other]) => `(${when}) ? (${one}) : (${other})`),
      tie("node").map((node) => `[1, 2].exists(x, x == (${node}))`),
      tie("node").map((node) => `(${node}).contains("a")`),
    ),
  })).node;
  const values = fc.record(
    {
      tier: fc.oneof(fc.string(), fc.constant(null)),
      reserve: fc.oneof(fc.double(), fc.integer(), fc.string()),
      signed: fc.boolean(),
      data: fc.string(),
    },
    { requiredKeys: [] },
  );

  it("is evaluated without failing, to a value or to nothing", () => {
    fc.assert(
      fc.property(fc.oneof(sources, fc.string()), values, fc.dictionary(fc.string(), fc.jsonValue()), (source, given, data) => {
        const value = evaluate(source, scope(given, { x: "a" }, data));
        expect(["undefined", "string", "number", "boolean"]).toContain(typeof value);
        expect(Number.isNaN(value)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("is checked without failing, and a mistake is somewhere in it", () => {
    fc.assert(
      fc.property(fc.oneof(sources, fc.string()), (source) => {
        const checked = checkExpression(source, names);
        expect(checked.ok || (checked.offset >= 0 && checked.offset <= source.length && checked.message !== "")).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("says the opposite once it is negated", () => {
    fc.assert(
      fc.property(sources, values, (source, given) => {
        fc.pre(checkExpression(`!(${source})`, new Map([...names, ["missing", "text"]])).ok);
        expect(isTrue(`!(${source})`, scope(given))).toBe(!isTrue(source, scope(given)));
      }),
      { numRuns: 200 },
    );
  });
});
