import { expect, it } from "vitest";
import { createReadStore } from "../../src/store/read-store.ts";
import { DAY, personId } from "../support/builders.ts";
import { MONDAY, WORKSPACE } from "../support/given.ts";
import { describeStore } from "./describe-store.ts";

describeStore("The reads", (openStore) => {
  const openReads = async () => {
    const given = await openStore();
    return { ...given, reads: createReadStore(given.database) };
  };

  it("find a case by its key as it was folded, or by its instance", async () => {
    const { reads, starts } = await openReads();
    const instance = await starts("Claim 2024-0847");
    expect((await reads.byCase(WORKSPACE, "claim 2024-0847")).map(({ id }) => id)).toEqual([instance]);
    expect((await reads.byCase(WORKSPACE, instance)).map(({ id }) => id)).toEqual([instance]);
    expect(await reads.byCase(WORKSPACE, "claim")).toEqual([]);
    expect((await reads.instance(WORKSPACE, instance))?.caseId).toBe("Claim 2024-0847");
  });

  it("put the open run of a case before those that ended, the newest first", async () => {
    const { reads, starts, asks, clock } = await openReads();
    for (let run = 1; run <= 3; run++) {
      clock.at = MONDAY + run * DAY;
      const instance = await starts("C-1", { confirmed: true });
      if (run < 3) await asks("maria", { type: "CancelInstance", instance, reason: "by mistake" } as never);
    }
    expect((await reads.byCase(WORKSPACE, "c-1")).map(({ run }) => run)).toEqual([3, 2, 1]);
  });

  it("name each case once, for the nearest match", async () => {
    const { reads, starts, asks } = await openReads();
    const first = await starts("C-1");
    await asks("maria", { type: "CancelInstance", instance: first, reason: "by mistake" } as never);
    await starts("C-1", { confirmed: true });
    await starts("C-2");
    expect((await reads.caseIds(WORKSPACE)).toSorted()).toEqual(["C-1", "C-2"]);
  });

  it("list what a person may act on, by due", async () => {
    const { reads, starts, clock } = await openReads();
    clock.at = MONDAY + DAY;
    const later = await starts("C-1");
    clock.at = MONDAY;
    const sooner = await starts("C-2");
    const mine = await reads.assignedTo(WORKSPACE, personId("anna"));
    expect(mine.map(({ instance, step, role }) => [instance.id, step, role])).toEqual([
      [sooner, "one", "owner"],
      [later, "one", "owner"],
    ]);
    expect(await reads.assignedTo(WORKSPACE, personId("ben"))).toEqual([]);
  });

  it("show the board: the most stuck first, the ended not at all", async () => {
    const { reads, starts, asks, clock, database } = await openReads();
    const cases: string[] = [];
    for (let n = 0; n < 3; n++) {
      clock.at = MONDAY + n * DAY;
      cases.push(await starts(`C-${n}`));
    }
    const ended = await starts("C-9");
    await asks("maria", { type: "CancelInstance", instance: ended, reason: "by mistake" } as never);
    await database.pool.query("UPDATE step SET ladder_level = 2 WHERE instance_id = $1 AND key = 'one'", [cases[2]]);
    expect((await reads.board(WORKSPACE, undefined, 10)).map(({ caseId }) => caseId)).toEqual(["C-2", "C-0", "C-1"]);
    expect(await reads.board(WORKSPACE, "another" as never, 10)).toEqual([]);
    expect(await reads.board(WORKSPACE, undefined, 1)).toHaveLength(1);
  });

  it("page the trace, in order and complete", async () => {
    const { reads, starts, asks } = await openReads();
    const instance = await starts("C-1");
    await asks("anna", { type: "CompleteStep", instance, step: "one" });
    const whole = await reads.trace(WORKSPACE, instance, 0, 1_000);
    const paged = [...(await reads.trace(WORKSPACE, instance, 0, 2)), ...(await reads.trace(WORKSPACE, instance, 2, 1_000))];
    expect(paged).toEqual(whole);
    expect(whole[0]).toMatchObject({
      seq: 1,
      at: MONDAY,
      action: "instance.started",
      verdict: "ALLOW",
      actorKind: "person",
      actorId: "sam",
      via: "slack",
    });
    expect(whole.slice(1).map(({ previousHash }) => previousHash)).toEqual(whole.slice(0, -1).map(({ hash }) => hash));
  });
});
