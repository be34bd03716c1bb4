import { describe, expect, it } from "vitest";
import type { HomeModel } from "../../../src/application/home-model.ts";
import { mineAnswer } from "../../../src/slack/views/answers/help.ts";
import { refusalAnswer } from "../../../src/slack/views/answers/refusal.ts";
import { caseStatusAnswer } from "../../../src/slack/views/answers/status.ts";
import { homeView } from "../../../src/slack/views/home.ts";
import { renderBundle } from "../../../src/slack/views/render-bundle.ts";
import { tellPerson } from "../../../src/slack/views/telling.ts";
import { stepKey } from "../../support/builders.ts";
import { buttonsOf, directory, email, expectBlocks, expectView, fileOf, onboarding, words } from "./story.ts";

const file = fileOf(onboarding().when(email("sara"), { type: "CompleteStep", step: "handover", evidence: { goals: "May" } }));
const review = { file, step: stepKey("contract-review"), role: "owner" };
const model = (parts: Partial<HomeModel> = {}): HomeModel => ({
  ...{
    person: email("lea"),
    directory,
    now: file.now,
    needsYou: [],
    comingUp: [],
    waitingOnOthers: [],
    decisions: [],
    stopped: [],
    atRisk: [],
    startable: [],
  },
  ...parts,
});

describe("a person's home", () => {
  it("has its parts in one order: what needs them first, their settings last", () => {
    const view = homeView(
      model({ needsYou: [review], comingUp: [review], waitingOnOthers: [review], decisions: [review], atRisk: [file] }),
    );
    expectView(view);
    const headers = view.blocks.flatMap((block) =>
      block.type === "header" && "text" in block ? [(block.text as { text: string }).text] : [],
    );
    expect(headers).toEqual(["Needs you now", "Coming up", "Waiting on others", "Decisions", "At risk", "Settings"]);
  });

  it("says when nothing waits, and shows no empty part", () => {
    const view = homeView(model());
    expect(words(view)).toContain("Nothing waits for you.");
    expect(words(view)).not.toContain("Coming up");
  });

  it("shows their hours, and who stands in for them", () => {
    expect(words(homeView(model()))).toContain("*Working hours:* Mon 08:30 to 15:00");
    expect(words(homeView(model()))).toContain("*Stands in for you:* Luca");
  });
});

describe("answers", () => {
  it("one's own list has an act for each step", () => {
    const { blocks } = mineAnswer(file.instance.steps[review.step] !== undefined ? email("lea") : email("luca"), [review]);
    expectBlocks(blocks);
    expect(words({ blocks })).toContain("1 step waits for you.");
    expect(buttonsOf(blocks)).toContain("Details");
  });

  it("a case's status has its critical path, where it waits, on whom, since when, and its expected finish", () => {
    const { blocks } = caseStatusAnswer(tellPerson(file, email("maria")));
    expect(words({ blocks })).toMatch(/\*Critical path:\* .* → .*Kickoff/);
    expect(words({ blocks })).toMatch(/\*Next to act:\* \w+ · \*Nothing heard\* since it was assigned <!date/);
    expect(words({ blocks })).toContain("Expected to finish");
  });

  it("a refusal says who can", () => {
    const { blocks } = refusalAnswer(
      { code: "not-entitled", message: "Only its owner may do this.", who: [email("lea"), email("maria")] },
      directory,
    );
    expect(words({ blocks })).toContain("*Who can:* Lea or Maria");
  });
});

describe("a bundle of reminders", () => {
  it("is one message, ordered by what unblocks others most, with an act for each", () => {
    const bundled = (step: string) => ({
      file,
      content: { kind: "reminder", step: stepKey(step), pass: 1, id: "at-due", why: { rule: "reminders.at_due", at: file.now } } as const,
    });
    const shown = renderBundle([bundled("dpa"), bundled("contract-review")], { to: "thread" });
    expectBlocks(shown.blocks);
    expect(words(shown)).toContain("2 steps wait for you.");
    expect(buttonsOf(shown.blocks)).toEqual(["Done", "Later", "Done", "Later"]);
    expect(words(shown).indexOf("steps wait for it")).toBeGreaterThan(0);
  });

  it("is not sent once all of it is settled", () => {
    const gone = {
      file,
      content: { kind: "reminder", step: stepKey("handover"), pass: 1, id: "at-due", why: { rule: "reminders" } } as const,
    };
    expect(renderBundle([gone, gone], { to: "thread" })).toMatchObject({ moot: true, final: true });
  });
});
