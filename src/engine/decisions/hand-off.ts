import { heardClock, ownerClock, workOf } from "../clocks.ts";
import type { Decider } from "../decider.ts";
import { isSaid, refuseUnlessWork, titleOf } from "../end-step.ts";
import type { Happening } from "../happening.ts";
import { easeSilence, personActing } from "../heard.ts";
import type { PersonId, StepKey } from "../ids.ts";
import type { HandOff } from "../instance.ts";
import { invariant } from "../invariant.ts";
import type { AcceptHandOff, HandOffStep, ReturnHandOff } from "../messages/command.ts";
import type { Rejection } from "../messages/decision.ts";
import { invalid, postToNewOwner, refuseReceiver } from "../new-owner.ts";
import { presentOf, processOwner, resolveWho } from "../people.ts";
import { namesOf } from "../permissions.ts";
import { tell } from "../tell.ts";

/** Passes a step on: the receiver owns it at once, and accepts or returns it. Not mine: the lead gets it. The due date stays. */
export const handOff: Decider<HandOffStep> = (h, { step, to, note, notMine }) => {
  const refused = refuseUnlessWork(h, step);
  if (refused !== undefined) return refused;
  const work = workOf(h, step);
  if (work.request !== undefined) return { code: "wrong-state", message: `"${titleOf(h, step)}" is its approvers' to decide.` };
  const by = personActing(h);
  const receiver = to ?? (notMine ? leadInstead(h, step, [work.owner, by]) : undefined);
  if (receiver === undefined) return invalid("to", "Choose who gets this step.");
  const unfit = refuseReceiver(h, step, receiver) ?? refuseAbsent(h, receiver);
  if (unfit !== undefined) return unfit;
  const { owner: from } = work;
  const given: HandOff = { from: from ?? by, to: receiver, at: h.now, accepted: false, returns: work.handOff?.returns ?? 0, note };
  h.emit({ type: "step.handed-off", step, by, from, handOff: given, clock: ownerClock(h, step, receiver) });
  passOn(h, step, { from: by, to: receiver, returned: false });
  if (from !== undefined) tell(h, "reassigned-away", [from], { step, detail: note });
  return undefined;
};

/** The receiver keeps the step. */
export const acceptHandOff: Decider<AcceptHandOff> = (h, { step }) => {
  h.emit({ type: "handoff.accepted", step, by: personActing(h), clock: heardClock(h, step) });
  easeSilence(h, step);
  return undefined;
};

/** The receiver names what is missing, and the sender has the step again: rework. A second return goes to the lead. */
export const returnHandOff: Decider<ReturnHandOff> = (h, { step, missing }) => {
  if (!isSaid(missing)) return invalid("missing", "Say what is missing.");
  const by = personActing(h);
  const given = workOf(h, step).handOff;
  invariant(given !== undefined, `${step} was handed to nobody`);
  const lead = leadInstead(h, step, [by]);
  const [sender] = presentOf(
    h.context.directory,
    [given.from].filter((person) => person !== undefined),
    h.now,
  );
  const to = (given.returns > 0 ? lead : sender) ?? lead;
  if (to === undefined) return { code: "wrong-state", message: "There is nobody to return this to." };
  h.emit({ type: "handoff.returned", step, by, missing, to, clock: ownerClock(h, step, to) }, { verdict: "WARN" });
  passOn(h, step, { from: by, to, returned: true });
  return undefined;
};

/** A handoff is to somebody who is there: an absent one is named with who stands in. */
const refuseAbsent = (h: Happening, to: PersonId): Rejection | undefined => {
  const [present] = presentOf(h.context.directory, [to], h.now);
  if (present === undefined || present === to) return undefined;
  return invalid("to", `${namesOf(h.context, [to])} is absent; ${namesOf(h.context, [present])} stands in.`);
};

/** The lead, else the process owner: the first who is there and is none of these. */
const leadInstead = (h: Happening, step: StepKey, not: readonly (PersonId | undefined)[]): PersonId | undefined => {
  const leads = [...resolveWho(h, [{ who: "step-team-lead" }], step), ...processOwner(h)];
  return presentOf(h.context.directory, leads, h.now).find((person) => !not.includes(person));
};

const passOn = (
  h: Happening,
  step: StepKey,
  { from, to, returned }: { readonly from: PersonId; readonly to: PersonId; readonly returned: boolean },
): void => {
  easeSilence(h, step);
  const { pass } = h.step(step);
  h.effect({
    type: "post",
    key: `handoff:${step}:${pass}:${h.instance().seq}:${to}`,
    audience: { to: "person", person: to },
    content: { kind: "handoff", step, pass, from, to, returned },
  });
  postToNewOwner(h, step, to);
};
