import { missingOf } from "./check-values.ts";
import type { Definition } from "./definition.ts";
import { firstOwner } from "./first-owner.ts";
import { beginHappening } from "./happening.ts";
import type { StartWorkflow } from "./messages/command.ts";
import type { Rejection } from "./messages/decision.ts";
import type { FirstOwner } from "./messages/start-proposal-event.ts";
import { carryOut, settle } from "./settle.ts";
import { judge } from "./suggest.ts";
import type { WorkspaceInput } from "./workspace-decision.ts";

/** How a start that is only proposed would go. */
export interface Tried {
  readonly missing: readonly string[];
  readonly how: "proposes" | "asks";
  /** Why a person is asked. */
  readonly why: string;
  readonly owner: FirstOwner | undefined;
}

const NOTHING_KNOWN = { load: new Map(), history: new Map() };

/** Tried out on nothing: what it cannot become is refused, and what it would become says how far to trust it, and who would begin. */
export const tryStart = (
  { directory, now, starting = NOTHING_KNOWN }: WorkspaceInput,
  definition: Definition,
  start: Omit<StartWorkflow, "type" | "confirmed">,
): Tried | Rejection => {
  const missing = missingOf(definition.inputs, start.inputs);
  if (missing.length > 0) return { missing, how: "asks", why: "something is still missing", owner: undefined };
  const { history = new Map(), ...context } = starting;
  const trial = beginHappening(definition, undefined, { ...start, type: "StartWorkflow", confirmed: true }, { now, directory, ...context });
  const rejection = carryOut(trial);
  if (rejection !== undefined) return rejection;
  const { does, why } = judge(trial, "start");
  settle(trial, undefined);
  return { missing, how: does === "asks" ? "asks" : "proposes", why, owner: firstOwner(trial, history) };
};

export const isRefused = (tried: Tried | Rejection): tried is Rejection => "code" in tried;
