import { describe, expect, it } from "vitest";
import { definition, field, personId, task } from "../support/builders.ts";
import { INSTANCE, WORKSPACE } from "../support/given.ts";
import { CASES, type GivenApp, givenSlackApp, type Name } from "./support/given-slack-app.ts";

const onboarding = definition([task("sso")], {
  title: "Customer onboarding",
  inputs: [field("seats", { type: "number", label: "Seats" }), field("notes", { label: "Notes", required: false })],
});

const asks = async (given: GivenApp, name: Name, words: string): Promise<string> => {
  const { response } = await given.as(name).runs(`/workflow ${words}`.trim(), { channel: CASES });
  expect(response.ok).toBe(true);
  return JSON.stringify(response.body ?? "");
};

describe("/workflow", () => {
  it("alone shows what needs one, what one can start, and where the help is", async () => {
    const given = await givenSlackApp({ definition: onboarding });
    await given.start({ seats: 1 });
    const said = await asks(given, "anna", "");
    expect(said).toContain("1 step waits for you");
    expect(said).toContain("Customer onboarding");
    expect(said).toContain("/workflow help");
  });

  it("alone shows what moved last, with its status, to those who may see it", async () => {
    const given = await givenSlackApp({ definition: onboarding });
    await given.start({ seats: 1 });
    expect(await asks(given, "ben", "")).toMatch(/Nothing waits for you.*Recent.*Case C-1.*Status/);
    const hidden = await givenSlackApp({ definition: { ...onboarding, access: { start: undefined, see: undefined, audit: [] } } });
    await hidden.start({ seats: 1 });
    expect(await asks(hidden, "ben", "")).not.toContain("C-1");
  });

  it("answers its author alone", async () => {
    const given = await givenSlackApp();
    await asks(given, "anna", "help");
    expect(given.as("anna").sees(CASES)).toMatchObject([{ isEphemeral: true }]);
    expect(given.as("ben").sees(CASES)).toEqual([]);
  });

  it.each([
    ["strat", "start"],
    ["stauts C-1", "status"],
    ["helo", "help"],
  ])("knows what a mistyped verb means: %s", async (typed, meant) =>
    expect(await asks(await givenSlackApp(), "anna", typed)).toContain(`*${meant}*`),
  );

  it("lists one's own steps with their buttons", async () => {
    const given = await givenSlackApp();
    await given.start();
    await asks(given, "anna", "mine");
    await given.as("anna").clicks("done", { in: CASES });
    expect(given.step("sso").status).toBe("done");
  });
});

describe("/workflow start", () => {
  it("starts at once from key=value, quoted values included, and links the case", async () => {
    const given = await givenSlackApp({ definition: onboarding });
    const said = await asks(given, "anna", 'start customer onboarding case_id="Acme Corp" seats=25');
    expect(said).toContain("has started");
    const [instance] = [...given.core.instances.values()];
    expect(instance).toMatchObject({ caseId: "Acme Corp", inputs: { seats: 25 }, starter: "anna" });
  });

  it("opens the form, filled in, when something is missing or does not fit", async () => {
    const given = await givenSlackApp({ definition: onboarding });
    await asks(given, "anna", "start a-workflow case_id=Acme seats=many");
    const modal = given.as("anna").modal();
    expect(JSON.stringify(modal?.blocks)).toContain("Expected a number");
    const { view } = await given.as("anna").submits({ Seats: "25" });
    expect(view).toBeUndefined();
    expect([...given.core.instances.values()]).toMatchObject([{ caseId: "Acme" }]);
  });

  it("names what a mistyped input may mean", async () => {
    const given = await givenSlackApp({ definition: onboarding });
    await asks(given, "anna", "start a-workflow case_id=Acme seat=3");
    expect(JSON.stringify(given.as("anna").modal()?.blocks)).toContain("Did you mean seats?");
  });

  it("offers the workflows that one may start when none is named", async () => {
    const given = await givenSlackApp({ definition: onboarding });
    await asks(given, "anna", "start");
    await given.as("anna").submits({ workflow: "a-workflow" });
    expect(JSON.stringify(given.as("anna").modal()?.blocks)).toContain("Seats");
  });

  it("answers a mistyped workflow with the nearest", async () =>
    expect(await asks(await givenSlackApp(), "anna", "start a-workflw")).toContain("*a-workflow*"));

  it("takes a word of a workflow's name for it, and the nearest of one that is mistyped", async () => {
    const given = await givenSlackApp({ definition: onboarding });
    expect(await asks(given, "anna", "start onboarding")).not.toContain("There is no workflow");
    expect(await asks(given, "anna", "start onbording")).toContain("*a-workflow*");
  });

  it("of a running case says so and leads to it", async () => {
    const given = await givenSlackApp();
    await given.start();
    const said = await asks(given, "anna", "start a-workflow case_id=c-1");
    expect(said).toContain("already running");
    expect(said).toContain(`archives/${CASES}`);
    expect(given.core.instances.size).toBe(1);
  });

  it("of a case that has ended asks first, and then starts its next run", async () => {
    const given = await givenSlackApp();
    await given.start();
    const instance = [...given.core.instances.values()][0]!;
    given.core.instances.set(INSTANCE, { ...instance, status: "completed" });
    await asks(given, "anna", "start a-workflow case_id=C-1");
    expect(given.core.instances.size).toBe(1);
    await given.as("anna").clicks("Start it again", { in: "modal" });
    expect([...given.core.instances.values()].map(({ run }) => run)).toEqual([1, 2]);
    await given.slack.waitFor(() => JSON.stringify(given.as("anna").modal()?.blocks).includes("has started"));
  });

  it("is refused to whoever is not in the channel, where the channel decides", async () => {
    const given = await givenSlackApp();
    const { response } = await given.as("xavier").runs("/workflow start a-workflow case_id=C-9");
    expect(JSON.stringify(response.body)).toContain("Maria");
    expect(given.core.instances.size).toBe(0);
  });
});

describe("/workflow status", () => {
  it("of a case says where it waits, on whom, and who acts next, however its name is spelt", async () => {
    const given = await givenSlackApp();
    await given.start();
    const said = await asks(given, "ben", "status  c-1");
    expect(said).toContain("Case C-1");
    expect(said).toContain("Anna");
  });

  it("lists open cases without a name, and for a workflow's", async () => {
    const given = await givenSlackApp();
    await given.start();
    expect(await asks(given, "ben", "status")).toContain("1 open case");
    expect(await asks(given, "ben", "status a workflow")).toContain("Case C-1");
    expect(await asks(given, "ben", "board a-workflow")).toContain("Case C-1");
  });

  it("tells one step of a case, by its name, and the nearest of one that is mistyped", async () => {
    const given = await givenSlackApp({ definition: definition([task("single-sign-on"), task("report")]) });
    await given.start();
    expect(await asks(given, "anna", "status C-1 single sign on")).toMatch(/single-sign-on\* · you.*Started/);
    expect(await asks(given, "anna", "status C-1 repotr")).toContain("There is no step called *repotr*. Did you mean *report*?");
  });

  it("answers an unknown case with the nearest, to those who may see it", async () => {
    const hidden = definition([task("sso")], { access: { start: undefined, see: undefined, audit: [] } });
    const given = await givenSlackApp({ definition: hidden });
    await given.start({ case_id: "ACME-2026" });
    expect(await asks(given, "anna", "status ACME-2062")).toContain("*ACME-2026*");
    expect(await asks(given, "ben", "status ACME-2062")).not.toContain("ACME-2026");
    expect(await asks(given, "ben", "status ACME-2026")).toContain("not one that you can see");
  });
});

describe("/workflow pause, resume and cancel", () => {
  it("confirm first, with the reason that was typed", async () => {
    const given = await givenSlackApp();
    await given.start();
    await asks(given, "maria", "cancel C-1 the customer left");
    expect([...given.core.instances.values()][0]?.status).toBe("running");
    await given.as("maria").submits({});
    expect([...given.core.instances.values()][0]?.status).toBe("cancelled");
    expect(given.core.commands.at(-1)).toMatchObject({ type: "CancelInstance", reason: "the customer left" });
  });

  it("pause and resume in turn", async () => {
    const given = await givenSlackApp();
    await given.start();
    await asks(given, "maria", "pause C-1");
    await given.as("maria").submits({});
    expect([...given.core.instances.values()][0]?.status).toBe("paused");
    await asks(given, "maria", "resume C-1");
    await given.as("maria").submits({});
    expect([...given.core.instances.values()][0]?.status).toBe("running");
  });

  it("are refused to others with a row, before anything opens", async () => {
    const given = await givenSlackApp();
    await given.start();
    expect(await asks(given, "ben", "pause C-1")).toContain("Maria");
    expect(given.as("ben").modal()).toBeUndefined();
    expect(given.core.rows.at(-1)).toMatchObject({ verdict: "DENY" });
  });

  it("ask which case, and hint at the nearest", async () => {
    const given = await givenSlackApp();
    await given.start();
    expect(await asks(given, "maria", "pause")).toContain("Which case");
    expect(await asks(given, "maria", "pause C-2")).toContain("*C-1*");
  });
});

describe("/workflow audit", () => {
  it("shows the trace to compliance, and the reading is a row", async () => {
    const given = await givenSlackApp();
    await given.start();
    expect(await asks(given, "cora", "audit C-1")).toContain("Trace of");
    expect(given.core.commands.at(-1)).toMatchObject({ type: "ReadTrace", how: "read" });
  });

  it("says what the agent asked of models for the case and what it cost, where it asked anything", async () => {
    const given = await givenSlackApp();
    await given.start();
    expect(await asks(given, "cora", "audit C-1")).not.toContain("Agent:");
    given.core.asked = { runs: 3, tokens: 12_345, cents: 4.206, unpriced: 900 };
    const said = await asks(given, "cora", "audit C-1");
    expect(said).toContain("Agent: 3 runs, 12,345 tokens, 4.21 US cents, and 900 tokens without a known price.");
  });

  it("shows what models were asked and answered, by whom it was judged and what it cost; that reading is a row, too", async () => {
    const given = await givenSlackApp();
    const instance = await given.start();
    given.core.asked = { runs: 1, tokens: 1_234, cents: 0.5, unpriced: 0 };
    const at = given.core.now;
    const prompt = JSON.stringify({
      system: "You read.",
      context: "Steps: 1",
      messages: [{ role: "user", text: "The reply: [PERSON_1] has it" }],
    });
    const usage = { input: 1_000, cacheRead: 0, cacheWrite: 0, output: 234 };
    const of = { workspace: WORKSPACE, instance, purpose: "classify", onBehalfOf: personId("anna"), began: at, ended: at } as const;
    const run = { ...of, id: "r-1", pattern: "understand-reply", model: "small-1", outcome: "end", usage, cents: 0.0315, unpriced: 0 };
    const ref = { text: "t", hash: "h" };
    const entries = [
      { seq: 1, at, kind: "prompt", ref, text: prompt },
      { seq: 2, at, kind: "verdict", name: "pii-detector", verdict: "WARN", reason: "hidden: 1 PERSON", ref: undefined, text: undefined },
      { seq: 3, at, kind: "answer", name: "end", ref, text: undefined },
    ] as const;
    given.core.runs = [{ run, entries }];
    await asks(given, "cora", "audit C-1");
    await given.as("cora").clicks("What models were asked", { in: CASES });
    await given.slack.waitFor(() => given.told("cora").includes("understand-reply"));
    const said = given.told("cora");
    for (const part of [
      "for Anna",
      "1,234 tokens, 0.0315 US cents",
      "small-1",
      "The reply: [PERSON_1] has it",
      "*WARN* pii-detector",
      "answer end: erased",
    ])
      expect(said).toContain(part);
    expect(said).not.toContain("You read.");
    expect(given.core.commands.at(-1)).toMatchObject({ type: "ReadTrace", how: "read" });
  });

  it("is refused to others", async () => {
    const given = await givenSlackApp();
    await given.start();
    expect(await asks(given, "ben", "audit C-1")).toContain("Cora");
    expect(given.core.rows.at(-1)).toMatchObject({ verdict: "DENY" });
  });

  it.each(["json", "csv"] as const)("exports all of it as %s, the export's own row included", async (format) => {
    const given = await givenSlackApp();
    await given.start();
    expect(await asks(given, "cora", `audit C-1 export ${format}`)).toContain("on its way");
    expect(given.core.commands.at(-1)).toMatchObject({ type: "ReadTrace", how: "export" });
    const { dm } = given.as("cora");
    const sent = await given.slack.waitFor(() => given.as("cora").sees(dm)[0]);
    expect(sent.text).toContain("trace-a-workflow-C-1-run-1");
    expect(JSON.stringify(sent.blocks)).toContain("trace.read");
  });
});

describe("/workflow reload", () => {
  it("says what changed and for whom, and what could not be loaded", async () => {
    const given = await givenSlackApp();
    const answer = { ok: true, instance: undefined, seq: 1 } as const;
    given.reloads.push({ answer, changes: ["a-workflow: sso is due sooner"], problems: ["b.yaml:3:1 no owner"] });
    const said = await asks(given, "xavier", "reload").catch(async () => {
      const { response } = await given.as("xavier").runs("/workflow reload");
      return JSON.stringify(response.body);
    });
    expect(said).toContain("sso is due sooner");
    expect(said).toContain("b.yaml:3:1");
  });

  it("is refused with who can", async () => {
    const given = await givenSlackApp();
    const rejection = { code: "not-entitled", message: "Only Xavier can reload the definitions." } as const;
    given.reloads.push({ answer: { ok: false, rejection }, changes: [], problems: [] });
    expect(await asks(given, "ben", "reload")).toContain("Only Xavier");
  });
});
