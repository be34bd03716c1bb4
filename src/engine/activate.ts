import { askProcessOwner, openRequest } from "./approval-request.ts";
import { pickOwner } from "./assignment.ts";
import { startClocks } from "./clocks.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { StepKey } from "./ids.ts";
import { postStepCards } from "./step-cards.ts";

/**
 * Makes a step active, on its present pass or on the next one of a repeat: confirms or picks who owns it, starts its clocks, posts its card,
 * and sets an action going. A recorded fact is complete at once.
 */
export const activate = (h: Happening, key: StepKey): void => {
  const step = stepDefinition(h.definition, key);
  const before = h.step(key);
  const pick = pickOwner(h, key);
  const request = step.kind === "approval" ? openRequest(h, step) : undefined;
  const clocks = startClocks(h, step, pick, h.now, request?.approvers);
  const pass = before.status === "done" ? before.pass + 1 : before.pass;
  h.emit(
    { type: "step.activated", step: key, pass, pick, ...clocks, request },
    { rule: `${step.rule}.${request ? "approvers" : "owner"}` },
  );
  if (pick.owner !== undefined) h.book(pick.owner);
  postStepCards(h, key);
  if (request?.unreachable) askProcessOwner(h, key);
  if (step.kind === "action") setGoing(h, key, step.action.do === "record");
};

const setGoing = (h: Happening, key: StepKey, isRecord: boolean): void => {
  if (isRecord) h.emit({ type: "step.completed", step: key, by: undefined, outcome: undefined, note: undefined, repeatAt: undefined });
  else h.effect({ type: "action", step: key, pass: h.step(key).pass });
};
