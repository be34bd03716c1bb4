import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outcomeStep, parseTemplate, renderTemplate, templateNames } from "../../src/engine/template.ts";

describe("a template", () => {
  it("is text and names, each with its place", () => {
    expect(parseTemplate("Onboard {{ customer }}!")).toEqual({
      ok: true,
      parts: [
        { kind: "text", text: "Onboard " },
        { kind: "name", name: "customer", offset: 11 },
        { kind: "text", text: "!" },
      ],
    });
    expect(parseTemplate("{{a}}{{b}}")).toMatchObject({ ok: true, parts: [{ name: "a" }, { name: "b" }] });
    expect(parseTemplate("")).toEqual({ ok: true, parts: [] });
  });

  it("names inputs, outcomes and what belongs to the case, each once", () => {
    const text = `{{ case.title }}: {{step.title}} is {{ outcome( 'idd-check' ) }} for {{ owner.name }}, {{ block.reason }}, {{ due }}, {{ due }}`;
    expect(templateNames(text)).toEqual(["case.title", "step.title", 'outcome("idd-check")', "owner.name", "block.reason", "due"]);
    expect(templateNames("no names")).toEqual([]);
    expect(templateNames("{{ broken")).toEqual([]);
  });

  it("knows whose outcome a name asks for", () => {
    expect([outcomeStep('outcome("idd-check")'), outcomeStep("customer")]).toEqual(["idd-check", undefined]);
  });

  it.each([
    ["We need {{ customer", 8, "never closed"],
    ["We need {{ customer and {{ region }}", 8, "never closed"],
    ["We need {{ }}", 8, "no name"],
  ])("is refused when broken: %s", (text, offset, message) => {
    expect(parseTemplate(text)).toEqual({ ok: false, message: expect.stringContaining(message), offset });
    expect(renderTemplate(text, () => "x")).toBe(text);
  });

  it("is filled in, and says so where a value is missing", () => {
    const values = new Map([
      ["customer", "Acme"],
      ['outcome("idd-check")', "pass"],
    ]);
    expect(renderTemplate('{{ customer }}: {{ outcome("idd-check") }}, {{ region }} }}', (name) => values.get(name))).toBe(
      "Acme: pass, (not given) }}",
    );
  });

  it("fills in plain text only: a value is never read as a template", () => {
    expect(renderTemplate("{{ customer }}", () => "{{ secret }}")).toBe("{{ secret }}");
  });

  it("reads any text without failing, and loses none of it", () => {
    const pieces = fc.array(fc.constantFrom("{{", "}}", "{", "}", " a ", "b.c", 'outcome("x")', "\n", " "), { maxLength: 12 });
    fc.assert(
      fc.property(pieces, (words) => {
        const text = words.join("");
        const rendered = renderTemplate(text, (name) => `{{${name}}}`);
        expect(rendered.replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
      }),
      { numRuns: 500 },
    );
  });
});
