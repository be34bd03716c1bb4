import type { Field, StepDefinition } from "../../engine/definition.ts";
import type { Instant } from "../../engine/ids.ts";
import type { ActiveStep, BlockedStep, DoneStep, Step } from "../../engine/instance.ts";
import { isGiven } from "../../engine/scope.ts";
import { cut, SHOWN } from "../limits.ts";
import { joinMd, type Mrkdwn, md, NOTHING } from "../mrkdwn.ts";
import { caseName, labelOf, name, nameOrYou, stepName, stepOf, storedValue, type Telling, valueMd, when } from "./telling.ts";
import { DECIDED, sentence, WAITING_ON } from "./words.ts";

export type Work = ActiveStep | BlockedStep;

export const isWork = (step: Step | undefined): step is Work => step?.status === "active" || step?.status === "blocked";

/** An option's title, `approved`, or nothing: what a done step decided. */
export const outcomeWords = (definition: StepDefinition | undefined, outcome: string | undefined): string | undefined => {
  if (outcome === undefined) return undefined;
  const option = definition?.kind === "decision" ? definition.options.find((each) => each.id === outcome) : undefined;
  return option?.title ?? DECIDED[outcome] ?? outcome;
};

/** `by Ivo`, `by Ivo for Lea, who is away`. */
export const ownerWords = (t: Telling, step: Work | undefined): string => {
  if (step === undefined || step.owner === undefined) return step?.team === undefined ? "nobody yet" : `the team ${step.team}`;
  const owner = nameOrYou(t, step.owner);
  return step.insteadOf === undefined ? owner : `${owner}, for ${name(t, step.insteadOf)}, who is away`;
};

const doneBefore = (t: Telling, definition: StepDefinition): Mrkdwn | undefined => {
  const done = definition.needs.steps
    .map((key) => stepOf(t, key))
    .filter((step): step is DoneStep => step?.status === "done")
    .slice(0, 5)
    .map((step) => {
      const by = step.by === undefined ? NOTHING : md` by ${name(t, step.by)}`;
      return md`${stepName(t, step.key)} done${by}, ${when(t, step.endedAt)}`;
    });
  return done.length === 0 ? undefined : md`*Before this:* ${joinMd(done, "; ")}`;
};

/** A piece of evidence: what it holds, or that it is still needed. */
export const evidenceLine = (t: Telling, field: Field): Mrkdwn => {
  const value = storedValue(t, field.name);
  if (isGiven(value)) return md`• ${labelOf(t, field.name)}: ${valueMd(t, value, field.name)}`;
  return md`• ${labelOf(t, field.name)} (${field.required ? "needed" : "optional"})`;
};

/** What done means: the evidence it takes. */
export const doneMeans = (t: Telling, definition: StepDefinition): Mrkdwn | undefined => {
  if (definition.evidence.length === 0) return undefined;
  return joinMd([md`*Done means you have:*`, ...definition.evidence.slice(0, 20).map((field) => evidenceLine(t, field))]);
};

export const dueWords = (t: Telling, dueAt: Instant | undefined): Mrkdwn | undefined => {
  if (dueAt === undefined) return undefined;
  return dueAt < t.file.now ? md`was due ${when(t, dueAt)}` : md`due ${when(t, dueAt)}`;
};

/** The same as a sentence's end, after its subject: `is due Monday`, `was due Monday`. */
export const isDueWords = (t: Telling, dueAt: Instant | undefined): Mrkdwn | undefined => {
  if (dueAt === undefined) return undefined;
  return dueAt < t.file.now ? md`was due ${when(t, dueAt)}` : md`is due ${when(t, dueAt)}`;
};

/** Why it is theirs: a handoff, somebody who gave it to them, their own choice, a delegation, the team it was picked from, or their name in the definition. */
export const whyThem = (t: Telling, step: Work): Mrkdwn | undefined => {
  if (step.handOff !== undefined) {
    const from = name(t, step.handOff.from);
    const note = step.handOff.note === undefined ? NOTHING : md`: ${cut(step.handOff.note, SHOWN.words)}`;
    return step.handOff.returns > 0 ? md`*Why you:* ${from} returned it${note}` : md`*Why you:* ${from} handed it off${note}`;
  }
  if (step.owner === undefined) return undefined;
  if (step.givenBy === step.owner) return md`*Why you:* you took it${step.team === undefined ? "" : ` from the team ${step.team}`}`;
  if (step.givenBy !== undefined) return md`*Why you:* ${name(t, step.givenBy)} gave it to you`;
  if (step.insteadOf !== undefined) return md`*Why you:* you stand in for ${name(t, step.insteadOf)}`;
  return step.team === undefined ? md`*Why you:* the workflow names you` : md`*Why you:* you were picked from the team ${step.team}`;
};

/** With a full stop, unless it ends with a mark of its own. */
const sentenceEnd = (words: string): string => (/[.!?…]$/.test(words) ? words : `${words}.`);

export const blockWords = (t: Telling, step: BlockedStep): Mrkdwn => {
  const { block } = step;
  const whom = block.onWhom === undefined ? NOTHING : md` (${cut(block.onWhom, SHOWN.name)})`;
  const until = block.until === undefined ? NOTHING : md`, until ${when(t, block.until)}`;
  const by = block.by === undefined ? NOTHING : md` Reported by ${nameOrYou(t, block.by)}, ${when(t, block.at)}.`;
  return md`*Blocked on ${WAITING_ON[block.on]}*${whom}${until}: ${sentenceEnd(cut(block.reason, SHOWN.words))}${by}`;
};

/** Whether its owner was heard since they have it. */
export const wasHeard = (step: Work): boolean => step.heardAt > step.ownedAt;

/** Since when nothing is heard, after *since*: the last word, or where there was none the assignment. */
export const heardWords = (t: Telling, step: Work): Mrkdwn => {
  if (wasHeard(step)) return when(t, step.heardAt);
  const how = step.owner === undefined ? "there to be taken" : step.givenBy === step.owner ? "taken" : "assigned";
  return md`it was ${how} ${when(t, step.ownedAt)}`;
};

/** `Last heard:` with the moment, or that nothing was. */
export const lastHeard = (t: Telling, step: Work): Mrkdwn =>
  wasHeard(step) ? md`*Last heard:* ${when(t, step.heardAt)}` : md`*Last heard:* nothing yet`;

interface Happened {
  readonly at: Instant;
  readonly words: Mrkdwn;
}

const acts = (t: Telling, step: Work): readonly Happened[] => {
  const promised = step.commitments.at(-1);
  const who = (person: typeof step.owner): string => sentence(nameOrYou(t, person));
  return [
    promised === undefined ? undefined : { at: promised.at, words: md`${who(promised.by)} said: on it until ${when(t, promised.until)}` },
    step.handOff === undefined
      ? undefined
      : {
          at: step.handOff.at,
          words: md`Handed off by ${name(t, step.handOff.from)} to ${nameOrYou(t, step.handOff.to)}${step.handOff.accepted ? ", who accepted" : ""}`,
        },
    wasHeard(step) ? { at: step.heardAt, words: md`Last heard ${when(t, step.heardAt)}` } : undefined,
  ].filter((act) => act !== undefined);
};

/** The last thing that happened to it, shown in place on its card. */
export const lastAct = (t: Telling, step: Work): Mrkdwn | undefined => acts(t, step).toSorted((a, b) => b.at - a.at)[0]?.words;

/** What a person needs to know to do it. */
export const workFacts = (t: Telling, definition: StepDefinition, step: Work): Mrkdwn =>
  joinMd([
    md`*Case:* ${caseName(t)}`,
    doneBefore(t, definition),
    doneMeans(t, definition),
    step.owner === t.reader || t.reader === undefined ? whyThem(t, step) : undefined,
  ]);
