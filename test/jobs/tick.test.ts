import { describe, expect, it, onTestFinished } from "vitest";
import { createTick, type TickOptions } from "../../src/jobs/tick.ts";

/** Only when told: the cron of a leap day. */
const NEVER = "0 0 0 29 2 *";

const createStarted = (options: Partial<TickOptions> & Pick<TickOptions, "run">) => {
  const tick = createTick({ cron: NEVER, onError: (error) => expect.fail(String(error)), ...options });
  onTestFinished(() => tick.stop());
  tick.start();
  return tick;
};

describe("The tick", () => {
  it("comes at the armed instant", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const tick = createStarted({ run: async () => resolve(), now: () => 1_000 });
    tick.armAt(1_001);
    await promise;
  });

  it("comes at once for an instant that has passed", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    createStarted({ run: async () => resolve(), now: () => 9_000 }).armAt(1);
    await promise;
  });

  it("comes from cron when nobody armed it", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    createStarted({ run: async () => resolve(), cron: "* * * * * *" });
    await promise;
  });

  it("never overlaps: asked while running, it runs once more afterwards", async () => {
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let [started, running, most] = [0, 0, 0];
    const tick = createStarted({
      run: async () => {
        most = Math.max(most, ++running);
        await gates[started++]?.promise;
        running--;
      },
    });
    const asked = [tick.tick(), tick.tick(), tick.tick()];
    expect(started).toBe(1);
    for (const gate of gates) gate.resolve();
    await Promise.all(asked);
    expect([started, most]).toEqual([2, 1]);
  });

  it("goes on after a run that failed", async () => {
    const errors: unknown[] = [];
    const tick = createStarted({
      run: async () => {
        throw new Error("the database is away");
      },
      onError: (error) => errors.push(error),
    });
    await tick.tick();
    await tick.tick();
    expect(errors).toHaveLength(2);
  });

  it("does nothing once it is stopped, and waits for the run under way", async () => {
    const gate = Promise.withResolvers<void>();
    let runs = 0;
    const tick = createStarted({
      run: async () => {
        runs++;
        await gate.promise;
      },
    });
    const running = tick.tick();
    const stopping = tick.stop();
    gate.resolve();
    await Promise.all([running, stopping]);
    tick.armAt(0);
    await tick.tick();
    expect(runs).toBe(1);
  });
});
