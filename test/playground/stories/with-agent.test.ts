import { expect, it } from "vitest";
import type { Suggestion } from "../../../src/engine/autonomy/suggestion.ts";
import { createAgentView } from "../../../src/playground/agent-view.ts";
import { directTo, traceOf, whisperedTo } from "../../scenario/support/telling.ts";
import { openOnEither } from "../../support/databases.ts";
import { asInPlayground, tellingStage } from "./telling-stage.ts";

const open = openOnEither();
const MONDAY = "2026-11-23T09:30:00+01:00";

it("tells the onboarding with an agent by one button: each proposal is shown, and each is answered by a person", {
  timeout: 120_000,
}, async () => {
  const on = await tellingStage(open, MONDAY, { ask: asInPlayground });
  const { core } = on.stage.app();
  const suggestions = async (): Promise<readonly Suggestion[]> =>
    Object.values((await core.reads.byCase(core.workspace, "acme-7"))[0]?.suggestions ?? {});
  const shown = (): string =>
    ["luca", "lea", "iris", "carla"].flatMap((who) => [...directTo(on.stage, who), ...whisperedTo(on.stage, who)]).join("\n");
  await on.stories().handle({ type: "start", id: "onboarding-agent" });
  const told: string[] = [];
  const proposed: string[] = [];
  for (let now = await on.story(); now.turn !== undefined; now = await on.story()) {
    const { what, why, doIt } = now.turn;
    told.push(what);
    if (doIt === "Leave the story" || told.length > 70) throw new Error(`${why}\n${told.join("\n")}`);
    const pending = (await suggestions()).find(({ status }) => status === "open");
    if (pending !== undefined) {
      expect(doIt).toMatch(/press (Accept|Edit|Dismiss)/);
      expect(shown()).toMatch(/I suggest to [\s\S]*\nAccept\n[\s\S]*Edit\nDismiss/);
      proposed.push(pending.kind);
    }
    await on.go();
  }
  expect(told.join("\n")).toMatch(
    /Luca answers in the case's thread[\s\S]*Luca confirms[\s\S]*Lea asks[\s\S]*Lea accepts[\s\S]*Iris asks[\s\S]*Iris words[\s\S]*Ines chooses[\s\S]*Carla wonders[\s\S]*Carla dismisses[\s\S]*Chen holds the kickoff/,
  );
  expect(proposed).toEqual(["note", "block", "complete"]);
  expect((await suggestions()).map(({ kind, status }) => [kind, status])).toEqual([
    ["note", "accepted"],
    ["block", "edited"],
    ["complete", "dismissed"],
  ]);
  expect(whisperedTo(on.stage, "lea").join("\n")).toContain("Open now");
  const trace = await traceOf(on.stage, "ACME-7");
  expect(trace.at(-1)).toBe("instance.completed ALLOW");
  expect((await suggestions())[1]?.final).toMatchObject({
    reason: "Which identity provider do you use, Okta or Entra ID?",
    on: "customer",
  });
  // Real controls, records and budgets ran around the script, and the drawer shows them.
  const [instance] = await core.reads.byCase(core.workspace, "acme-7");
  const { runs = [] } = (await createAgentView(core)(instance?.id ?? "")) ?? {};
  expect(new Set(runs.map(({ model }) => model))).toEqual(new Set(["scripted"]));
  expect(runs.filter(({ pattern }) => pattern === "understand-reply")).toHaveLength(4);
  const question = runs.find(({ pattern, forWhom }) => pattern === "answer-question" && forWhom === "Lea");
  expect(question?.entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["prompt", "verdict", "answer", "tool-call"]));
  expect(JSON.stringify(runs)).not.toContain("cto@acme.example");
  // Any other case is left to the configured model: here there is none.
  const elsewhere = (await asInPlayground(() => undefined))(core, { clock: on.stage.clock, machine: on.stage.clock });
  expect(await elsewhere({ instance: instance?.id } as Parameters<typeof elsewhere>[0])).toMatchObject({ ok: false, why: "no-model" });
  await on.stage.stop();
});
