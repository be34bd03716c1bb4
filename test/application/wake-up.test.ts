import { describe, expect, it } from "vitest";
import { createWakeUp } from "../../src/application/wake-up.ts";

const MACHINE = 1_000_000;
const DOMAIN = 50;

const waking = () => {
  const armed: (number | undefined)[] = [];
  const woken: string[] = [];
  const wakeUp = createWakeUp({
    clock: { now: () => DOMAIN },
    machine: { now: () => MACHINE },
    wakeQueue: (queue) => void woken.push(queue),
    armAt: (at) => void armed.push(at),
  });
  return { wakeUp, armed, woken };
};

const inMs = (ms: number): number => MACHINE + ms;

describe("after a commit", () => {
  it("workers of each queue that got jobs look at once, each once", () => {
    const { wakeUp, woken } = waking();
    wakeUp.committed({
      jobs: [
        { queue: "post", data: {} },
        { queue: "post", data: {} },
        { queue: "refresh", data: {} },
      ],
    });
    expect(woken).toEqual(["post", "refresh"]);
  });

  it("the timer is set to an earlier wake, and kept for a later one", () => {
    const { wakeUp, armed } = waking();
    wakeUp.committed({ jobs: [], wakeAt: DOMAIN + 500 });
    wakeUp.committed({ jobs: [], wakeAt: DOMAIN + 900 });
    wakeUp.committed({ jobs: [], wakeAt: DOMAIN + 100 });
    expect(armed).toEqual([inMs(500), inMs(100)]);
  });
});

describe("after a sweep", () => {
  it("the timer is set to what the store knows to be next, or to nothing", async () => {
    const { wakeUp, armed } = waking();
    await wakeUp.swept(async () => DOMAIN + 300);
    await wakeUp.swept(async () => undefined);
    expect(armed).toEqual([inMs(300), undefined]);
  });

  it("a wake that is committed while the store is asked is not forgotten", async () => {
    const { wakeUp, armed } = waking();
    await wakeUp.swept(async () => {
      wakeUp.committed({ jobs: [], wakeAt: DOMAIN + 10 });
      return DOMAIN + 300;
    });
    expect(armed.at(-1)).toBe(inMs(10));
  });
});
