import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, inject, it } from "vitest";
import { openOnPglite } from "../support/databases.ts";

const PROGRAM = fileURLToPath(new URL("../support/pglite-failures.ts", import.meta.url));

/** What the bridge with these mends answered wrongly after failures; ends in "done" when it got so far. */
const failWith = (mends: string): Promise<string> =>
  new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, mends, inject("pgliteSnapshot")], (_error, stdout) => resolve(stdout));
  });

describe("PGlite's bridge to node-postgres", () => {
  it("answers the next four queries rightly after each of six kinds of failure", async () => {
    expect(await failWith("both")).toBe("done\n");
  });

  it("hangs, dies or answers wrongly without either mend", async () => {
    const answers = await Promise.all([failWith("query"), failWith("parse")]);
    expect(answers.filter((answer) => answer === "done\n")).toEqual([]);
  });
});

describe("Prisma on PGlite", () => {
  const open = openOnPglite();

  it("answers rightly after a failed model call, a failed raw query and a transaction that was rolled back", async () => {
    const { prisma } = await open();
    const routine = { workspace: "T1", name: "digest", nextAt: new Date(0) };
    await prisma.routine.create({ data: routine });
    await expect(prisma.routine.create({ data: routine })).rejects.toThrow("Unique constraint");
    await expect(prisma.$queryRawUnsafe("/*wrong*/ SELECT nothing FROM routine")).rejects.toThrow();
    await expect(
      prisma.$transaction(async (tx) => {
        await tx.routine.deleteMany();
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    expect(await prisma.routine.findMany()).toEqual([{ ...routine, leasedUntil: null }]);
    expect(await prisma.$queryRawUnsafe("/*right*/ SELECT $1::int AS n", 7)).toEqual([{ n: 7 }]);
  });
});
