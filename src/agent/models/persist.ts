import type { ModelFaultKind } from "../../application/ports/model.ts";
import type { Deadline } from "./deadline.ts";
import { type Trouble, troubleOf } from "./trouble.ts";
import type { Ask, Turn, Vendor } from "./vendor.ts";

const RETRIES = 2;
const WORTH_ANOTHER: ReadonlySet<ModelFaultKind | "too-long"> = new Set<ModelFaultKind>(["rate-limited", "overloaded", "unreachable"]);

const NOTHING = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };

interface Timing {
  /** Machine milliseconds before the first retry, where the vendor did not say; doubled for the next. */
  readonly pauseMs: number;
}

const pauseFor = ({ retryAfterMs }: Trouble, attempt: number, { pauseMs }: Timing): number => retryAfterMs ?? pauseMs * 2 ** attempt;

/** One turn, tried again within the deadline where that can help: never before the vendor's Retry-After, and never once text was given away. */
export const persist = async (vendor: Vendor, asked: Omit<Ask, "signal" | "leftMs">, deadline: Deadline, timing: Timing): Promise<Turn> => {
  let told = false;
  const onText =
    asked.onText &&
    ((piece: string): void => {
      told = true;
      asked.onText?.(piece);
    });
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await deadline.race(vendor({ ...asked, onText, signal: deadline.signal, leftMs: deadline.leftMs() }));
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind === "too-long") return { text: "", calls: [], stop: "too-long", usage: NOTHING, model: "" };
      const pauseMs = pauseFor(trouble, attempt, timing);
      if (told || attempt === RETRIES || !WORTH_ANOTHER.has(trouble.kind) || pauseMs >= deadline.leftMs()) throw error;
      await deadline.pause(pauseMs);
    }
  }
};
