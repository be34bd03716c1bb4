import type { AutonomyVerdict } from "./autonomy/verdict.ts";
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

/** Nothing that is only written ever starts anything: what policy would let it do alone is proposed all the same. */
const asProposal = ({ does, why }: AutonomyVerdict): Pick<Tried, "how" | "why"> => ({
  how: does === "asks" ? "asks" : "proposes",
  why: does === "acts" ? "a case is started by a person" : why,
});

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
  const verdict = judge(trial, "start");
  settle(trial, undefined);
  return { missing, ...asProposal(verdict), owner: firstOwner(trial, history) };
};

export const isRefused = (tried: Tried | Rejection): tried is Rejection => "code" in tried;
