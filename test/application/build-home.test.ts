import { describe, expect, it } from "vitest";
import { assignmentsOf } from "../../src/application/assignments.ts";
import { createBuildHome } from "../../src/application/build-home.ts";
import { createCaseFiles } from "../../src/application/case-files.ts";
import { StepKey } from "../../src/engine/ids.ts";
import { alternative, approval, definition, directory, duration, personId, task, whos } from "../support/builders.ts";
import { given, type Story, WORKSPACE } from "../support/given.ts";
import { aSuggestion } from "../support/suggestions.ts";

const people = directory({ people: ["lea"] });

const homeOf = async ({ definition: whole, instance, now }: Story, name: string) => {
  const reads = {
    instance: async () => instance,
    texts: async () => new Map(),
    board: async () => [instance],
    assignedTo: async (_workspace: unknown, person: string) =>
      [...assignmentsOf(instance, people).values()]
        .filter((each) => each.person === person)
        .map(({ step, role }) => ({ instance, step, role })),
  };
  const catalogue = { current: () => whole, all: () => [whole], version: async () => whole, directory: () => people };
  const clock = { now: () => now };
  const build = createBuildHome({ reads, catalogue, clock, files: createCaseFiles({ reads, catalogue, clock }) });
  return await build(WORKSPACE, personId(name));
};

const rolesOf = (lines: readonly { readonly step: string | undefined; readonly role: string }[]): readonly string[] =>
  lines.map(({ step, role }) => `${role} of ${step}`);

describe("a person's home", () => {
  it("has what they own once, though a ladder warned them of it", async () => {
    const whole = definition([
      task("sso", { silence: "1 hour", escalation: { silent: [{ warnOwner: true }, { after: "1 hour", to: "lea" }] } }),
    ]);
    const story = given({ definition: whole, directory: people }).start();
    expect(rolesOf((await homeOf(story, "anna")).needsYou)).toEqual(["owner of sso"]);
  });

  it("has the alternatives that somebody is asked to choose from", async () => {
    const whole = definition([task("sso", { escalation: { blocked: [{ to: "lea", offer: ["later"] }] } })], {
      alternatives: alternative("later", { do: "extend", by: duration("1 working day") }),
    });
    const story = given({ definition: whole, directory: people })
      .start()
      .when(personId("anna"), { type: "BlockStep", step: "sso", reason: "No answer", on: "vendor" });
    const later = story.tick();
    expect(rolesOf((await homeOf(later, "lea")).needsYou)).toEqual(["asked of sso"]);
  });

  it("has what agents suggest to them, about a step or about the whole case, until it is answered", async () => {
    const whole = definition([task("sso")]);
    const begun = given({ definition: whole, directory: people }).start();
    const { instance } = begun;
    const proposals = [
      aSuggestion("s1", { type: "CompleteStep", instance: instance.id, step: StepKey.parse("sso") }, "proposes"),
      aSuggestion("s2", { type: "AddNote", instance: instance.id, text: "Well" }, "asks"),
      aSuggestion("s3", { type: "BlockStep", instance: instance.id, step: StepKey.parse("sso"), reason: "x", on: "vendor" }, "acted"),
      aSuggestion("s4", { type: "AddNote", instance: instance.id, text: "Over" }, "proposes", { status: "dismissed" }),
    ].map((each) => ({ ...each, to: [personId("lea")] }));
    const suggestions = Object.fromEntries(proposals.map((each) => [each.id, each]));
    const story = { ...begun, instance: { ...instance, suggestions } };
    expect(rolesOf((await homeOf(story, "lea")).needsYou)).toEqual(["suggestion of sso", "suggestion of undefined"]);
    expect(rolesOf((await homeOf(story, "anna")).needsYou)).toEqual(["owner of sso"]);
  });

  it("has the messages that wait for their approval, and then for whoever approved them, to be sent", async () => {
    const whole = definition([task("sso")], {
      messages: { ask: { id: "ask", to: [{ who: "address", address: "rita@acme.example" }], approve: whos("lea"), text: "Please answer" } },
    });
    const drafted = given({ definition: whole, directory: people })
      .start()
      .when(personId("anna"), { type: "DraftMessage", message: "ask", step: "sso" });
    expect(rolesOf((await homeOf(drafted, "lea")).needsYou)).toEqual(["draft of sso"]);
    const draft = Object.keys(drafted.instance.drafts)[0]!;
    const approved = drafted.when(personId("lea"), { type: "ApproveMessage", draft });
    expect(rolesOf((await homeOf(approved, "lea")).needsYou)).toEqual(["draft of sso"]);
    const sent = approved.when(personId("lea"), { type: "MarkMessageSent", draft });
    expect((await homeOf(sent, "lea")).needsYou).toEqual([]);
  });

  it("shows a process owner the steps that ended with a no and wait for their word", async () => {
    const whole = definition([approval("budget", { approvers: "anna", onReject: { do: "ask" } }), task("order", { needs: ["budget"] })]);
    const story = given({ definition: whole, directory: people })
      .start()
      .when(personId("anna"), { type: "CastVote", step: "budget", vote: "reject", reason: "Too much", revision: 1 });
    expect(rolesOf((await homeOf(story, "maria")).decisions)).toEqual(["held of budget"]);
    expect((await homeOf(story, "anna")).decisions).toEqual([]);
    const settled = story.when(personId("maria"), { type: "SkipStep", step: "budget", reason: "Paid otherwise" });
    expect((await homeOf(settled, "maria")).decisions).toEqual([]);
  });
});
