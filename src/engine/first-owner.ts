import type { StepDefinition } from "./definition.ts";
import type { Team } from "./directory.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { PersonId, StepKey } from "./ids.ts";
import type { Pick } from "./messages/event.ts";
import type { FirstOwner } from "./messages/start-proposal-event.ts";
import { namesOf } from "./permissions.ts";

/** How often each person has done a step in cases that are over, by step. */
export type History = ReadonlyMap<StepKey, ReadonlyMap<PersonId, number>>;

interface Judged {
  readonly words: string;
  readonly confidence: number;
}

const steps = (count: number): string => (count === 1 ? "1 open step" : `${count} open steps`);

/** How far the load speaks for them: what they have open, against the freest of the others. */
const byLoad = (h: Happening, owner: PersonId, others: readonly PersonId[]): Judged => {
  const active = (person: PersonId): number => h.context.load.get(person)?.active ?? 0;
  const freest = Math.min(...others.map(active));
  const ahead = freest - active(owner);
  const words = `${steps(active(owner))}; the next in line has ${freest}`;
  return { words, confidence: ahead >= 2 ? 0.9 : ahead === 1 ? 0.8 : 0.6 };
};

const byPolicy = (h: Happening, team: Team, owner: PersonId, others: readonly PersonId[]): Judged => {
  switch (team.assign) {
    case "least-loaded":
    case "by-skill":
      return byLoad(h, owner, others);
    case "round-robin":
      return { words: `it is their turn in ${team.id}`, confidence: 0.8 };
    case "on-call":
      return { words: `on call in ${team.id}`, confidence: 0.9 };
    default:
      return { words: `the first of ${team.id} who is there`, confidence: 0.7 };
  }
};

const policyOf = (h: Happening, { candidates, team: id }: Pick, owner: PersonId): Judged => {
  const others = candidates.filter((person) => person !== owner);
  const team = id === undefined ? undefined : h.context.directory.teams.get(id);
  if (others.length === 0) return { words: "the definition names nobody else", confidence: 0.95 };
  return team === undefined ? { words: "the first whom the definition names", confidence: 0.8 } : byPolicy(h, team, owner, others);
};

const asksForSkill = ({ owner }: StepDefinition): boolean => owner.some((who) => who.who === "team" && who.skill !== undefined);

/** How often they have to have done it for that to say something. */
const USED_TO_IT = 3;

const reasonsFor = (h: Happening, key: StepKey, pick: Pick, owner: PersonId, history: History): Omit<FirstOwner, "step" | "person"> => {
  const { words, confidence } = policyOf(h, pick, owner);
  const done = history.get(key)?.get(owner) ?? 0;
  const { insteadOf } = pick;
  const reasons = [
    words,
    ...(asksForSkill(stepDefinition(h.definition, key)) ? ["has the skill that is asked for"] : []),
    ...(done === 0 ? [] : [`has done it ${done === 1 ? "once" : `${done} times`}`]),
    ...(insteadOf === undefined ? [] : [`stands in for ${namesOf(h.context, [insteadOf])}, who is away`]),
  ];
  return { candidates: pick.candidates, reasons, confidence: Math.min(0.95, confidence + (done >= USED_TO_IT ? 0.05 : 0)) };
};

/** Of a case that was tried out: the first step that somebody owns, by policy, load, skill and history. Undefined where nobody does yet. */
export const firstOwner = (trial: Happening, history: History): FirstOwner | undefined => {
  for (const { body } of trial.events) {
    if (body.type !== "step.activated" || body.pick.owner === undefined) continue;
    const { step, pick } = body;
    return { step, person: body.pick.owner, ...reasonsFor(trial, step, pick, body.pick.owner, history) };
  }
  return undefined;
};
