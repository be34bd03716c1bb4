import { automationOf, type StopConditions } from "./autonomy/policy.ts";
import type { Definition } from "./definition.ts";
import type { Evidence } from "./evidence.ts";
import { isWork } from "./evolve/fold.ts";
import type { Happening } from "./happening.ts";
import type { Instant, PersonId } from "./ids.ts";
import type { Instance, Step, StopReason } from "./instance.ts";
import type { InstanceCommand } from "./messages/command.ts";
import type { Rejection } from "./messages/decision.ts";
import { processOwner } from "./people.ts";
import { tell } from "./tell.ts";
import { isTextRef, type StoredValue } from "./value.ts";

// Nobody automates into a case that is stuck, contradictory or about to speak to a customer. Ladders and people go on as ever.

interface Look {
  readonly stop: StopConditions;
  readonly instance: Instance;
  readonly step: Step | undefined;
  readonly command: InstanceCommand;
  readonly now: Instant;
}

const isEnding = ({ command }: Look): boolean => command.type === "CompleteStep" || command.type === "MarkArrived";

/** Personal values are salted references: nobody can tell here whether two say the same. */
const differs = (known: Evidence | undefined, pass: number | undefined, value: StoredValue): boolean =>
  known?.by !== undefined && known.pass === pass && !isTextRef(known.value) && known.value !== value;

/** Somebody says the opposite of what an agent is about to say. */
const conflicts = (look: Look): boolean => {
  const { step, command, instance } = look;
  if (step?.status === "blocked" && (isEnding(look) || command.type === "UnblockStep")) return true;
  const given = "evidence" in command && command.evidence !== undefined ? Object.entries(command.evidence) : [];
  return given.some(([name, value]) => differs(instance.evidence[name], step?.pass, value));
};

/** Something about the step is before somebody who has not answered yet. */
const lacksApproval = (look: Look): boolean => {
  const { step, instance } = look;
  if (step === undefined || !isEnding(look)) return false;
  const drafts = Object.values(instance.drafts).some((draft) => draft.step === step.key && draft.status === "pending");
  return drafts || (isWork(step) && (step.proposal !== undefined || step.handOff?.accepted === false));
};

const RULES: readonly { readonly reason: StopReason; readonly holds: (look: Look) => boolean }[] = [
  {
    reason: "no-progress",
    holds: ({ instance, now, stop }) => now - instance.progressAt > (stop.noProgressMs ?? Number.POSITIVE_INFINITY),
  },
  { reason: "conflicting-signals", holds: (look) => look.stop.conflictingSignals && conflicts(look) },
  { reason: "missing-approval", holds: (look) => look.stop.missingApproval && lacksApproval(look) },
];

const WORDS: { readonly [R in StopReason]: string } = {
  "no-progress": "nothing has moved for a long time",
  "conflicting-signals": "people have said something else",
  "missing-approval": "an approval is still open",
  "reaches-customer": "a message would reach a customer",
};

/** What is tried is recorded, stopped or not. */
const RECORDS: ReadonlySet<InstanceCommand["type"]> = new Set<InstanceCommand["type"]>([
  "RecordIntent",
  "RecordResult",
  "RecordRun",
  "RecordWords",
]);

/** Why an automated act must not be carried out; undefined for a person's act, for a record of one, and when nothing speaks against it. */
export const automationStop = (
  definition: Definition,
  instance: Instance | undefined,
  command: InstanceCommand,
  now: Instant,
): StopReason | undefined => {
  if (command.actor.kind !== "agent" || instance === undefined || RECORDS.has(command.type)) return undefined;
  if (instance.stopped !== undefined) return instance.stopped.reason;
  const step = "step" in command && command.step !== undefined ? instance.steps[command.step] : undefined;
  const { stop } = automationOf(definition);
  return RULES.find((rule) => rule.holds({ stop, instance, step, command, now }))?.reason;
};

/** A draft by an agent is made, and is the last thing automated until somebody has looked. */
export const stopAfter = (definition: Definition, command: InstanceCommand): StopReason | undefined =>
  command.actor.kind === "agent" && command.type === "DraftMessage" && automationOf(definition).stop.reachesCustomer
    ? "reaches-customer"
    : undefined;

/** Stops automated acts, once, and asks the process owner to look. */
export const stopAutomation = (h: Happening, reason: StopReason): void => {
  if (h.instance().stopped !== undefined) return;
  const step = "step" in h.command ? h.command.step : undefined;
  h.emit({ type: "automation.stopped", reason, step }, { verdict: "WARN", rule: `stop condition: ${reason}` });
  tell(h, "automation-stopped", processOwner(h), { step, detail: WORDS[reason] });
};

export const stoppedRejection = (reason: StopReason, who: readonly PersonId[]): Rejection => ({
  code: "wrong-state",
  message: `Automated acts on this case are stopped: ${WORDS[reason]}. A process owner looks at it first.`,
  who,
});
