import { expect, it } from "vitest";
import { createReviewAutonomy } from "../../src/application/review-autonomy.ts";
import { DEFAULT_AUTOMATION } from "../../src/engine/autonomy/policy.ts";
import type { EventBody } from "../../src/engine/messages/event.ts";
import type { WorkspaceCommand } from "../../src/engine/messages/workspace-command.ts";
import type { AutonomyRow } from "../../src/insights/trust.ts";
import { definition, directory, personId, task } from "../support/builders.ts";
import { MONDAY, WORKSPACE } from "../support/given.ts";
import { catalogueOf } from "../support/given-store.ts";

const accepted: EventBody = { type: "suggestion.accepted", step: undefined, suggestion: "s", kind: "complete", by: personId("anna") };

const reviewed = async (level: "assist" | "automate", answers: number): Promise<readonly WorkspaceCommand[]> => {
  const whole = definition([task("a")], { automation: { ...DEFAULT_AUTOMATION, level } });
  const rows = Array.from({ length: answers }, (): AutonomyRow => ({ at: MONDAY, body: accepted }));
  const commands: WorkspaceCommand[] = [];
  const review = createReviewAutonomy({
    reads: { autonomy: async () => rows },
    catalogue: catalogueOf([whole], directory()),
    handleWorkspace: async (command) => {
      commands.push(command);
      return { ok: true, instance: undefined, seq: 1 };
    },
  });
  await review(WORKSPACE, MONDAY, MONDAY);
  await review(WORKSPACE, MONDAY, MONDAY);
  return commands;
};

it("a promotion that was earned is put forward under one name, with its figures", async () => {
  const commands = await reviewed("automate", 20);
  expect(commands[0]).toMatchObject({
    type: "ReviewAutonomy",
    change: "promotion",
    kind: "complete",
    figures: "20 of 20 accepted, at least 84 %",
  });
  expect(new Set(commands.map(({ id }) => id)).size).toBe(1);
});

it("nothing is put forward that the definition does not allow, or that is not earned", async () => {
  expect(await reviewed("assist", 50)).toEqual([]);
  expect(await reviewed("automate", 5)).toEqual([]);
});
