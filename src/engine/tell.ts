import type { Happening } from "./happening.ts";
import type { PersonId, StepKey } from "./ids.ts";

import { invariant } from "./invariant.ts";
import type { Audience, Told } from "./messages/effect.ts";
import type { Actor } from "./messages/envelope.ts";
import { presentOf } from "./people.ts";

/** The human behind an act: the person, or whoever an agent acts for. Undefined for an event, the sweep and the queue. */
export const actingPerson = (actor: Actor): PersonId | undefined => {
  if (actor.kind === "person") return actor.id;
  return actor.kind === "agent" ? actor.onBehalfOf : undefined;
};

/** Who is behind the command being decided. */
export const actorOf = (h: Happening): PersonId | undefined => actingPerson(h.command.actor);

/** The human behind an act that the permissions leave to humans. */
export const personOf = (h: Happening): PersonId => {
  const person = actorOf(h);
  invariant(person !== undefined, `${h.command.type} is left to people`);
  return person;
};

export interface Notice {
  readonly step?: StepKey | undefined;
  readonly detail?: string | undefined;
}

/** A one-line notice to each of `people` by DM, or to who stands in for them; never to whoever just acted. */
export const tell = (h: Happening, what: Told, people: readonly PersonId[], notice: Notice = {}): void => {
  const actor = actorOf(h);
  for (const person of presentOf(h.context.directory, people, h.now)) {
    if (person !== actor) post(h, what, { to: "person", person }, person, notice);
  }
};

/** The same into the case's thread, for the record. */
export const tellThread = (h: Happening, what: Told, notice: Notice = {}): void => post(h, what, { to: "thread" }, "thread", notice);

export const tellWatchers = (h: Happening, what: Told, notice: Notice = {}): void => tell(h, what, h.instance().watchers, notice);

const post = (h: Happening, what: Told, audience: Audience, name: string, { step, detail }: Notice): void => {
  h.effect({
    type: "post",
    // The step tells apart what several steps of one act have to say.
    key: ["told", what, h.instance().seq, ...(step === undefined ? [] : [step]), name].join(":"),
    audience,
    content: { kind: "told", what, step, by: actorOf(h), ...(detail === undefined ? {} : { detail }) },
  });
};
