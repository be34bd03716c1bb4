import type { Spent, Usage } from "../../application/ports/model.ts";
import { centsOf } from "./prices.ts";
import type { Turn } from "./vendor.ts";

/** What an answer has cost so far, over all its turns. */
export interface Tally {
  add(turn: Pick<Turn, "usage" | "model">): void;
  spent(): Spent;
  /** Undefined while nothing came back. */
  known(): Spent | undefined;
}

const sum = (left: Usage, right: Usage): Usage => ({
  input: left.input + right.input,
  cacheRead: left.cacheRead + right.cacheRead,
  cacheWrite: left.cacheWrite + right.cacheWrite,
  output: left.output + right.output,
});

const NOTHING: Spent = { usage: { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 }, model: "", cents: 0 };

/** Without its vendor. */
export const configuredAs = (name: string): string => name.slice(name.indexOf(":") + 1);

/** `name`: as configured, `vendor:name`. Each turn is priced by itself: long prompts cost more a token. */
export const createTally = (name: string): Tally => {
  const configured = configuredAs(name);
  let known: Spent | undefined;
  return {
    add: ({ usage, model }) => {
      const { usage: usedBefore, cents: centsBefore } = known ?? NOTHING;
      const cents = centsOf([configured, model], usage);
      known = {
        usage: sum(usedBefore, usage),
        model: model === "" ? configured : model,
        cents: cents === undefined || centsBefore === undefined ? undefined : centsBefore + cents,
      };
    },
    spent: () => known ?? { ...NOTHING, model: configured },
    known: () => known,
  };
};
