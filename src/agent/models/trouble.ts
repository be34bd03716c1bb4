import { ModelFault, type ModelFaultKind } from "../../application/ports/model.ts";

/** What went wrong, in our words, whoever's SDK threw it. */
export interface Trouble {
  readonly kind: ModelFaultKind | "too-long";
  readonly message: string;
  /** Machine milliseconds; undefined where the vendor did not say. */
  readonly retryAfterMs: number | undefined;
}

/** What the vendors' error classes have in common; each field may be missing. */
interface VendorError {
  readonly status: number | undefined;
  readonly headers: Headers | undefined;
  /** Of the answer's body: `code` (OpenAI) or `type` (Anthropic). */
  readonly code: string;
  readonly detail: string;
}

const MOST_DETAIL = 200;
/** Vendors repeat a part of a refused key. */
const KEY = /\b(?:sk|key|AKIA|ASIA|Bearer)[-_ ]?[\w*.-]{6,}/gi;

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const read = (error: unknown): VendorError => {
  const status = field(error, "status");
  const headers = field(error, "headers");
  const body = field(error, "error");
  const inner = field(body, "error") ?? body;
  return {
    status: typeof status === "number" ? status : undefined,
    headers: headers instanceof Headers ? headers : undefined,
    code: [field(inner, "code"), field(inner, "type"), field(error, "errorCode")].map(textOf).join(" "),
    detail: textOf(field(inner, "message")).replaceAll(KEY, "…").slice(0, MOST_DETAIL),
  };
};

const retryAfterOf = (headers: Headers | undefined): number | undefined => {
  const ms = Number(headers?.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(ms)) return ms;
  const said = headers?.get("retry-after");
  if (said === undefined || said === null) return undefined;
  const seconds = Number(said);
  const until = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(said) - Date.now();
  return Number.isFinite(until) ? Math.max(0, until) : undefined;
};

const NO_ROOM = /prompt is too long|context[ _](length|window)|maximum context|too many tokens/i;
const NO_MONEY = /quota|spend_limit|billing/;

const kindOfStatus = (status: number, { code, detail }: VendorError): Trouble["kind"] => {
  if (status === 413 || (status === 400 && NO_ROOM.test(`${code} ${detail}`))) return "too-long";
  if (NO_MONEY.test(code)) return "misconfigured";
  if (status === 429) return "rate-limited";
  if (status >= 500 || status === 408 || status === 409) return "overloaded";
  return "misconfigured";
};

const wordsOf = (status: number, { detail }: VendorError): string => {
  // What a vendor says of a key may hold the key.
  if (status === 401 || status === 403) return `refused our key or what it may do (${status})`;
  return `answered ${status}${detail === "" ? "" : `: ${detail}`}`;
};

/** What the system says of a connection, such as ECONNREFUSED. */
const systemCodeOf = (error: unknown): string => {
  const cause = field(error, "cause");
  return cause === undefined ? "" : textOf(field(cause, "code")) || systemCodeOf(cause);
};

/** An error inside a stream, after its 200. */
const STREAMED: readonly (readonly [RegExp, ModelFaultKind])[] = [
  [/overloaded|api_error|server_error/, "overloaded"],
  [/rate_limit/, "rate-limited"],
];

const withoutStatus = (error: unknown, { code, detail }: VendorError): Trouble => {
  const kind = STREAMED.find(([pattern]) => pattern.test(code))?.[1];
  if (kind !== undefined) return { kind, message: detail, retryAfterMs: undefined };
  const name = error instanceof Error ? error.constructor.name : "";
  if (/Credentials|TokenProvider/.test(name) || /credential/i.test(textOf(field(error, "message")))) {
    return { kind: "misconfigured", message: "there are no credentials for it", retryAfterMs: undefined };
  }
  if (/^(API\w*Error|AnthropicError|OpenAIError)$/.test(name)) {
    const because = systemCodeOf(error);
    const message = because === "" ? "cannot be reached, or broke off in the middle" : `cannot be reached (${because})`;
    return { kind: "unreachable", message, retryAfterMs: undefined };
  }
  return { kind: "unusable", message: "answered in a form that is not its own", retryAfterMs: undefined };
};

const ours = (error: unknown): ModelFault | undefined => {
  if (error instanceof ModelFault) return error;
  return error instanceof Error && error.cause !== undefined ? ours(error.cause) : undefined;
};

export const troubleOf = (error: unknown): Trouble => {
  const own = ours(error);
  if (own !== undefined) return { kind: own.kind, message: own.message, retryAfterMs: undefined };
  const vendors = read(error);
  if (vendors.status === undefined) return withoutStatus(error, vendors);
  return {
    kind: kindOfStatus(vendors.status, vendors),
    message: wordsOf(vendors.status, vendors),
    retryAfterMs: retryAfterOf(vendors.headers),
  };
};
