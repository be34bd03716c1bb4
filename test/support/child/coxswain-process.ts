import { beginOpening } from "../../../src/begin-opening.ts";
import { createLogger } from "../../../src/ops/logging.ts";
import { type Coxswain, type StartOptions, startCoxswain } from "../../../src/start-coxswain.ts";
import { verifyChain } from "../../../src/store/verify-chain.ts";

// A whole product in a process of its own, so that it can be killed. Its parent holds the domain clock, the stand-in and the test.

export interface Begin {
  readonly config: StartOptions["config"];
  readonly now: number;
}

/** What the parent may ask for. `now` moves the domain clock first. */
export type Request =
  | { readonly ask: "clock" | "sweep" | "drain" | "waiting" | "wake" | "verify" | "stop" }
  | { readonly ask: "query"; readonly text: string; readonly values: readonly unknown[] };

export type ToChild = Begin | (Request & { readonly id: number; readonly now: number });
export type FromChild =
  | { readonly port: number | undefined }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number | undefined; readonly error: string };

/** Machine time: a lost answer is looked for at once, and an attempt is soon over. */
const DELIVERY = { threadWaitMs: 20, lookAgainMs: 20, underWayMs: 300 };
const PACING = { perChannelMs: 0, perMinute: 1_000_000 };

const send = (message: FromChild): void => void process.send?.(message);

let now = 0;
let app: Coxswain | undefined;

const begin = async ({ config, now: at }: Begin): Promise<Coxswain> => {
  now = at;
  const logger = createLogger("warn");
  const clock = { now: () => now };
  const { open, folder } = beginOpening(config, logger, clock);
  return await startCoxswain({ config, logger, clock, open, folder, timers: false, delivery: DELIVERY, pacing: PACING });
};

const carryOut = async ({ core, database, ...running }: Coxswain, request: Request): Promise<unknown> => {
  switch (request.ask) {
    case "clock":
      return undefined;
    case "sweep":
      return await running.sweep();
    case "drain":
      return await running.drain();
    case "waiting":
      return await running.waiting();
    case "wake":
      return await core.store.nextWake();
    case "verify":
      return await verifyChain(database, core.workspace);
    case "query":
      return (await database.pool.query(request.text, [...request.values])).rows;
    case "stop":
      return await running.stop();
  }
};

const hear = async (message: ToChild): Promise<void> => {
  if (!("ask" in message)) {
    app = await begin(message);
    send({ port: app.port });
    return;
  }
  if (app === undefined) throw new Error("not started yet");
  now = message.now;
  send({ id: message.id, answer: await carryOut(app, message) });
  if (message.ask === "stop") process.disconnect();
};

process.on("message", (message: ToChild) => {
  hear(message).catch((error: unknown) => {
    send({ id: "id" in message ? message.id : undefined, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  });
});
