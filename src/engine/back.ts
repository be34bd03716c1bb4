import { activate } from "./activate.ts";
import type { Definition } from "./definition.ts";
import { isWork } from "./evolve/fold.ts";
import type { Happening } from "./happening.ts";
import type { PersonId, StepKey } from "./ids.ts";
import type { Step } from "./instance.ts";
import { processOwner } from "./people.ts";
import { answerable } from "./reach.ts";
import { tell, tellThread } from "./tell.ts";

export interface Back {
  /** The step that becomes active again. */
  readonly to: StepKey;
  /** The step whose outcome sends the work back; undefined for a *reopen*. */
  readonly from: StepKey | undefined;
  readonly by: PersonId | undefined;
  readonly why: string | undefined;
  /** Towards `atMost`; a *reopen* does not. */
  readonly counts: boolean;
  readonly atMost: number;
}

/**
 * Sends the work back: the target becomes active on its next pass, and every descendant by `needs` that was under way, done or skipped by
 * a rule waits again. Other branches stay. Beyond `atMost` nothing moves, and the process owner is asked. While a case is paused the target waits.
 */
export const sendBack = (h: Happening, back: Back): void => {
  if (back.from !== undefined && back.counts && h.step(back.to).backs >= back.atMost) {
    refuseBack(h, back.from, back);
    return;
  }
  keepOwner(h, back.to, back.by);
  h.emit({ type: "step.reopened", step: back.to, by: back.by, from: back.from, why: back.why, counts: back.counts });
  for (const key of descendantsOf(h.definition, back.to)) waitAgain(h, key, back);
  if (h.instance().status === "running") activate(h, back.to);
};

/** Every step that needs `key`, directly or through others, in the order of telling. */
export const descendantsOf = (definition: Definition, key: StepKey): readonly StepKey[] => {
  const found = new Set<StepKey>([key]);
  for (let known = 0; known < found.size; ) {
    known = found.size;
    for (const step of definition.steps) if (step.needs.steps.some((need) => found.has(need))) found.add(step.key);
  }
  return definition.steps.map((step) => step.key).filter((step) => step !== key && found.has(step));
};

const refuseBack = (h: Happening, from: StepKey, { to, atMost }: Back): void => {
  h.emit({ type: "back.refused", step: from, target: to, atMost }, { verdict: "WARN", rule: `steps.${from}` });
  tell(h, "back-refused", processOwner(h), { step: from });
  tellThread(h, "back-refused", { step: from });
};

const waitAgain = (h: Happening, key: StepKey, back: Back): void => {
  const step = h.step(key);
  if (!mustWaitAgain(step)) return;
  const told = answerable(step);
  keepOwner(h, key, back.by);
  h.emit({ type: "step.reset", step: key, because: back.to });
  if (told.length > 0) tell(h, "waits-again", told, { step: key, detail: back.why });
  voidDraftsOf(h, key);
};

/** What a person skipped stays skipped: they decided about the case, not about the pass. */
const mustWaitAgain = (step: Step): boolean => {
  if (step.status === "waiting") return step.unready !== undefined;
  return step.status !== "skipped" || step.cause !== "person";
};

/** Whoever had the step has it again. */
const keepOwner = (h: Happening, key: StepKey, by: PersonId | undefined): void => {
  const step = h.step(key);
  const owner = isWork(step) ? (step.insteadOf ?? step.owner) : step.status === "done" ? step.owner : undefined;
  if (owner !== undefined && owner !== step.planned) h.emit({ type: "step.planned", step: key, planned: owner, upcomingAt: undefined, by });
};

const voidDraftsOf = (h: Happening, key: StepKey): void => {
  for (const draft of Object.values(h.instance().drafts)) {
    if (draft.step === key && draft.status === "pending") h.emit({ type: "message.voided", draft: draft.id });
  }
};
