import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCaseLines, createCaseView } from "../../src/playground/case-view.ts";
import { createRequests } from "../../src/playground/requests.ts";
import { does, onboardingStage } from "../scenario/support/given-onboarding.ts";
import { openOnEither } from "../support/databases.ts";
import type { Stage } from "../support/stage.ts";

const open = openOnEither();

describe("the drawer", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await onboardingStage({ open });
    await does(stage, "sara", "Done", { "Customer's goals": "Live in June" });
  });
  afterAll(async () => await stage.stop());

  it("lists the cases with the place of their thread", async () => {
    const [root] = stage.slack.messages("onboarding");
    const lines = await createCaseLines(stage.app().core)();
    expect(lines).toEqual([
      {
        instance: expect.any(String),
        title: "Onboard Acme",
        workflow: "Customer onboarding",
        status: "running",
        channel: root?.channel,
        threadTs: root?.ts,
      },
    ]);
  });

  it("shows the trace by the names of who acted, with verdict and reason", async () => {
    const { core } = stage.app();
    const [line] = await createCaseLines(core)();
    const view = await createCaseView(core)(line?.instance ?? "");
    const done = view?.trace.find(({ action }) => action === "step.completed");
    expect(done).toMatchObject({ actor: "Sara", verdict: "ALLOW", step: "handover" });
    expect(view?.trace.map(({ seq }) => seq)).toEqual(view?.trace.map((_, index) => index + 1));
  });

  it("shows what lies ahead in time, of which nothing is carried out: reminders to come, and steps that are expected", async () => {
    const { core } = stage.app();
    const [line] = await createCaseLines(core)();
    const said = stage.slack.log.length;
    const view = await createCaseView(core)(line?.instance ?? "");
    const ahead = view?.ahead ?? [];
    expect(ahead.map(({ at }) => at)).toEqual(ahead.map(({ at }) => at).toSorted((one, other) => one - other));
    const sentences = ahead.map(({ what }) => what).join("\n");
    expect(sentences).toMatch(/Reminder to \w+: Review the contract will soon be due/);
    expect(sentences).toMatch(/Expected: Kickoff begins, with Carla/);
    expect(sentences).toContain("Expected: Kickoff is due");
    expect(ahead.find(({ what }) => what === "Expected: Kickoff is due")?.rule).toMatch(
      /^steps\.kickoff\.due \(customer-onboarding\.yaml:\d+:\d+\)$/,
    );
    expect(view?.forecast.map(({ title }) => title)).toContain("Connect single sign-on");
    expect(view?.finishAt).toBeGreaterThan(stage.now());
    expect(view?.targetAt).toBeGreaterThan(stage.now());
    expect(stage.slack.log).toHaveLength(said);
    expect(stage.now()).toBe(view?.trace.at(-1)?.at);
  });

  it("knows no case by what is not the id of one", async () => {
    const view = createCaseView(stage.app().core);
    expect(await view("../../etc/passwd")).toBeUndefined();
    expect(await view("00000000-0000-4000-8000-000000000000")).toBeUndefined();
  });
});

describe("the requests between Slack and the app", () => {
  it("are numbered in time, show no token, and are asked for from where one stopped", async () => {
    const stage = await onboardingStage({ open });
    const requests = createRequests(stage.slack);
    const { last, lines } = requests(0);
    expect(lines.map(({ n }) => n)).toEqual(lines.map((_, index) => index + 1));
    expect(lines.find(({ what }) => what.startsWith("/workflow start"))).toMatchObject({ direction: "to the app", ok: true });
    expect(lines.find(({ what }) => what === "chat.postMessage")).toMatchObject({ direction: "to Slack", ok: true });
    expect(JSON.stringify(lines)).not.toContain(stage.slack.botToken);
    expect(JSON.stringify(lines)).not.toContain("/response/");
    expect(requests(last)).toEqual({ last, lines: [] });
    await does(stage, "sara", "Done", { "Customer's goals": "x".repeat(2_900) });
    const more = requests(last);
    expect(more.lines[0]?.n).toBe(last + 1);
    expect(more.lines.map(({ what }) => what)).toContain("block_actions");
    await stage.stop();
  });

  it("are cut where a payload is long", () => {
    const request = { method: "chat.postMessage", args: { text: "y".repeat(30_000) }, response: { ok: true }, at: 1 };
    const [line] = createRequests({ log: [request], deliveries: [] })(0).lines;
    expect(line?.sent).toMatchObject({ cut: true });
    expect(JSON.stringify(line?.sent).length).toBeLessThan(21_000);
  });
});
