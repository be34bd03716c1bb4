import { Command } from "commander";
import { readConfig } from "../config.ts";
import type { Environment } from "./start.ts";

/** `verify`: recomputes every hash chain of the trace; exits 1 at the first row that is not as it was written. */
export const verifyCommand = (environment: Environment): Command =>
  new Command("verify")
    .description("prove that no row of the trace was changed, added, dropped or moved since it was written")
    .addHelpText("after", "\nReads the database of DATABASE_URL or DATA_DIR. Exits 0 when every chain holds, 1 when one does not.")
    .action(async () => {
      process.exitCode = await verify(environment);
    });

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const verify = async (environment: Environment): Promise<number> => {
  const config = readConfig(environment);
  const [{ withDatabase, workspacesOf }, { verifyChain }] = await Promise.all([
    import("./open-existing.ts"),
    import("../store/verify-chain.ts"),
  ]);
  return await withDatabase(config, async (database) => {
    let faults = 0;
    for (const workspace of await workspacesOf(database)) {
      const { rows, chains, fault } = await verifyChain(database, workspace);
      console.log(`${workspace}: ${counted(rows, "row")} in ${counted(chains, "chain")} checked`);
      if (fault === undefined) continue;
      faults += 1;
      console.log(`${workspace}: chain ${fault.stream}, row ${fault.seq}: ${fault.problem}`);
    }
    console.log(faults === 0 ? "Every chain holds." : "The trace was tampered with, or its database was restored from an older copy.");
    return faults === 0 ? 0 : 1;
  });
};
