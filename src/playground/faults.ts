import type { FaultKind, FaultLine, FaultRequest, SlackState } from "./api-tools.ts";
import { watchConnection } from "./connection.ts";
import type { FaultsLike, SlackLike } from "./ports.ts";

/** Seconds that Slack asks to wait after a 429. */
const RETRY_AFTER = 2;

interface Kind {
  /** What Slack itself calls it. */
  readonly name: string;
  readonly plan: (faults: FaultsLike, times: number) => void;
}

const KINDS: Readonly<Record<FaultKind, Kind>> = {
  drop: { name: "dropAnswer", plan: (faults, times) => faults.dropAnswer("*", times) },
  rateLimit: { name: "rateLimit", plan: (faults, times) => faults.rateLimit("*", RETRY_AFTER, times) },
  serverError: { name: "serverError", plan: (faults, times) => faults.serverError("*", times) },
};

const ORDER: readonly FaultKind[] = ["drop", "rateLimit", "serverError"];

const lineOf = ({ planned, seen }: FaultsLike, kind: FaultKind): FaultLine => {
  const { name } = KINDS[kind];
  const struck = seen.filter((each) => each.name === name);
  const left = planned.filter((each) => each.name === name).reduce((sum, each) => sum + each.left, 0);
  return { kind, left, struck: struck.length, last: struck.at(-1)?.method };
};

const carryOut = (slack: SlackLike, request: FaultRequest): void => {
  switch (request.type) {
    case "disconnect":
      slack.disconnectSockets("abrupt");
      return;
    case "clear":
      slack.faults.clear(request.kind === undefined ? undefined : KINDS[request.kind].name);
      return;
    case "drop":
    case "rateLimit":
    case "serverError":
      KINDS[request.type].plan(slack.faults, request.times);
  }
};

/** Lets Slack answer badly, and says how it stands with it. */
export const createFaults = (slack: SlackLike) => {
  const connection = watchConnection(slack);
  return {
    handle: (request: FaultRequest): void => carryOut(slack, request),
    state: (): SlackState => ({ ...connection(), faults: ORDER.map((kind) => lineOf(slack.faults, kind)) }),
  };
};
