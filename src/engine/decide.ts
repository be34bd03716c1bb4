import { admit } from "./admission.ts";
import type { ActKind } from "./autonomy/kinds.ts";
import type { Definition } from "./definition.ts";
import { gateOf } from "./gate.ts";
import { beginHappening, type Happening } from "./happening.ts";
import type { Instance } from "./instance.ts";
import type { InstanceCommand } from "./messages/command.ts";
import type { Context, Decide, Decision, Rejection } from "./messages/decision.ts";
import type { Effect, Told } from "./messages/effect.ts";
import { processOwnersOf } from "./people.ts";
import { refuse } from "./refusal.ts";
import { carryOut, settle } from "./settle.ts";
import { automationStop, stopAutomation, stoppedRejection } from "./stop-conditions.ts";
import { judge, kindToJudge, logAutomated, startIsAsked, suggest } from "./suggest.ts";

/** Questions that a person's own act puts to the process owner: lost, nobody would ever answer them. */
const QUESTIONS: ReadonlySet<Told> = new Set<Told>(["rejected-ask", "quorum-lost", "back-refused"]);

const goesOutPaused = (effect: Effect): boolean => {
  if (effect.type === "post")
    return effect.content.kind === "told" && QUESTIONS.has(effect.content.what) && effect.audience.to === "person";
  return effect.type === "refresh" || effect.type === "home";
};

/** What an agent asks is carried out only where policy lets it; else it becomes a suggestion. What could not be done is not suggested. */
const decideForAgent = (
  definition: Definition,
  instance: Instance | undefined,
  command: InstanceCommand,
  context: Context,
  kind: ActKind,
): Decision => {
  const acted = beginHappening(definition, instance, command, context);
  const rejection = refusePaused(instance) ?? carryOut(acted);
  if (rejection !== undefined) return refuse(definition, instance, command, context, rejection);
  const verdict = judge(acted, kind);
  if (instance === undefined) return refuse(definition, instance, command, context, startIsAsked(acted, verdict));
  if (acted.events.length > 0 && verdict.does === "acts") {
    logAutomated(acted, kind, instance, verdict.why);
    settle(acted, instance);
    if (acted.instance().status === "running") return done(acted, instance);
  }
  const h = beginHappening(definition, instance, command, context);
  // An act that would end the case takes everybody's chance to undo it.
  if (acted.events.length > 0) suggest(h, kind, verdict.does === "acts" ? { does: "proposes", why: "it would end the case" } : verdict);
  settle(h, instance);
  return done(h, instance);
};

const refusePaused = (instance: Instance | undefined): Rejection | undefined =>
  instance === undefined || instance.status === "running"
    ? undefined
    : { code: "wrong-state", message: `This case is ${instance.status}: agents leave it alone.` };

const done = (h: Happening, was: Instance | undefined): Decision => ({
  ok: true,
  instance: h.instance(),
  events: h.events,
  effects: outgoing(h, was),
  picks: h.picks,
});

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
  const scene = { definition, instance, directory: context.directory, now };
  const refused = admit(scene, command) ?? gateOf(scene, command);
  if (refused !== undefined) return refuse(definition, instance, command, context, refused);
  const stop = automationStop(definition, instance, command, now);
  if (stop !== undefined) {
    const rejection = stoppedRejection(stop, processOwnersOf({ definition, instance, directory: context.directory }));
    return refuse(definition, instance, command, context, rejection, (h) => stopAutomation(h, stop));
  }
  const kind = kindToJudge(command);
  if (kind !== undefined) return decideForAgent(definition, instance, command, context, kind);
  const h = beginHappening(definition, instance, command, context);
  const rejection = carryOut(h);
  if (rejection !== undefined) return refuse(definition, instance, command, context, rejection);
  settle(h, instance);
  return done(h, instance);
};
