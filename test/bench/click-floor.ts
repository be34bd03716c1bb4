import bolt from "@slack/bolt";
import { installJobs } from "../../src/jobs/boss.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { copyCases, copyId, type Rows } from "./case-copies.ts";
import { RAW_CLICK, type RawCommit, rawValues } from "./raw-commit.ts";

// FLOOR, in a process of its own: Bolt, and the rows of a completed step written by one statement before the acknowledgement.

export interface BeginFloor {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly before: readonly Rows[];
  readonly commits: readonly RawCommit[];
  readonly cases: number;
}

const begin = async ({ databaseUrl, dataDir, before, commits, cases }: BeginFloor): Promise<number> => {
  const { pool, kind } = await openDatabase({ databaseUrl, dataDir });
  await migrate(pool);
  await installJobs({ pool, kind });
  await copyCases(pool, before, cases);
  const values = commits.map(rawValues);
  const app = new bolt.App({
    receiver: new bolt.HTTPReceiver({ signingSecret: "bench-secret", processBeforeResponse: true, logLevel: bolt.LogLevel.ERROR }),
    authorize: async () => ({ botToken: "xoxb-1", botId: "B1", botUserId: "U0" }),
    logLevel: bolt.LogLevel.ERROR,
    convoStore: false,
  });
  app.action(/.*/, async ({ ack, action }) => {
    const { i: instance } = JSON.parse("value" in action ? String(action.value) : "{}");
    const n = Number.parseInt(String(instance).slice(-12), 16);
    const { rows } = await pool.query({ name: "raw", text: RAW_CLICK, values: [...(values[n % values.length] ?? []), copyId(n)] });
    if (rows[0]?.n !== 1) throw new Error("nothing was written");
    await ack();
  });
  const server = await app.start(0);
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
};

process.on("message", (message: BeginFloor) => void begin(message).then((port) => process.send?.({ port })));
