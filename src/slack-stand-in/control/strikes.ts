import type { Faults } from "../faults.ts";
import { type Asked, count, Mistake, onlyGiven, optionalFlag, text } from "./asked.ts";

type Strike = (faults: Faults, method: string, times: number, asked: Asked) => void;

/** What can be done to an answer; `method` is one of the Web API, `response_url`, or `*`. */
const STRIKES: Readonly<Record<string, Strike>> = {
  dropAnswer: (faults, method, times) => faults.dropAnswer(method, times),
  refuse: (faults, method, times) => faults.refuse(method, times),
  silence: (faults, method, times, asked) => faults.silence(method, times, { accepted: optionalFlag(asked, "accepted") }),
  serverError: (faults, method, times, asked) =>
    faults.serverError(method, times, onlyGiven({ status: count(asked, "status", 503), accepted: optionalFlag(asked, "accepted") })),
  html: (faults, method, times, asked) => faults.html(method, times, { accepted: optionalFlag(asked, "accepted") }),
  rateLimit: (faults, method, times, asked) => faults.rateLimit(method, count(asked, "retryAfter", 1), times),
  error: (faults, method, times, asked) => faults.error(method, text(asked, "error"), times),
  latency: (faults, method, times, asked) => faults.latency(method, count(asked, "ms", 1000), times),
};

export const FAULT_NAMES: readonly string[] = Object.keys(STRIKES);

/** Plans a fault for the app's next calls. */
export const strike = (faults: Faults, asked: Asked): void => {
  const name = text(asked, "fault");
  const plan = STRIKES[name];
  if (!plan) throw new Mistake(`there is no fault "${name}"; there is ${FAULT_NAMES.join(", ")}`);
  plan(faults, text(asked, "method"), count(asked, "times", 1), asked);
};
