import { describe, expect, it } from "vitest";
import { at, definition, field, task } from "../support/builders.ts";
import { given } from "../support/given.ts";

const done = (step: string) => ({ type: "CompleteStep", step }) as const;

describe("planning ahead", () => {
  const upcoming = { reminders: { upcoming: "1 working day" } };

  it("says when the next owners are told that their turn is near, by the forecast", () => {
    const flow = definition([task("a", { due: "3 working days" }), task("b", { needs: ["a"], owner: "ben", ...upcoming })]);
    const story = given({ definition: flow }).start();
    expect(story.step("b")).toMatchObject({ planned: "ben", upcomingAt: at("2026-03-03 17:00") });
  });

  it("tells them sooner when the steps before them are done sooner", () => {
    const flow = definition([
      task("a", { due: "5 working days" }),
      task("b", { needs: ["a"], due: "5 working days" }),
      task("c", { needs: ["b"], owner: "ben", ...upcoming }),
    ]);
    const story = given({ definition: flow }).start();
    const before = story.step("c");
    story.clock("2026-03-03 09:00").when("anna", done("a"));
    expect(before).toMatchObject({ upcomingAt: at("2026-03-12 17:00") });
    expect(story.step("c")).toMatchObject({ planned: "ben", upcomingAt: at("2026-03-06 17:00") });
  });

  it("tells them at once when that time has passed already", () => {
    const flow = definition([
      task("a", { due: "5 working days" }),
      task("b", { needs: ["a"], due: "1 hour" }),
      task("c", { needs: ["b"], owner: "ben", ...upcoming }),
    ]);
    const story = given({ definition: flow }).start().clock("2026-03-03 09:00").when("anna", done("a"));
    expect(story.step("c")).toMatchObject({ upcomingAt: story.now });
  });

  it("finds owners who could not be known before", () => {
    const flow = definition([task("a"), task("b", { needs: ["a"] }), task("c", { needs: ["b"], owner: "input:who" })], {
      inputs: [field("who", { type: "person", required: false })],
    });
    const story = given({ definition: flow }).start();
    expect(story.step("c").planned).toBeUndefined();
    story.when("maria", { type: "ProvideInput", inputs: { who: "ben" } });
    expect(story.step("c").planned).toBe("ben");
    expect(story.work("a").owner).toBe("anna");
  });
});
