import { cruise, type ICruiseResult } from "dependency-cruiser";
import { describe, expect, it } from "vitest";

// ARCHITECTURE.md's table of allowed imports, as data: a folder may import itself and what stands here.
const EDGES = ["definitions", "store", "jobs", "http", "slack", "agent", "channels", "integrations", "ops"];
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  insights: ["engine"],
  application: ["engine", "insights"],
  ...Object.fromEntries(EDGES.map((edge) => [edge, ["application", "insights", "engine"]])),
  "slack-stand-in": [],
  playground: ["application", "insights", "engine"],
};

const VENDORS: readonly { readonly vendor: RegExp; readonly only: readonly string[] }[] = [
  { vendor: /^@slack\/types/, only: ["slack", "slack-stand-in"] },
  { vendor: /^@slack\/(?!types)/, only: ["slack"] },
  { vendor: /^(@prisma\/|pg$|@electric-sql\/)/, only: ["store"] },
  { vendor: /^(pg-boss|node-cron)$/, only: ["jobs"] },
  { vendor: /^(@anthropic-ai\/|openai$)/, only: ["agent"] },
  { vendor: /^(yaml|date-holidays)$/, only: ["definitions"] },
  { vendor: /^(pino|prom-client)$/, only: ["ops"] },
  { vendor: /^(hono|@hono\/)/, only: ["http", "playground"] },
  { vendor: /^standardwebhooks$/, only: ["integrations"] },
  { vendor: /^(ws|ajv)/, only: ["slack-stand-in", "playground"] },
  { vendor: /^(preact|htm)/, only: ["playground"] },
  { vendor: /^commander$/, only: ["cli"] },
];

const ENGINE_VENDORS = /^(zod|date-fns|@date-fns\/tz|@marcbachmann\/cel-js)$/;

/** `src/slack/views/x.ts` is in `slack`; `src/main.ts` and `src/cli/*` are in `cli`, which may import everything. */
const roomOf = (path: string): string => {
  const [, room = "", rest] = path.split("/");
  return rest === undefined ? "cli" : room;
};

const vendorOf = (module: string): string =>
  module
    .split("/")
    .slice(0, module.startsWith("@") ? 2 : 1)
    .join("/");

const read = async (): Promise<ICruiseResult> => {
  // Any other parser reads 0 modules under TypeScript 7, and passes.
  const { output } = await cruise(["src"], {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "generated" },
  });
  return output as ICruiseResult;
};

describe("the boundaries of ARCHITECTURE.md", async () => {
  const { modules } = await read();
  const ours = modules.filter((module) => module.source.startsWith("src/"));
  const imports = ours.flatMap((module) => module.dependencies.map((dependency) => ({ from: module.source, ...dependency })));

  it("are checked over every module, not over none", () => {
    expect(ours.length).toBeGreaterThan(200);
  });

  it("hold between rooms", () => {
    const broken = imports
      .filter(({ from, resolved }) => resolved.startsWith("src/") && roomOf(from) !== "cli" && roomOf(from) !== roomOf(resolved))
      .filter(({ from, resolved }) => !(ALLOWED[roomOf(from)] ?? []).includes(roomOf(resolved)));
    expect(broken.map(({ from, resolved }) => `${from} -> ${resolved}`)).toEqual([]);
  });

  it("give every room a row", () => {
    const rooms = new Set(ours.map(({ source }) => roomOf(source)).filter((room) => room !== "cli"));
    expect([...rooms].filter((room) => ALLOWED[room] === undefined)).toEqual([]);
  });

  it("keep each vendor in its folder", () => {
    const broken = imports
      .filter(({ from }) => roomOf(from) !== "cli")
      .filter(({ from, module }) => VENDORS.some(({ vendor, only }) => vendor.test(vendorOf(module)) && !only.includes(roomOf(from))));
    expect(broken.map(({ from, module }) => `${from} -> ${module}`)).toEqual([]);
  });

  it("leave the engine no input or output", () => {
    const outside = imports.filter(
      ({ from, resolved, module }) => roomOf(from) === "engine" && !resolved.startsWith("src/") && !ENGINE_VENDORS.test(vendorOf(module)),
    );
    expect(outside.map(({ from, module }) => `${from} -> ${module}`)).toEqual([]);
  });

  it("let no channel or integration import another", () => {
    const kin = (path: string): string => path.split("/").slice(0, 3).join("/");
    const broken = imports.filter(
      ({ from, resolved }) =>
        /^src\/(channels|integrations)\//.test(from) && /^src\/(channels|integrations)\//.test(resolved) && kin(from) !== kin(resolved),
    );
    expect(broken.map(({ from, resolved }) => `${from} -> ${resolved}`)).toEqual([]);
  });

  it("have no cycles", () => {
    expect(imports.filter(({ circular }) => circular).map(({ from, resolved }) => `${from} -> ${resolved}`)).toEqual([]);
  });
});
