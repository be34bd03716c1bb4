import { describe, expect, it } from "vitest";
import { openOnEither } from "../support/databases.ts";
import type { Stage } from "../support/stage.ts";
import { does, onboardingStage, seconds } from "./support/given-onboarding.ts";
import { directTo, saidIn, traceOf, whisperedTo, wordsOf } from "./support/telling.ts";

const open = openOnEither();

/** What a slash command answered its author. */
const asks = async (stage: Stage, handle: string, command: string): Promise<string> => {
  const before = whisperedTo(stage, handle).length;
  await stage.as(handle).runs(command, { channel: "onboarding" });
  await stage.settled();
  return whisperedTo(stage, handle).slice(before).join("\n");
};

describe("the slash command", () => {
  it("answers start, status, mine, board, audit, reload and help, privately and by what its author may see", async () => {
    const stage = await onboardingStage({ open, mode: "http" });
    const said = saidIn(stage, "onboarding").length;
    expect(await asks(stage, "sara", "/workflow")).toMatch(/1 step waits for you[\s\S]*Start\nCustomer onboarding/);
    expect(await asks(stage, "sara", "/workflow mine")).toContain("*Hand over the sale* · you");
    expect(await asks(stage, "maria", "/workflow mine")).toContain("Nothing waits for you.");
    expect(await asks(stage, "carla", "/workflow status C-1")).toMatch(
      /\*Critical path:\* Hand over the sale → [\s\S]*\*Next to act:\* Sara/,
    );
    expect(await asks(stage, "carla", "/workflow status")).toContain("Waits at *Hand over the sale* on Sara");
    expect(await asks(stage, "carla", "/workflow board customer-onboarding")).toContain("the most stuck first");
    expect(await asks(stage, "compliance", "/workflow audit C-1")).toContain("instance.started");
    expect(await asks(stage, "carla", "/workflow audit C-1")).toContain("Only Compliance or Maria can read the trace");
    expect(await asks(stage, "maria", "/workflow reload")).toContain("Nothing changed.");
    const help = await asks(stage, "bo", "/workflow help");
    for (const verb of ["start", "status", "mine", "board", "pause", "resume", "cancel", "audit", "reload"]) expect(help).toContain(verb);
    expect(
      await asks(
        stage,
        "sara",
        "/workflow start customer-onboarding customer_id=c-1 customer=Acme contract=https://a.example csm=carla@example.com",
      ),
    ).toContain("is already running");
    expect(saidIn(stage, "onboarding")).toHaveLength(said);
    await stage.stop();
  });

  it("exports a trace to its reader by direct message, and the export is a row", async () => {
    const stage = await onboardingStage({ open });
    expect(await asks(stage, "compliance", "/workflow audit C-1 export csv")).toContain("on its way");
    expect(directTo(stage, "compliance").join("\n")).toContain("instance.started");
    expect((await traceOf(stage, "C-1")).at(-1)).toMatch(/^trace\.(read|exported) ALLOW$/);
    await stage.stop();
  });
});

describe("shortcuts", () => {
  it("start a workflow, start one from a message's words, and add a message to a case", async () => {
    const stage = await onboardingStage({ open });
    const sara = stage.as("sara");
    await sara.shortcut("start_workflow");
    expect(wordsOf(sara.modal())).toContain("Customer onboarding");
    await sara.closes();

    const { message } = await stage.as("bo").types("We need forty more seats", { channel: "onboarding" });
    if (message === undefined) throw new Error("nothing was said");
    await sara.messageShortcut("start_from_message", message);
    await sara.submits({ Workflow: "Procurement approval" });
    expect(JSON.stringify(sara.modal()?.state.values)).toContain("forty more seats");
    await sara.closes({ all: true });

    await sara.messageShortcut("add_to_case", message);
    expect((await sara.submits({ Case: "C-11" })).errors?.case).toContain("Did you mean C-1?");
    await sara.submits({ Case: "C-1" });
    await stage.settled();
    expect(await traceOf(stage, "C-1")).toContain("note.added ALLOW");
    await stage.stop();
  });
});

describe("a home", () => {
  it("shows what needs its reader first, then what comes, what waits on others, what is at risk, and settings last", async () => {
    const stage = await onboardingStage({ open });
    const home = async (handle: string): Promise<string> => {
      await stage.as(handle).opensHome();
      await stage.settled();
      return wordsOf(stage.as(handle).home());
    };
    expect(await home("sara")).toMatch(/^\n?Needs you now\n[\s\S]*Hand over the sale[\s\S]*Settings/);
    expect(await home("carla")).toMatch(/Nothing waits for you[\s\S]*Coming up[\s\S]*Train the administrators[\s\S]*Settings/);
    expect(await home("maria")).toMatch(/Waiting on others[\s\S]*Hand over the sale[\s\S]*Settings/);
    await does(stage, "sara", "Done", { "Customer's goals": "Ten sites" });
    expect(wordsOf(stage.as("sara").home())).toContain("Nothing waits for you.");
    await stage.stop();
  });
});

describe("replies", () => {
  it("that are clear are offered back as one click, and nothing changes before it", async () => {
    const stage = await onboardingStage({ open });
    const sara = stage.as("sara");
    const card = stage.slack.messages(sara.dm)[0]?.ts ?? "";
    const replies = async (text: string): Promise<string> => {
      await sara.types(text, { threadTs: card });
      await stage.settled();
      return whisperedTo(stage, "sara").at(-1) ?? "";
    };
    expect(await replies("on it until 16:00")).toContain("Note that you are on *Hand over the sale* until");
    expect(await traceOf(stage, "C-1")).not.toContain("commitment.made ALLOW");
    await does(stage, "sara", "Yes");
    expect(await traceOf(stage, "C-1")).toContain("commitment.made ALLOW");

    expect(await replies("blocked: the customer does not answer")).toContain("Mark *Hand over the sale* blocked?");
    await does(stage, "sara", "Yes");
    expect(await traceOf(stage, "C-1")).toContain("step.blocked ALLOW");
    expect(await replies("unblocked")).toContain("no longer blocked?");
    await does(stage, "sara", "Yes");

    expect(await replies("done")).toContain("Mark *Hand over the sale* done?");
    await does(stage, "sara", "Yes", { "Customer's goals": "Ten sites" });
    expect(saidIn(stage, "onboarding").join("\n")).toContain("*Hand over the sale*: done by Sara");
    await stage.stop();
  });

  it("of thanks are nobody's answer, a question gets the status, and a mention in the thread answers for its case", async () => {
    const stage = await onboardingStage({ open });
    const root = stage.slack.messages("onboarding")[0]?.ts ?? "";
    const heard = async (): Promise<number> => (await traceOf(stage, "C-1")).filter((row) => row.startsWith("step.heard")).length;
    await stage.as("sara").types("thanks!", { channel: "onboarding", threadTs: root });
    await stage.settled();
    expect(await heard()).toBe(0);
    await stage.as("sara").types("where do we stand with this?", { channel: "onboarding", threadTs: root });
    await stage.settled();
    expect(whisperedTo(stage, "sara").at(-1)).toContain("0 of 8 steps done");
    await stage.as("carla").types(`<@${stage.slack.app.botUserId}> status`, { channel: "onboarding", threadTs: root });
    await stage.settled();
    expect(whisperedTo(stage, "carla").at(-1)).toContain("*Onboard Acme*: running");
    await stage.stop();
  });
});

describe("watchers", () => {
  it("are told at the start, of a block, of an escalation and of the end, and of nothing else", async () => {
    const stage = await onboardingStage({ open });
    const news = (): readonly string[] => directTo(stage, "carla").map((words) => words.split("\n")[1] ?? "");
    expect(news()).toEqual([expect.stringContaining("started by Sara")]);
    await does(stage, "sara", "On it");
    expect(news()).toHaveLength(1);
    await does(stage, "sara", "Blocked", {
      "What is in the way?": "The signature",
      "On whom does it wait?": "customer",
      "Until when, if known?": seconds("2026-11-26T12:00:00+01:00"),
    });
    expect(news().at(-1)).toContain("is blocked");
    await stage.until(seconds("2026-11-26T12:00:00+01:00") * 1000);
    expect(news().join("\n")).toMatch(/escalated|blocked/);
    await stage.as("maria").runs("/workflow cancel C-1", { channel: "onboarding" });
    await stage.as("maria").submits({ "Why?": "Withdrawn" });
    await stage.settled();
    expect(news().at(-1)).toContain("was cancelled by Maria");
    await stage.stop();
  });
});
