import { describe, expect, it } from "vitest";
import type { StandingProposal } from "../../../src/application/ports/messages.ts";
import { renderToPerson } from "../../../src/slack/views/render-to-person.ts";
import { standingFor } from "./proposals.ts";
import { fileOf, onboarding, words } from "./story.ts";

/** Its customer's contact is personal, and was given in a form. */
const given = (kind: "request" | "proposed-start"): string => {
  const file = fileOf(onboarding());
  const standing = standingFor(file, "Acme", { missing: ["csm"] });
  const { suggestion } = standing.proposed;
  const inputs = { ...suggestion.act.inputs, contact: { text: "t-1", hash: "h" } };
  const proposed = { ...standing.proposed, suggestion: { ...suggestion, act: { ...suggestion.act, inputs } } };
  const personal: StandingProposal = { ...standing, proposed, texts: new Map([["t-1", "rita@acme.example"]]) };
  const { definition, directory, instance } = file;
  const proposal = { standing: personal, definition, directory, reader: suggestion.to[0], zone: "UTC" };
  const about = { workflow: definition.workflow, proposal: instance.id };
  const content = kind === "request" ? { kind, reminder: false, ...about } : { kind, ...about };
  return words(renderToPerson({ key: "p", definition, zone: undefined, proposal, content }));
};

describe("what a request has so far", () => {
  it("is shown in its channel without what is personal, which whoever may start it reads", () => {
    expect(given("request")).toContain("*Customer:* Acme");
    expect(given("request")).toContain("*Customer's contact:* given, and kept apart");
    expect(given("request")).not.toContain("rita@acme.example");
    expect(given("proposed-start")).toContain("rita@acme.example");
  });
});
