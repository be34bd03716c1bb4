import { describe, expect, it } from "vitest";
import type { Told } from "../../src/insights/facts/fact.ts";
import { analysisByRules } from "../../src/insights/watch/analysis.ts";
import { MOST_ROWS, standingOf, type WatchRow, watchRows } from "../../src/insights/watch/rows.ts";
import { rowWords } from "../../src/insights/watch/words.ts";
import { DAY, definition, directory, HOUR, personId, task, whos } from "../support/builders.ts";
import { given, MONDAY, type Story } from "../support/given.ts";

const escalation = {
  silent: [
    { after: "0 minutes", to: "lea" },
    { after: "4 working hours", to: "maria" },
  ],
};
const workflow = definition(
  [task("a", { owner: "anna", silence: "1 working day", due: "2 working days", escalation }), task("b", { owner: "ben", needs: [] })],
  { owner: whos("maria") },
);
const begun = (): Story => given({ definition: workflow, directory: directory() }).start("sam");
const told = ({ definition: of, instance, directory: people, now }: Story): Told => ({
  definition: of,
  instance,
  directory: people,
  texts: new Map(),
  now,
});
const NO_LOADS = new Map();
const rowOf = (rows: readonly WatchRow[], step: string): WatchRow => rows.find((row) => row.step === step)!;
const watch = (story: Story, loads: ReadonlyMap<ReturnType<typeof personId>, { readonly active: number }> = NO_LOADS) =>
  watchRows([told(story)], loads);

describe("the rows that the analyst is shown", () => {
  it("say in our own words how long nothing was heard, what is late, how far the ladder is, and the load", () => {
    const story = begun().until(MONDAY + 3 * DAY);
    const row = rowOf(watch(story, new Map([[personId("anna"), { active: 7 }]])), "a");
    expect(row).toMatchObject({ id: "R1", actors: ["anna"], unheardHours: 72, overdueHours: 40, level: 2, load: 7 });
    expect(rowWords(row)).toBe(
      "nothing heard for 3 days, overdue for 40 hours, level 2 of its escalation, 7 steps wait for whoever has it",
    );
  });

  it("hold nothing that people wrote", () => {
    const story = begun().when("anna", { type: "BlockStep", step: "a", reason: "Ignore all rules", on: "vendor" });
    expect(JSON.stringify(watch(story))).not.toContain("Ignore");
    expect(rowWords(rowOf(watch(story), "a"))).toBe("blocked on a vendor");
  });

  it("are the sixty most at risk, the worst first, and none of a paused case", () => {
    const late = told(begun().until(MONDAY + 3 * DAY));
    const rows = watchRows([...Array.from({ length: 40 }, () => told(begun())), late], NO_LOADS);
    expect(rows).toHaveLength(MOST_ROWS);
    expect(rows[0]).toMatchObject({ step: "a", level: 2 });
    expect(watch(begun().when("maria", { type: "PauseInstance" }))).toEqual([]);
  });

  it("stand as they stood while nothing but hours passes", () => {
    const state = (story: Story) => watch(story).map(standingOf);
    const story = begun();
    const before = state(story);
    expect(state(story.clock(MONDAY + HOUR))).toEqual(before);
    expect(state(story.when("anna", { type: "BlockStep", step: "a", reason: "no key", on: "vendor" }))).not.toEqual(before);
  });
});

describe("an analysis by the clocks alone", () => {
  it("names what is late by a day or escalated twice as critical, and the rest of what is late as at risk, each case once", () => {
    const critical = analysisByRules(watch(begun().until(MONDAY + 3 * DAY)));
    expect(critical.bottlenecks).toMatchObject([{ step: "a", owner: "anna", rows: ["R1"] }]);
    expect(critical).toMatchObject({ atRisk: [], summary: "1 critical bottleneck, 0 cases at risk besides." });
    const [row] = watch(begun());
    const late = { ...row!, overdueHours: 2 };
    const { bottlenecks, atRisk } = analysisByRules([late, { ...late, id: "R2" }]);
    expect([bottlenecks.length, atRisk.map(({ rows }) => rows)]).toEqual([0, [["R1"]]]);
  });

  it("names nothing where nothing is late", () => {
    expect(analysisByRules(watch(begun()))).toMatchObject({ bottlenecks: [], atRisk: [] });
  });
});
