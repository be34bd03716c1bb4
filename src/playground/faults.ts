import type { FaultRequest } from "./api-tools.ts";
import type { SlackLike } from "./ports.ts";

/** Seconds that Slack asks to wait after a 429. */
const RETRY_AFTER = 2;

type Make = (slack: SlackLike, times: number) => void;

const MAKE: Readonly<Record<FaultRequest["type"], Make>> = {
  drop: ({ faults }, times) => faults.dropAnswer("*", times),
  rateLimit: ({ faults }, times) => faults.rateLimit("*", RETRY_AFTER, times),
  serverError: ({ faults }, times) => faults.serverError("*", times),
  disconnect: (slack) => slack.disconnectSockets(),
  clear: ({ faults }) => faults.clear(),
};

/** Lets Slack answer badly from now on. */
export const createFaults =
  (slack: SlackLike) =>
  (request: FaultRequest): void =>
    MAKE[request.type](slack, "times" in request ? request.times : 1);
