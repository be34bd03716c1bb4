import { workOf } from "./clocks.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { PersonId, StepKey } from "./ids.ts";
import type { ApprovalRequest, Work } from "./instance.ts";
import { isAbsent, resolveWho, standIn } from "./people.ts";

/** Posts the card of a step that became active: in the thread, by DM, or both, as its definition says; an approval always both. */
export const postStepCards = (h: Happening, key: StepKey): void => {
  const { notify, kind } = stepDefinition(h.definition, key);
  if (kind === "action") return;
  const work = workOf(h, key);
  const byMessage = notify === "thread" ? [] : ownersToAsk(h, work);
  const people = work.request === undefined ? byMessage : approversToAsk(h, work.request);
  if (notify !== "dm" || work.request !== undefined || people.length === 0) postToThread(h, key);
  postToPeople(h, key, people);
};

/** The card by DM, once a pass for each of them. */
export const postToPeople = (h: Happening, key: StepKey, people: readonly PersonId[]): void => {
  const { pass } = h.step(key);
  for (const person of people) {
    h.effect({
      type: "post",
      key: `step:${key}:${pass}:dm:${person}`,
      audience: { to: "person", person },
      content: { kind: "step", step: key, pass },
    });
  }
};

/** The card in the case's thread. */
export const postToThread = (h: Happening, key: StepKey): void => {
  const { pass } = h.step(key);
  h.effect({ type: "post", key: `step:${key}:${pass}:thread`, audience: { to: "thread" }, content: { kind: "step", step: key, pass } });
};

/** Those whose vote is asked for, or the delegates who may cast it for them. */
const approversToAsk = (h: Happening, { approvers, excluded }: ApprovalRequest): readonly PersonId[] => {
  const reached = approvers.map((approver) => {
    const delegate = standIn(h.context.directory, approver, h.now)?.person ?? approver;
    return excluded.includes(delegate) ? approver : delegate;
  });
  return [...new Set(reached)];
};

/** The owner; of a step that its team owns, whoever of the team is there to take it. */
const ownersToAsk = (h: Happening, { owner, team }: Work): readonly PersonId[] => {
  if (owner !== undefined) return [owner];
  const members = team === undefined ? [] : resolveWho(h, [{ who: "team", team }]);
  return members.filter((person) => !isAbsent(h.context.directory, person, h.now));
};
