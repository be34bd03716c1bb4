import { expect, it } from "vitest";
import { openProposals } from "../../src/engine/lapse.ts";
import { definition, task } from "../support/builders.ts";
import { given, INSTANCE } from "../support/given.ts";
import { aSuggestion } from "../support/suggestions.ts";

it("what an agent proposed waits for an answer; what it did, and what is settled, waits for none", () => {
  const act = { type: "AddNote", instance: INSTANCE, text: "hello" } as const;
  const all = [
    aSuggestion("proposed", act, "proposes"),
    aSuggestion("asked", act, "asks"),
    aSuggestion("done", act, "acted"),
    aSuggestion("settled", act, "proposes", { status: "dismissed" }),
  ];
  const suggestions = Object.fromEntries(all.map((each) => [each.id, each]));
  expect(openProposals({ ...given({ definition: definition([task("a")]) }).start().instance, suggestions }).map(({ id }) => id)).toEqual([
    "proposed",
    "asked",
  ]);
});
