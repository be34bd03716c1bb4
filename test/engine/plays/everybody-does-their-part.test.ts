import { describe, expect, it } from "vitest";
import { playToEnd, samples } from "../../support/auto-play.ts";
import { given } from "../../support/given.ts";
import { problemsOf, ROME_MONDAY, shippedDirectory, shippedWorkflows } from "../../support/play.ts";

const starterOf = (access: readonly { readonly who: string }[] | undefined): string =>
  access === undefined
    ? "anybody@example.com"
    : "team" in access[0]!
      ? [...shippedDirectory().teams.get(access[0].team as string)!.members][0]!
      : "";

describe("a shipped workflow in which everybody does their part", () => {
  for (const definition of shippedWorkflows()) {
    it(`ends completed: ${definition.title}`, () => {
      const story = given({ definition, directory: shippedDirectory(), now: ROME_MONDAY });
      const inputs = samples(story, definition.inputs);
      story.start(starterOf(definition.access.start), { inputs });
      expect(story.rejection).toBeUndefined();
      playToEnd(story);
      expect(story.instance.status).toBe("completed");
      expect(problemsOf(story)).toEqual([]);
      expect(story.wakeAt).toBeUndefined();
    });
  }
});
