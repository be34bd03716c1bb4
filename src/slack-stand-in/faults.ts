import type { Clock } from "./workspace/workspace.ts";

export type FaultAnswer =
  | { readonly kind: "reset" }
  | { readonly kind: "silence" }
  | { readonly kind: "status"; readonly status: number; readonly contentType: string; readonly body: string; readonly retryAfter?: number }
  | { readonly kind: "error"; readonly error: string }
  | { readonly kind: "late"; readonly ms: number };

interface Fault {
  /** What the caller named it: `dropAnswer`, `serverError`, ... */
  readonly name: string;
  /** A method of the Web API, `response_url`, or `*`. */
  readonly method: string;
  /** Whether Slack does what was asked before it answers badly. */
  readonly accepted: boolean;
  readonly answer: FaultAnswer;
}

interface SeenFault {
  readonly name: string;
  readonly method: string;
  readonly at: number;
}

interface PlannedFault {
  readonly name: string;
  readonly method: string;
  readonly left: number;
}

export interface Faults {
  /** Slack does it and the answer is lost: the connection is reset. */
  dropAnswer(method: string, times?: number): void;
  /** The connection is reset before anything was done. */
  refuse(method: string, times?: number): void;
  /** No answer ever comes; with `accepted`, it was done all the same. */
  silence(method: string, times?: number, options?: { accepted?: boolean }): void;
  serverError(method: string, times?: number, options?: { status?: number; accepted?: boolean }): void;
  /** A proxy's HTML page, status 502. */
  html(method: string, times?: number, options?: { accepted?: boolean }): void;
  /** 429 with `Retry-After` in seconds. */
  rateLimit(method: string, retryAfter: number, times?: number): void;
  /** `ok: false` with this error, nothing done. */
  error(method: string, error: string, times?: number): void;
  /** Done at once, answered late. */
  latency(method: string, ms: number, times?: number): void;
  /** Takes back what has not struck yet: all, or what goes by that name. */
  clear(name?: string): void;
  /** What has not struck yet. */
  readonly planned: readonly PlannedFault[];
  /** What really struck: a run counts only if its faults were seen to happen. */
  readonly seen: readonly SeenFault[];
}

export interface FaultDesk {
  readonly faults: Faults;
  /** The fault that strikes this call, counted as seen. */
  strike(method: string): Fault | undefined;
}

const HTML = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";

const plain = (status: number): FaultAnswer => ({ kind: "status", status, contentType: "text/plain", body: "upstream connect error" });

const limited = (retryAfter: number): FaultAnswer => ({
  kind: "status",
  status: 429,
  contentType: "application/json",
  body: JSON.stringify({ ok: false, error: "ratelimited" }),
  retryAfter,
});

export const createFaults = (clock: Clock): FaultDesk => {
  let planned: { readonly fault: Fault; left: number }[] = [];
  const seen: SeenFault[] = [];
  const plan = (name: string, method: string, times: number, answer: FaultAnswer, accepted = false): void => {
    planned.push({ fault: { name, method, accepted, answer }, left: times });
  };
  const faults: Faults = {
    dropAnswer: (method, times = 1) => plan("dropAnswer", method, times, { kind: "reset" }, true),
    refuse: (method, times = 1) => plan("refuse", method, times, { kind: "reset" }),
    silence: (method, times = 1, { accepted = false } = {}) => plan("silence", method, times, { kind: "silence" }, accepted),
    serverError: (method, times = 1, { status = 503, accepted = false } = {}) =>
      plan("serverError", method, times, plain(status), accepted),
    html: (method, times = 1, { accepted = false } = {}) =>
      plan("html", method, times, { kind: "status", status: 502, contentType: "text/html", body: HTML }, accepted),
    rateLimit: (method, retryAfter, times = 1) => plan("rateLimit", method, times, limited(retryAfter)),
    error: (method, error, times = 1) => plan("error", method, times, { kind: "error", error }),
    latency: (method, ms, times = 1) => plan("latency", method, times, { kind: "late", ms }, true),
    clear: (name) => {
      planned = name === undefined ? [] : planned.filter(({ fault }) => fault.name !== name);
    },
    get planned() {
      return planned.filter(({ left }) => left > 0).map(({ fault: { name, method }, left }) => ({ name, method, left }));
    },
    seen,
  };
  const strike = (method: string): Fault | undefined => {
    const next = planned.find(({ fault, left }) => left > 0 && (fault.method === method || fault.method === "*"));
    if (!next) return undefined;
    next.left -= 1;
    seen.push({ name: next.fault.name, method, at: clock.now() });
    return next.fault;
  };
  return { faults, strike };
};
