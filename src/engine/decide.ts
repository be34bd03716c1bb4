import { advance } from "./activation.ts";
import { admit } from "./admission.ts";
import type { Decider } from "./decider.ts";
import { DECIDERS } from "./deciders.ts";
import { replanLevels } from "./episodes.ts";
import { targetAtRisk } from "./forecast.ts";
import { beginHappening, type Happening } from "./happening.ts";
import type { Instance } from "./instance.ts";
import type { InstanceCommand } from "./messages/command.ts";
import type { Decide, Rejection } from "./messages/decision.ts";
import type { Effect, Told } from "./messages/effect.ts";
import { processOwner, processOwnersOf } from "./people.ts";
import { refuse } from "./refusal.ts";
import { automationStop, stopAfter, stopAutomation, stoppedRejection } from "./stop-conditions.ts";
import { tell } from "./tell.ts";
import { tellProgress } from "./tell-progress.ts";
import { easeCauses, redraw, voidDrafts } from "./upkeep.ts";

const carryOut = (h: Happening): Rejection | undefined => {
  // The table is keyed by the command's own type, which the compiler cannot follow through an index.
  const decider = DECIDERS[h.command.type as InstanceCommand["type"]] as Decider<InstanceCommand>;
  return decider(h, h.command as InstanceCommand);
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
const settle = (h: Happening, was: Instance | undefined): void => {
  easeCauses(h);
  if (h.instance().status === "running") advance(h);
  // What became critical reaches people at any hour, levels that were planned for the morning included.
  if (h.events.some((event) => event.body.type === "priority.changed")) replanLevels(h);
  easeCauses(h);
  voidDrafts(h);
  const stop = stopAfter(h.command as InstanceCommand);
  if (stop !== undefined) stopAutomation(h, stop);
  if (h.events.length === 0) return;
  tellProgress(h);
  tellOfRisk(h, was);
  redraw(h, was);
};

/** Questions that a person's own act puts to the process owner: lost, nobody would ever answer them. */
const QUESTIONS: ReadonlySet<Told> = new Set<Told>(["rejected-ask", "quorum-lost", "back-refused"]);

const goesOutPaused = (effect: Effect): boolean => {
  if (effect.type === "post")
    return effect.content.kind === "told" && QUESTIONS.has(effect.content.what) && effect.audience.to === "person";
  return effect.type === "refresh" || effect.type === "home";
};

/** What goes out: while a case is paused its cards are redrawn, and nothing is sent but what asks its process owner. */
const outgoing = (h: Happening, was: Instance | undefined): readonly Effect[] => {
  const stillPaused = was?.status === "paused" && h.instance().status === "paused";
  return stillPaused ? h.effects.filter(goesOutPaused) : h.effects;
};

/**
 * Decides one command on one instance (undefined for a start): the events that happened and what is to be done outside, or a rejection
 * with its audit row. Pure and total: the same arguments give the same answer, and a throw is a bug of ours. `context.now` before the
 * instance's last event counts as that event's time.
 */
export const decide: Decide<InstanceCommand> = (definition, instance, command, context) => {
  const now = Math.max(context.now, instance?.lastAt ?? context.now);
  const refused = admit({ definition, instance, directory: context.directory, now }, command);
  if (refused !== undefined) return refuse(definition, instance, command, context, refused);
  const stop = automationStop(instance, command, now);
  if (stop !== undefined) {
    const rejection = stoppedRejection(stop, processOwnersOf({ definition, instance, directory: context.directory }));
    return refuse(definition, instance, command, context, rejection, (h) => stopAutomation(h, stop));
  }
  const h = beginHappening(definition, instance, command, context);
  const rejection = carryOut(h);
  if (rejection !== undefined) return refuse(definition, instance, command, context, rejection);
  settle(h, instance);
  return { ok: true, instance: h.instance(), events: h.events, effects: outgoing(h, instance), picks: h.picks };
};
