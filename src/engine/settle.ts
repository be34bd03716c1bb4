import { advance } from "./activation.ts";
import type { Decider } from "./decider.ts";
import { DECIDERS } from "./deciders.ts";
import { replanLevels } from "./episodes.ts";
import { targetAtRisk } from "./forecast.ts";
import type { Happening } from "./happening.ts";
import type { Instance } from "./instance.ts";
import { expireSuggestions } from "./lapse.ts";
import type { InstanceCommand } from "./messages/command.ts";
import type { Rejection } from "./messages/decision.ts";
import { processOwner } from "./people.ts";
import { stopAfter, stopAutomation } from "./stop-conditions.ts";
import { suggestedAct } from "./suggested-act.ts";
import { tell } from "./tell.ts";
import { tellProgress } from "./tell-progress.ts";
import { easeCauses, redraw, voidDrafts } from "./upkeep.ts";

const decideOne = (h: Happening, command: InstanceCommand): Rejection | undefined => {
  // The table is keyed by the command's own type, which the compiler cannot follow through an index.
  const decider = DECIDERS[command.type] as Decider<InstanceCommand>;
  return decider(h, command);
};

/** What the command asks, and for a suggestion that somebody takes over the act itself, in their name. */
export const carryOut = (h: Happening): Rejection | undefined => {
  const command = h.command as InstanceCommand;
  const isTakenOver = command.type === "AcceptSuggestion" || command.type === "EditSuggestion";
  const act = isTakenOver ? suggestedAct({ instance: h.instance() }, command) : undefined;
  const rejection = decideOne(h, command);
  return rejection === undefined && act !== undefined ? decideOne(h, act) : rejection;
};

/** Watchers and process owners hear it once, when a case that would have met its target no longer does. */
const tellOfRisk = (h: Happening, was: Instance | undefined): void => {
  const { status, targetAt, watchers } = h.instance();
  if (status !== "running" || targetAt === undefined || was?.targetAt === undefined) return;
  const isAtRisk = (instance: Instance, now: number): boolean => targetAtRisk(h.definition, instance, { ...h.context, now });
  if (!isAtRisk(h.instance(), h.now) || isAtRisk(was, was.lastAt)) return;
  tell(h, "target-at-risk", [...new Set([...watchers, ...processOwner(h)])]);
};

/** Everything that follows from an act by itself: causes that ended, steps whose turn it is, cards that changed. */
export const settle = (h: Happening, was: Instance | undefined): void => {
  easeCauses(h);
  if (h.instance().status === "running") advance(h);
  // What became critical reaches people at any hour, levels that were planned for the morning included.
  if (h.events.some((event) => event.body.type === "priority.changed")) replanLevels(h);
  easeCauses(h);
  voidDrafts(h);
  const stop = stopAfter(h.definition, h.command as InstanceCommand);
  if (stop !== undefined) stopAutomation(h, stop);
  expireSuggestions(h);
  if (h.events.length === 0) return;
  tellProgress(h);
  tellOfRisk(h, was);
  redraw(h, was);
};
