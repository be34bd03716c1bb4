import type { AlternativeArgs } from "./alternative-args.ts";
import type { Happening } from "./happening.ts";
import { personActing } from "./heard.ts";
import type { PersonId, StepKey } from "./ids.ts";
import type { AlternativeProposal, Step } from "./instance.ts";
import type { Rejection } from "./messages/decision.ts";
import { presentOf } from "./people.ts";
import { namesOf } from "./permissions.ts";

export interface Asking {
  readonly alternative: string;
  readonly args: AlternativeArgs;
  readonly approvers: readonly PersonId[];
  /** The episode it answers, which it then holds; 0 when it is asked for outside one. */
  readonly episode?: number;
}

/** What was asked for, and nobody has answered yet. */
export const openProposal = (step: Step): AlternativeProposal | undefined => ("proposal" in step ? step.proposal : undefined);

/** Asks somebody to agree to an alternative; one at a time for a step. */
export const propose = (h: Happening, key: StepKey, asking: Asking): Rejection | undefined => {
  const open = openProposal(h.step(key));
  if (open !== undefined) {
    const names = namesOf(h.context, open.approvers);
    return { code: "wrong-state", message: `Something else was asked for this step already, and waits for ${names}.`, who: open.approvers };
  }
  const { alternative, args, episode = 0 } = asking;
  const approvers = presentOf(h.context.directory, asking.approvers, h.now);
  const proposal = { alternative, args, by: personActing(h), approvers, at: h.now, episode };
  h.emit({ type: "alternative.proposed", step: key, proposal }, { rule: `alternatives.${alternative}` });
  const { pass } = h.step(key);
  for (const person of approvers) {
    h.effect({
      type: "post",
      key: `proposal:${key}:${pass}:${h.instance().seq}:${person}`,
      audience: { to: "person", person },
      content: { kind: "proposal", step: key, pass, episode, alternative },
    });
  }
  return undefined;
};
