import { requestOf } from "./approval-request.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { PersonId, StepKey } from "./ids.ts";
import { isAbsent, standIn } from "./people.ts";

/** Posts the card of a step that became active: in the thread, by DM, or both, as its definition says; an approval always both. */
export const postStepCards = (h: Happening, key: StepKey): void => {
  const { notify, kind } = stepDefinition(h.definition, key);
  if (kind === "action") return;
  const people = kind === "approval" ? approversToAsk(h, key) : notify === "thread" ? [] : ownersToAsk(h, key);
  if (notify !== "dm" || kind === "approval" || people.length === 0) postToThread(h, key);
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
export const approversToAsk = (h: Happening, key: StepKey): readonly PersonId[] => {
  const request = requestOf(h.step(key));
  const reached = (request?.approvers ?? []).map((approver) => {
    const delegate = standIn(h.context.directory, approver, h.now)?.person ?? approver;
    return request?.excluded.includes(delegate) ? approver : delegate;
  });
  return [...new Set(reached)];
};

/** The owner; of a step that its team owns, whoever of the team is there to take it. */
const ownersToAsk = (h: Happening, key: StepKey): readonly PersonId[] => {
  const step = h.step(key);
  if (!("team" in step)) return [];
  if (step.owner !== undefined) return [step.owner];
  const members = step.team === undefined ? [] : (h.context.directory.teams.get(step.team)?.members ?? []);
  return members.filter((person) => !isAbsent(h.context.directory, person, h.now));
};
