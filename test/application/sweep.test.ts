import { describe, expect, it } from "vitest";
import { VersionHash } from "../../src/engine/ids.ts";
import { absence, DAY, definition, directory, HOUR, person, task, team } from "../support/builders.ts";
import { MONDAY } from "../support/given.ts";
import { givenApplication } from "../support/given-application.ts";

describe("the sweep", () => {
  it("ticks every case that is due, batch after batch, and then has nothing left", async () => {
    const { starts, sweep, clock, store } = givenApplication({ sweep: { batch: 2, leaseMs: 1_000 } });
    for (let n = 0; n < 5; n++) await starts(`C-${n}`);
    clock.at = MONDAY + 3 * HOUR;
    expect(await sweep()).toBe(0);
    clock.at = MONDAY + 3 * DAY;
    expect(await sweep()).toBeGreaterThanOrEqual(5);
    expect([...store.rows.values()].every(({ wakeAt }) => wakeAt === undefined || wakeAt > clock.at)).toBe(true);
    expect(await sweep()).toBe(0);
  });

  it("goes on with the others when one case cannot be decided, and leaves that one to be tried again", async () => {
    const { starts, sweep, clock, store, catalogue, logger } = givenApplication();
    const [poisoned, healthy] = [await starts("C-1"), await starts("C-2")];
    const row = store.rows.get(poisoned);
    (store.rows as Map<unknown, unknown>).set(poisoned, { ...row, instance: { ...row?.instance, version: "lost" } });
    clock.at = MONDAY + 3 * DAY;
    expect(await sweep()).toBeGreaterThan(0);
    expect(store.commits.filter(({ command }) => command.type === "Tick").map(({ instance }) => instance.id)).toContain(healthy);
    expect(store.rows.get(poisoned)).toMatchObject({ leased: true });
    expect(logger.lines).toContainEqual({ level: "error", message: "a tick failed" });
    expect(catalogue.all()).toHaveLength(1);
  });

  it("goes on with the others when the database refuses one case's rows", async () => {
    const { starts, sweep, clock, store } = givenApplication();
    const [poisoned, healthy] = [await starts("C-1"), await starts("C-2")];
    store.before = ({ instance }) => {
      if (instance.id === poisoned) throw new Error("invalid input syntax for type json");
    };
    clock.at = MONDAY + 3 * DAY;
    await sweep();
    const ticked = store.commits.filter(({ command }) => command.type === "Tick").map(({ instance }) => instance.id);
    expect(ticked).toContain(healthy);
    expect(ticked).not.toContain(poisoned);
  });

  it("says so when the database takes nothing at all", async () => {
    const { starts, sweep, clock, store } = givenApplication();
    for (let n = 0; n < 10; n++) await starts(`C-${n}`);
    let asked = 0;
    store.before = () => {
      asked += 1;
      throw new Error("the database is down");
    };
    clock.at = MONDAY + 3 * DAY;
    await expect(sweep()).rejects.toThrow("the database is down");
    expect(asked, "it does not go through the whole batch").toBeLessThan(10);
  });

  it("takes no notice of a case that somebody changed meanwhile: its tick comes again", async () => {
    const { starts, sweep, clock, store } = givenApplication();
    const id = await starts("C-1");
    store.before = () => store.touch(id);
    clock.at = MONDAY + 3 * DAY;
    expect(await sweep()).toBe(0);
    store.before = () => undefined;
    store.release(id);
    expect(await sweep()).toBeGreaterThan(0);
  });

  it("lets the picks of one batch see each other, so that one person does not get them all", async () => {
    // Planned for zed, who is away when the steps come round again.
    const zed = person("zed", { absences: [absence(MONDAY + DAY, MONDAY + 9 * DAY)] });
    const crew = directory({ people: [zed], teams: [team("crew", ["zed", "ada", "bo", "cy"], { assign: "least-loaded" })] });
    const weekly = definition([task("daily", { owner: "team:crew", repeat: { every: "1 day", until: "end" } }), task("end")], {
      hash: VersionHash.parse("version-weekly"),
    });
    const { starts, asks, sweep, clock, instance } = givenApplication({ definitions: [weekly], directory: crew });
    const ids = [await starts("C-1"), await starts("C-2"), await starts("C-3")];
    for (const id of ids) {
      const step = Object.values(instance(id).steps)[0];
      const owner = step?.status === "active" ? step.owner : undefined;
      await asks(owner ?? "", { type: "CompleteStep", instance: id, step: "daily" });
    }
    clock.at = MONDAY + 2 * DAY;
    await sweep();
    const owners = ids
      .map((id) => Object.values(instance(id).steps)[0])
      .map((step) => (step?.status === "active" ? step.owner : undefined));
    expect(new Set(owners).size).toBe(3);
  });
});
