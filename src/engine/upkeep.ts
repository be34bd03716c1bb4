import type { Trigger } from "./definition.ts";
import { easeCause } from "./episodes.ts";
import { isWork } from "./evolve/fold.ts";
import type { Happening } from "./happening.ts";
import type { Instant, PersonId } from "./ids.ts";
import type { Instance, Step } from "./instance.ts";
import type { EventBody } from "./messages/event.ts";
import { standpointOf } from "./people.ts";
import { membersOf } from "./roles.ts";

/** Whether what holds an episode open still does. Silence ends when somebody is heard, which is that act's own doing. */
const LASTS: { readonly [T in Trigger]: (step: Step, now: Instant) => boolean } = {
  silent: isWork,
  unanswered: isWork,
  overdue: (step, now) => isWork(step) && step.dueAt !== undefined && step.dueAt <= now,
  blocked: (step) => step.status === "blocked",
  unready: (step) => step.status === "waiting" && step.unready !== undefined,
};

/** Takes away every cause that is gone: an episode closes with its last one. */
export const easeCauses = (h: Happening): void => {
  for (const step of Object.values(h.instance().steps)) {
    for (const { trigger } of step.episode?.causes ?? []) {
      if (!LASTS[trigger](step, h.now)) easeCause(h, step.key, trigger);
    }
  }
};

/** A case that has ended writes to nobody: what still waits for approval is void. */
export const voidDrafts = (h: Happening): void => {
  const { status, drafts } = h.instance();
  if (status === "running" || status === "paused") return;
  for (const draft of Object.values(drafts)) {
    if (draft.status === "pending") h.emit({ type: "message.voided", draft: draft.id });
  }
};

const some = (...people: readonly (PersonId | undefined)[]): readonly PersonId[] => people.filter((person) => person !== undefined);

/** Whose home shows the step. */
const shownTo = (step: Step): readonly PersonId[] => {
  const asked = step.episode?.asked.flatMap((each) => each.people) ?? [];
  if (step.status === "waiting") return [...asked, ...some(step.planned), ...(step.unready?.asked ?? [])];
  if (!isWork(step)) return asked;
  return [...asked, ...some(step.owner, step.insteadOf), ...(step.request?.approvers ?? []), ...(step.proposal?.approvers ?? [])];
};

const shownIn = (instance: Instance | undefined, changed: (step: Step) => boolean): readonly PersonId[] =>
  Object.values(instance?.steps ?? {})
    .filter(changed)
    .flatMap(shownTo);

const ofDrafts = (instance: Instance): readonly PersonId[] => Object.values(instance.drafts).flatMap((draft) => draft.approvers);

const ofSuggestions = (instance: Instance | undefined): readonly PersonId[] =>
  Object.values(instance?.suggestions ?? {}).flatMap(({ status, to }) => (status === "open" ? to : []));

/** Everybody whose home shows something that is no longer so, and the members of a team that a step waits for. */
const affected = (h: Happening, was: Instance | undefined): readonly PersonId[] => {
  const after = h.instance();
  const all = was?.status !== after.status;
  const changed = (step: Step): boolean => all || was?.steps[step.key] !== after.steps[step.key];
  const unowned = Object.values(after.steps).filter((step) => changed(step) && isWork(step) && step.owner === undefined);
  const members = unowned.flatMap((step) => membersOf(standpointOf(h), step));
  const drafts = was?.drafts === after.drafts ? [] : ofDrafts(after);
  const suggested = was?.suggestions === after.suggestions ? [] : [...ofSuggestions(was), ...ofSuggestions(after)];
  return [...new Set([...shownIn(was, changed), ...shownIn(after, changed), ...members, ...drafts, ...suggested])];
};

/** What changes nothing that anybody sees. */
const UNSEEN: ReadonlySet<EventBody["type"]> = new Set<EventBody["type"]>([
  "trace.read",
  "level.replanned",
  "delivery.failed",
  "agent.intended",
  "agent.acted",
  "agent.woke",
  "agent.task",
  "agent.finished",
  "agent.result",
]);

/** Cards are rendered anew from what is true, wherever somebody sees a change. */
export const redraw = (h: Happening, was: Instance | undefined): void => {
  if (h.events.every((event) => UNSEEN.has(event.body.type))) return;
  h.effect({ type: "refresh" });
  const people = affected(h, was);
  if (people.length > 0) h.effect({ type: "home", people });
};
