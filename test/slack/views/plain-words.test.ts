import { describe, expect, it } from "vitest";
import type { DecisionStep } from "../../../src/engine/definition.ts";
import { caseStatusAnswer } from "../../../src/slack/views/answers/status.ts";
import { decideForm } from "../../../src/slack/views/modals/decide.ts";
import { whyPage } from "../../../src/slack/views/modals/why-page.ts";
import { renderToPerson } from "../../../src/slack/views/render-to-person.ts";
import { tellPerson } from "../../../src/slack/views/telling.ts";
import { at, decision, definition, directory, option, personId, stepKey, task, team } from "../../support/builders.ts";
import { given, type Story } from "../../support/given.ts";
import { claim, email, expectBlocks, expectView, fileOf, lastOf, onboarding, posts, show, words } from "./story.ts";

const card = (story: Story, key: string) =>
  show(
    story,
    posts(story).find((post) => post.key === key),
  );

describe("a notice that somebody's turn is near", () => {
  it("ends by pointing to the card, for whoever has the step now", () => {
    const steps = [
      task("a", { due: "2 working days" }),
      task("b", { needs: ["a"], owner: "ben", reminders: { upcoming: "1 working day" } }),
    ];
    const story = given({ definition: definition(steps) })
      .start()
      .until("2026-03-03 12:00");
    const near = posts(story).find(({ content }) => content.kind === "upcoming");
    story.when("anna", { type: "CompleteStep", step: "a" });
    expect(words(show(story, near))).toContain("*b* is your turn now: see its card.");
    expect(show(story, near).final).toBe(true);
  });
});

describe("a step that a team owns", () => {
  const TRIAGE = "step:triage-classify:1:thread";
  const ownedBy = (...members: readonly string[]) => {
    const desk = team("desk", members, { lead: "lea", assign: "anyone" });
    return given({ definition: definition([task("a", { owner: "team:desk" })]), directory: directory({ teams: [desk] }) }).start("sam");
  };

  it("calls each of a handful who may take it, but not whoever started it", () => {
    expect(card(ownedBy("sam", "anna", "ben", "cora"), "step:a:1:thread").mentions).toEqual(["anna", "ben", "cora"]);
  });

  it("calls a larger team by its name", () => {
    const shown = card(ownedBy("anna", "ben", "cora", "lea", "maria", "otto"), "step:a:1:thread");
    expect(shown.mentions).toEqual([]);
    expect(words(shown)).toMatch(/^\*a\* is for the team desk/);
  });

  it("says of a decision that it is taken first", () => {
    expect(words(card(claim(), TRIAGE))).toContain("Take it first; then you give the answer.");
    const taken = claim().when(email("tom"), { type: "TakeStep", step: "triage-classify" });
    expect(words(card(taken, TRIAGE))).toContain("Pick one of the answers below.");
  });

  it("tells whoever took it that they did", () => {
    const story = claim().when(email("tom"), { type: "TakeStep", step: "triage-classify" });
    expect(words(card(story, TRIAGE))).toContain("*Why you:* you took it from the team triage");
  });

  it("tells whoever was given it by whom", () => {
    const story = claim().when(email("claims-head"), { type: "ReassignStep", step: "triage-classify", to: email("tom") });
    expect(words(card(story, TRIAGE))).toContain("*Why you:* Claims-head gave it to you");
  });
});

describe("what follows when nobody acts", () => {
  it("names the condition, the time and who is told", () => {
    expect(words(card(onboarding(), "step:handover:1:thread"))).toMatch(
      /If (nothing is heard|it is not done) by <!date[^>]*>, I tell \w+\./,
    );
  });
});

describe("silence", () => {
  const quiet = () => {
    const ladder = [{ after: "0 minutes", warnOwner: true }];
    return given({ definition: definition([task("a", { silence: "4 working hours", escalation: { silent: ladder } })]) }).start();
  };
  const warned = (story: Story) => words(show(story, lastOf(story, "warning")));

  it("counts from the assignment where nothing was ever heard", () => {
    expect(warned(quiet().until("2026-03-02 17:00"))).toMatch(/Nothing heard about \*a\* since it was assigned <!date/);
  });

  it("counts from the last word where there was one", () => {
    const story = quiet().clock("2026-03-02 10:00").when("anna", { type: "AcknowledgeStep", step: "a" });
    expect(warned(story.until("2026-03-02 17:00"))).toMatch(/Nothing heard about \*a\* since <!date/);
  });
});

describe("the start of a case", () => {
  it("is told with who started it", () => {
    const story = onboarding();
    const started = posts(story).find(({ content }) => content.kind === "told" && content.what === "started");
    expect(words(show(story, started))).toContain("*Onboard Acme* was started by Sara.");
  });
});

describe("a case's card with a plan", () => {
  it("says its name once", () => {
    const story = onboarding();
    const { blocks } = show(story, lastOf(story, "case"), true);
    expect(JSON.stringify(blocks).match(/Onboard Acme/g)).toHaveLength(1);
    expect(JSON.stringify(blocks).match(/0 of 8 steps done/g)).toHaveLength(1);
  });
});

describe("a case's status", () => {
  it("says what has lasted since when", () => {
    const story = onboarding().until("2026-03-04 12:00");
    const { blocks } = caseStatusAnswer(tellPerson(fileOf(story), email("maria")));
    expectBlocks(blocks);
    expect(words({ blocks })).toMatch(
      /It (has gone quiet|is overdue) since <!date[^>]*>, level \d of its escalation · \*Nothing heard\* since it was/,
    );
  });
});

describe("an approval's prompt", () => {
  it("lists what came before and was not plainly good, with its reason", () => {
    const story = claim()
      .when(email("tom"), { type: "TakeStep", step: "triage-classify" })
      .when(email("tom"), { type: "DecideStep", step: "triage-classify", option: "high" })
      .when(email("compliance"), { type: "DecideStep", step: "idd-check", option: "gaps", reason: "No signature" })
      .when(email("lin"), {
        type: "CompleteStep",
        step: "liquidation-propose",
        evidence: { proposed_reserve: 9_500, underwriting_aligned: true },
      });
    expect(words(card(story, "step:liquidation-approve:1:thread"))).toMatch(
      /\*To weigh, from the steps before:\*\n• \*IDD compliance check\*: Gaps found by Compliance, <!date[^>]*>: No signature/,
    );
  });
});

describe("the form of a decision", () => {
  const steps = [decision("triage", { owner: "anna", options: [option("low"), option("fail", { reason: true })] })];
  const story = given({ definition: definition(steps) }).start();
  const form = (chosen?: string) => {
    const view = decideForm(tellPerson(fileOf(story), personId("anna")), story.definition.steps[0] as DecisionStep, chosen);
    expectView(view);
    return view;
  };

  it("says which answer was clicked, and does not ask for it again", () => {
    expect(form("fail").title.text).toBe("Decide: fail");
    expect(words(form("fail"))).toContain("*Your answer:* fail");
    expect(JSON.stringify(form("fail"))).not.toContain("radio_buttons");
  });

  it("offers the answers where none was clicked", () => {
    expect(JSON.stringify(form())).toContain("radio_buttons");
  });
});

describe("the morning's list", () => {
  it("says of each thing why it is there", () => {
    const { instance } = onboarding();
    const items = [
      { instance: instance.id, title: "One", why: "held-reminder", limit: 8, dueAt: undefined },
      { instance: instance.id, title: "Two", why: "ladder-ended", askedAt: instance.startedAt, dueAt: undefined },
    ] as const;
    const shown = renderToPerson({ key: "digest:1", definition: undefined, zone: "Europe/Rome", content: { kind: "digest", items } });
    expectBlocks(shown.blocks);
    expect(words(shown)).toContain("*One*: it waits for you. Its reminder was one more than the 8 that reach you in a day.");
    expect(words(shown)).toMatch(/\*Two\*: everybody whom its escalation names has been asked, and nobody has answered since <!date/);
  });
});

describe("why now", () => {
  const why = (story: Story, kind: "reminder" | "escalation" | "upcoming") =>
    words(
      show(
        story,
        posts(story).find(({ content }) => content.kind === kind),
      ),
    )
      .split("\n")
      .find((line) => line.startsWith("*Why now?*"));
  const AT = "<!date[^>]*>";

  it("counts a due date from the start of its step", () => {
    const steps = [task("a", { due: "1 working day", reminders: { atDue: true } })];
    const story = given({ definition: definition(steps) })
      .start()
      .until("2026-03-02 17:00");
    expect(why(story, "reminder")).toMatch(
      new RegExp(`^\\*Why now\\?\\* Started ${AT} \\+ 1 working day = ${AT}\\. Rule: steps\\.a\\.reminders\\.at_due`),
    );
  });

  it("names a level that was skipped on the way, whose wait it was, and why", () => {
    const silent = [
      { after: "0 minutes", warnOwner: true },
      { after: "4 working hours", to: "step-team-lead" },
      { after: "1 working day", to: "process-owner" },
    ];
    const story = given({
      definition: definition([task("a", { owner: "team:sales", silence: "4 working hours", escalation: { silent } })]),
      directory: directory({ teams: [team("sales", ["lea"], { lead: "lea" })] }),
    }).start();
    story.until("2026-03-02 17:00");
    expect(why(story, "escalation")).toMatch(
      new RegExp(
        `Its owner was warned ${AT} \\+ 4 working hours = ${AT}\\. Its time was that of steps\\.a\\.escalation\\.silent\\[1\\], ` +
          "which was skipped: whoever it names owns the step\\. Rule: steps\\.a\\.escalation\\.silent\\[2\\]",
      ),
    );
  });

  it("of a turn that is near names the step before it and the rule that expects it to end", () => {
    const steps = [
      task("a", { due: "2 working days" }),
      task("b", { needs: ["a"], owner: "ben", reminders: { upcoming: "1 working day" } }),
    ];
    const story = given({ definition: definition(steps) })
      .start()
      .until("2026-03-02 17:00");
    expect(why(story, "upcoming")).toMatch(
      new RegExp(`\\*a\\* is expected to end ${AT}, when it is due \\(steps\\.a\\.due\\)\\. Expected ${AT} − 1 working day = ${AT}\\.`),
    );
  });
});

describe("the page that says why", () => {
  const page = (story: Story) => {
    const view = whyPage(tellPerson(fileOf(story), personId("anna")), stepKey("a"));
    expectView(view);
    return words(view);
  };
  const story = () => given({ definition: definition([task("a", { due: "1 working day" })]) }).start();

  it("has the arithmetic of a due date as long as that is its rule's", () => {
    expect(page(story())).toMatch(/\*Due:\* started <!date[^>]*> \+ 1 working day = <!date/);
  });

  it("says of one that was moved when that was", () => {
    const moved = story().when("maria", { type: "ExtendStep", step: "a", until: at("2026-03-06 12:00") });
    expect(page(moved)).toMatch(/\*Due:\* <!date[^>]*>, as set <!date[^>]*>; by its rule 1 working day\./);
  });
});
