import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { jsonSchemas } from "../../src/definitions/json-schema.ts";
import { loadDefinitions } from "../../src/definitions/load.ts";
import { formatProblem } from "../../src/definitions/problem.ts";

const folder = fileURLToPath(new URL("../../workflows/", import.meta.url));

describe("the workflows we ship", () => {
  it("load without a mistake or a warning", () => {
    const { problems, definitions, directory } = loadDefinitions(folder, { years: [2026] });
    expect(problems.map(formatProblem)).toEqual([]);
    expect(definitions.map(({ workflow }) => workflow)).toEqual([
      "claim-handling",
      "customer-onboarding",
      "incident-response",
      "it-change",
      "procurement-approval",
    ]);
    expect(directory?.calendars["milan-office"]?.closed).toEqual(expect.arrayContaining(["2026-12-24", "2026-12-25", "2026-06-02"]));
  });

  it("offer three ways out wherever somebody is asked", () => {
    const levels = loadDefinitions(folder).definitions.flatMap(({ steps }) =>
      steps.flatMap(({ escalation }) => Object.values(escalation).flat()),
    );
    expect(levels.filter(({ warnOwner }) => !warnOwner).map(({ offer }) => offer.length)).toEqual(expect.not.arrayContaining([0, 1, 2]));
  });

  it("tell an incident from its detection to its postmortem", () => {
    const incident = loadDefinitions(folder).definitions.find(({ workflow }) => workflow === "incident-response");
    expect(incident?.steps.map(({ key }) => key)).toEqual([
      "detected",
      "triaged",
      "assigned",
      "status-updates",
      "mitigating",
      "monitoring",
      "resolved",
      "postmortem",
    ]);
    expect(incident?.steps.find(({ key }) => key === "status-updates")).toMatchObject({
      repeat: { every: { kind: "plain", ms: 1_800_000 }, until: "resolved" },
    });
    const ways = incident?.steps.flatMap((step) => (step.kind === "decision" ? step.options.map(({ id, then }) => [id, then]) : []));
    expect(ways).toEqual([
      ["confirmed", undefined],
      ["false-alarm", { do: "end", outcome: "cancelled" }],
      ["stable", undefined],
      ["it-is-back", { do: "back", step: "mitigating", atMost: 5 }],
    ]);
  });

  it("leave a purchase with its approver for 48 hours, then ask their manager", () => {
    const purchase = loadDefinitions(folder).definitions.find(({ workflow }) => workflow === "procurement-approval");
    expect(purchase?.steps.find(({ key }) => key === "approve-budget")).toMatchObject({
      silence: { kind: "plain", ms: 48 * 3_600_000 },
      escalation: {
        unanswered: [{ to: [{ who: "manager-of", of: { who: "input", input: "budget_owner" } }] }, { to: [{ who: "process-owner" }] }],
      },
    });
  });
});

describe("the schemas for editors", () => {
  it.each(Object.entries(jsonSchemas()))("%s is the one that loading uses (node src/cli.ts schema writes it)", (name, text) => {
    expect(readFileSync(new URL(`../../workflows/${name}`, import.meta.url), "utf8")).toBe(text);
  });

  it("accept the files we ship, and refuse a misspelt key", () => {
    const schemas = jsonSchemas();
    const validatorFor = (name: string) =>
      new Ajv2020({ strict: false, formats: { date: true, "date-time": true } }).compile(JSON.parse(schemas[name] ?? ""));
    const workflow = validatorFor("workflow.schema.json");
    const others = new Map(["teams", "agents"].map((name) => [`${name}.yaml`, validatorFor(`${name}.schema.json`)]));
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".yaml"))) {
      const validate = others.get(file) ?? workflow;
      const value: unknown = parse(readFileSync(`${folder}${file}`, "utf8"));
      expect(validate(value), `${file}: ${JSON.stringify(validate.errors)}`).toBe(true);
      expect(validate({ ...(value as object), titel: "x" })).toBe(false); // YAML of a map is an object
    }
  });
});
